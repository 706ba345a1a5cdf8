package fr.jalon.engine;

import jakarta.ws.rs.BadRequestException;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.task.TaskQuery;

/** A task query that runs no expression nested in an {@code orQueries}: the engine evaluates those for anyone. */
class GuardedTaskQuery extends TaskQueryImpl {

  GuardedTaskQuery(CommandExecutor executor) {
    super(executor);
  }

  @Override
  public void addOrQuery(TaskQueryImpl query) {
    if (!query.getExpressions().isEmpty()) {
      throw new BadRequestException("Une requête imbriquée ne contient pas d’expression.");
    }
    super.addOrQuery(query);
  }

  @Override
  public TaskQuery or() {
    return super.or();
  }
}
