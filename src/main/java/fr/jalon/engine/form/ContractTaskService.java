package fr.jalon.engine.form;

import fr.jalon.Refusal;
import fr.jalon.engine.http.HttpRefusal;
import fr.jalon.engine.http.NestedExpressions;
import fr.jalon.engine.identity.Groups;
import fr.jalon.text.French;
import jakarta.ws.rs.ForbiddenException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.HistoricTaskInstanceQueryImpl;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.Comment;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.engine.variable.VariableMap;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The engine's task service with the form's contract on every way to end a task. */
public class ContractTaskService extends TaskServiceImpl {

    /** Each collision means that someone else was done: so many people may press the button at once. */
    private static final int MOST_ATTEMPTS = 50;

    /** What two who write the same row meet: it is there already, or each waits for the other. */
    private static final Set<String> COLLISIONS = Set.of("23505", "40001", "40P01");

    private static final int LONGEST_COMMENT = 2000;
    private static final int MOST_COMMENTS = 100;

    private final FormContract contract;
    private final Consumer<String> commented;
    private final Function<String, String> suspended;

    /**
     * @param commented is told the outermost process instance of each task that somebody comments on, as they do
     * @param suspended what to say of an outermost process instance that is suspended
     */
    public ContractTaskService(FormContract contract, Consumer<String> commented, Function<String, String> suspended) {
        this.contract = contract;
        this.commented = commented;
        this.suspended = suspended;
    }

    @Override
    public void complete(String task, Map<String, Object> answers) {
        complete(task, answers, false, false);
    }

    @Override
    public VariableMap completeWithVariablesInReturn(String task, Map<String, Object> answers, boolean deserialize) {
        return complete(task, answers, true, deserialize);
    }

    @Override
    public void resolveTask(String task) {
        resolveTask(task, null);
    }

    @Override
    public void resolveTask(String task, @Nullable Map<String, Object> answers) {
        if (answers != null && !answers.isEmpty()) throw refused("Une tâche déléguée se rend sans réponses.");
        super.resolveTask(task);
    }

    /** People take a task on for themselves; facilitators and administrators assign it. */
    @Override
    public void claim(String task, String user) {
        HttpRefusal.translated(() -> takingTurns(
                task,
                () -> commandExecutor.execute(context -> {
                    Authentication caller = context.getAuthentication();
                    if (user == null) refuseNobody(task, context);
                    if (caller != null
                            && user != null
                            && !user.equals(caller.getUserId())
                            && !caller.getGroupIds().contains(Groups.FACILITATORS)
                            && !caller.getGroupIds().contains(Groups.ADMINISTRATORS)) {
                        throw refused("Une tâche se prend en charge pour soi-même.");
                    }
                    return new ClaimTaskCmd(task, user).execute(context);
                })));
    }

    /** Says so only to who may work on the task; for the engine, to claim for nobody takes it from whoever holds it. */
    private static void refuseNobody(String task, CommandContext context) {
        TaskEntity known = context.getTaskManager().findTaskById(task);
        if (known == null) return;
        context.getProcessEngineConfiguration().getCommandCheckers().forEach(checker -> checker.checkTaskWork(known));
        throw Refusal.invalid(
                "userId", "Une tâche se prend en charge pour quelqu’un ; la rendre, c’est une autre action.");
    }

    /** Whoever has taken a task on may release it; any other assignment asks for the right to assign. */
    @Override
    public void setAssignee(String task, String user) {
        HttpRefusal.translated(() -> commandExecutor.execute(context -> {
            TaskEntity known = context.getTaskManager().findTaskById(task);
            Authentication caller = context.getAuthentication();
            AssignTaskCmd assignment = new AssignTaskCmd(task, user);
            return user == null
                            && known != null
                            && caller != null
                            && Objects.equals(known.getAssignee(), caller.getUserId())
                    ? context.runWithoutAuthorization(() -> assignment.execute(context))
                    : assignment.execute(context);
        }));
    }

    @Override
    public Comment createComment(String task, String instance, String message) {
        return HttpRefusal.translated(() -> {
            if (message == null || message.isBlank())
                throw Refusal.invalid("message", "Un commentaire a besoin d’un texte.");
            if (message.length() > LONGEST_COMMENT) {
                throw Refusal.invalid(
                        "message",
                        "Ce commentaire a %s caractères : %s au plus. Raccourcissez-le, ou faites-en deux."
                                .formatted(French.number(message.length()), French.number(LONGEST_COMMENT)));
            }
            if (task != null && instance != null && !instance.equals(instanceOf(task))) {
                throw Refusal.invalid(
                        "processInstanceId", "Un commentaire sur une tâche ne va qu’au parcours de cette tâche.");
            }
            if (task != null && getTaskComments(task).size() >= MOST_COMMENTS) {
                throw Refusal.conflict("Cette tâche a déjà %d commentaires, et n’en prend plus : écrivez sur une autre."
                        .formatted(MOST_COMMENTS));
            }
            return commandExecutor.execute(context -> {
                Comment comment = super.createComment(task, instance, message);
                if (task != null) commented.accept(rootOf(task, context));
                return comment;
            });
        });
    }

