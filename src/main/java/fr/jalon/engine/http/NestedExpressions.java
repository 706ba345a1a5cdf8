package fr.jalon.engine.http;

import fr.jalon.engine.form.ContractTaskService;
import jakarta.ws.rs.BadRequestException;
import java.util.List;
import org.camunda.bpm.engine.impl.FilterServiceImpl;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.query.Query;

/**
 * Refuses expressions nested in the {@code orQueries} of a task query: the engine checks the outer query only and would
 * run them for anyone; and a query beyond its {@link QueryBounds}. Here for queries that extend a filter;
 * {@link ContractTaskService} guards the others.
 */
public class NestedExpressions extends FilterServiceImpl {

    public static void refuse(Query<?, ?> query) {
        if (query instanceof TaskQueryImpl tasks
                && tasks.getQueries().stream().skip(1).anyMatch(nested -> !nested.getExpressions()
                        .isEmpty())) {
            throw new BadRequestException("Une requête imbriquée ne contient pas d’expression.");
        }
        QueryBounds.refuse(query);
    }

    @Override
    public <T, Q extends Query<?, T>> List<T> list(String filter, Q extending) {
        refuse(extending);
        return super.list(filter, extending);
    }

    @Override
    public <T, Q extends Query<?, T>> List<T> listPage(String filter, Q extending, int first, int most) {
        refuse(extending);
        return super.listPage(filter, extending, first, most);
    }

    @Override
    public <T, Q extends Query<?, T>> T singleResult(String filter, Q extending) {
        refuse(extending);
        return super.singleResult(filter, extending);
    }

    @Override
    public Long count(String filter, Query<?, ?> extending) {
        refuse(extending);
        return super.count(filter, extending);
    }
}
