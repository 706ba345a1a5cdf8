package fr.jalon.scic.process;

import fr.jalon.scic.Door;
import fr.jalon.scic.LegalGuards.Confirmation;
import fr.jalon.scic.LegalRule;
import fr.jalon.scic.ScicProject;
import fr.jalon.scic.ScicProject.Category;
import fr.jalon.scic.ScicProject.College;
import fr.jalon.scic.ScicProject.Form;
import fr.jalon.scic.ScicProject.Kind;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.spin.json.SpinJsonNode;
import org.jspecify.annotations.Nullable;

/** The project of a SCIC as {@code prepare-scic} answers it, and as each later door corrects it. */
final class Projects {

    /** A question that shows those of the project again at a later door. */
    static final String CHANGED = "projectChanged";

    static final String CONFIRMATIONS = "lawyerConfirmations";

    /** What projects that an earlier version has prepared do not say: the next door asks it. */
    private static final Set<String> NEW = Set.of("variableCapital", "cooperativeProject");

    /** What subscriptions move after the vote. */
    private static final Set<String> SUBSCRIBED = Set.of("capital", "publicCapitalPercent");

    private static final List<String> FIELDS = List.of(
            "legalForm",
            "capital",
            "variableCapital",
            "categories",
            "colleges",
            "publicCapitalPercent",
            "reservePercent",
            "reservesReachCapital",
            "oneMemberOneVote",
            "analogousActivity",
            "formerReservesKept",
            "newLegalPerson",
            "cooperativeProject");

    private Projects() {}

    /** @throws fr.jalon.Refusal if the form is missing, or a figure or a name makes no sense */
    @SuppressWarnings("NullAway") // The project itself refuses to have no form.
    static ScicProject of(Map<String, Object> answers) {
        return new ScicProject(
                form(answers),
                number(answers, "capital"),
                is(answers, "variableCapital"),
                each(answers, "categories", row -> new Category(Kind.valueOf(text(row, "kind")), text(row, "name"))),
                each(answers, "colleges", row -> new College(text(row, "name"), number(row, "votePercent"))),
                number(answers, "publicCapitalPercent"),
                number(answers, "reservePercent"),
                is(answers, "reservesReachCapital"),
                is(answers, "oneMemberOneVote"),
                is(answers, "analogousActivity"),
                is(answers, "formerReservesKept"),
                is(answers, "newLegalPerson"),
                (String) answers.get("cooperativeProject"));
    }

    /**
     * The project as it passes a door: what the door shows is answered, the rest stands as it was said before.
     *
     * @throws fr.jalon.Refusal if a figure or a name makes no sense
     */
    static ScicProject at(Door door, Map<String, Object> answers, DelegateTask task) {
        Map<String, Object> project = said(task);
        for (String field : FIELDS) {
            if (isShown(field, door, answers, task)) project.put(field, answers.get(field));
        }
        return of(project);
    }

    /** The project as it was said so far. */
    static Map<String, Object> said(DelegateTask task) {
        Map<String, Object> project = new LinkedHashMap<>();
        for (String field : FIELDS) project.put(field, stored(field, task));
        return project;
    }

    /** Whether nothing of the project is left to say. */
    static boolean isSaid(DelegateTask task) {
        return NEW.stream().allMatch(field -> stored(field, task) != null);
    }

    /** The question beside which a door refuses a field: the one that shows it, where the door does not. */
    static String beside(String field, Door door, Map<String, Object> answers, DelegateTask task) {
        if (isShown(field, door, answers, task)) return field;
        return door == Door.FORMALITIES && !SUBSCRIBED.contains(field) ? "backToAssembly" : CHANGED;
    }

    private static boolean isShown(String field, Door door, Map<String, Object> answers, DelegateTask task) {
        return switch (door) {
            case PREPARATION, REWORK -> true;
            case CONVOCATION, SECOND_CONVOCATION, VOTE -> is(answers, CHANGED) || NEW.contains(field) && !isSaid(task);
            case FORMALITIES ->
                SUBSCRIBED.contains(field) && is(answers, CHANGED) || NEW.contains(field) && !isSaid(task);
        };
    }

    /** What lawyers have confirmed, at this door or before. */
    static List<Confirmation> confirmations(Map<String, Object> answers, DelegateTask task) {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put(
                CONFIRMATIONS,
                Objects.requireNonNullElseGet(
                        answers.get(CONFIRMATIONS),
                        () -> Objects.requireNonNullElse(stored(CONFIRMATIONS, task), List.of())));
        return each(
                given,
                CONFIRMATIONS,
                row -> new Confirmation(
                        LegalRule.valueOf(text(row, "rule")), text(row, "who"), LocalDate.parse(text(row, "on"))));
    }

    private static @Nullable Object stored(String name, DelegateTask task) {
        Object value = task.getVariable(name);
        return value instanceof SpinJsonNode ? GrantFacts.rows(task, name) : value;
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> each(Map<String, Object> answers, String name, Function<Map<String, Object>, T> read) {
        return answers.get(name) instanceof Collection<?> rows
                ? ((Collection<Map<String, Object>>) rows).stream().map(read).toList()
                : List.of();
    }

    private static @Nullable Form form(Map<String, Object> answers) {
        return answers.get("legalForm") instanceof String form ? Form.valueOf(form) : null;
    }

    private static String text(Map<String, Object> answers, String name) {
        return (String) Objects.requireNonNull(answers.get(name), name);
    }

    private static double number(Map<String, Object> answers, String name) {
        return answers.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static boolean is(Map<String, Object> answers, String name) {
        return Boolean.TRUE.equals(answers.get(name));
    }
}