    /** Of a task that is over, too. */
    private static String rootOf(String task, CommandContext context) {
        return context.getHistoricTaskInstanceManager()
                .findHistoricTaskInstanceById(task)
                .getRootProcessInstanceId();
    }

    private String instanceOf(String task) {
        return commandExecutor.execute(context -> {
            TaskEntity known = context.getTaskManager().findTaskById(task);
            return known == null ? null : known.getProcessInstanceId();
        });
    }

    @Override
    public TaskQuery createTaskQuery() {
        TaskQueryImpl query = (TaskQueryImpl) super.createTaskQuery();
        query.addValidator(NestedExpressions::refuse);
        return query;
    }

    @Override
    public void handleBpmnError(String task, String code) {
        throw refused(ENDINGS);
    }

    @Override
    public void handleBpmnError(String task, String code, String message) {
        throw refused(ENDINGS);
    }

    @Override
    public void handleBpmnError(String task, String code, String message, Map<String, Object> variables) {
        throw refused(ENDINGS);
    }

    @Override
    public void handleEscalation(String task, String code) {
        throw refused(ENDINGS);
    }

    @Override
    public void handleEscalation(String task, String code, Map<String, Object> variables) {
        throw refused(ENDINGS);
    }

    private static final String ENDINGS = "Une tâche se termine par son formulaire.";

    private static RuntimeException refused(String reason) {
        return new ForbiddenException(reason);
    }

    /** Completes a task; a refusal becomes the answer 400 with its French sentence, whichever route asked. */
    public VariableMap complete(
            String task, Map<String, Object> answers, boolean returnVariables, boolean deserialize) {
        return HttpRefusal.translated(() -> takingTurns(
                task,
                () -> commandExecutor.execute(
                        new ContractCompletion(this::checked, task, answers, returnVariables, deserialize))));
    }

    private @Nullable Map<String, Object> checked(TaskEntity task, @Nullable Map<String, Object> answers) {
        if (task.isSuspended())
            throw Refusal.conflict(suspended.apply(task.getExecution().getRootProcessInstanceId()));
        return contract.checkTask(task, answers);
    }

    /**
     * Completes a task whose work has been done another way: its form is not asked. No route leads here.
     *
     * @param answers the names of its answers: what they held before is forgotten
     */
    public void spare(String task, Collection<String> answers) {
        HttpRefusal.translated(() -> takingTurns(
                task,
                () -> commandExecutor.execute(new ContractCompletion(
                        (spared, none) -> {
                            spared.removeVariables(answers);
                            return null;
                        },
                        task,
                        null,
                        false,
                        false))));
    }

    /**
     * Whoever acts at the same moment as someone beside them only waits: the work is done anew, unless it is part of a
     * larger transaction, or the other one has completed the very same task, at this moment or before.
     */
    private <T> T takingTurns(String task, Supplier<T> work) {
        RuntimeException collision = null;
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                return work.get();
            } catch (ProcessEngineException beaten) {
                boolean isCollision = isCollision(beaten);
                // What is read of a task whose end is written meanwhile fits together no longer; rights on it are gone.
                if (!isCollision && (task == null || !isOver(task))) throw beaten;
                collision = beaten;
                if (!isCollision || TransactionSynchronizationManager.isActualTransactionActive()) break;
            }
        }
        throw collision instanceof OptimisticLockingException beaten
                ? beaten
                : new OptimisticLockingException("the task is done by somebody else", collision);
    }

    /** Whether the engine, or the database before it, has found that somebody else wrote the same at this moment. */
    private static boolean isCollision(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof OptimisticLockingException
                    || each instanceof SQLException sql && COLLISIONS.contains(String.valueOf(sql.getSQLState())))
                return true;
        }
        return false;
    }

    /** Whether a task is over, as far as whoever asks may know. */
    private boolean isOver(String task) {
        return new HistoricTaskInstanceQueryImpl(commandExecutor)
                        .taskId(task)
                        .finished()
                        .count()
                > 0;
    }
}
