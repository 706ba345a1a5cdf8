package fr.jalon.scic.process;

import fr.jalon.scic.LegalGuards.Confirmation;
import fr.jalon.scic.LegalRule;
import fr.jalon.scic.ScicProject;
import fr.jalon.scic.ScicProject.Category;
import fr.jalon.scic.ScicProject.College;
import fr.jalon.scic.ScicProject.Form;
import fr.jalon.scic.ScicProject.Kind;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The project of a SCIC as {@code prepare-scic} answers it. */
final class Projects {

    private Projects() {}

    /** @throws fr.jalon.Refusal if a figure or a name makes no sense */
    static ScicProject of(Map<String, Object> answers) {
        return new ScicProject(
                Form.valueOf(text(answers, "legalForm")),
                each(answers, "categories", row -> new Category(Kind.valueOf(text(row, "kind")), text(row, "name"))),
                each(answers, "colleges", row -> new College(text(row, "name"), number(row, "votePercent"))),
                number(answers, "publicCapitalPercent"),
                number(answers, "reservePercent"),
                is(answers, "oneMemberOneVote"),
                is(answers, "analogousActivity"),
                is(answers, "formerReservesKept"),
                is(answers, "newLegalPerson"));
    }

    /** What a lawyer has confirmed. */
    static List<Confirmation> confirmations(Map<String, Object> answers) {
        return each(
                answers,
                "lawyerConfirmations",
                row -> new Confirmation(
                        LegalRule.valueOf(text(row, "rule")), text(row, "who"), LocalDate.parse(text(row, "on"))));
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> each(Map<String, Object> answers, String name, Function<Map<String, Object>, T> read) {
        return answers.get(name) instanceof Collection<?> rows
                ? ((Collection<Map<String, Object>>) rows).stream().map(read).toList()
                : List.of();
    }

    private static Object given(Map<String, Object> answers, String name) {
        return Objects.requireNonNull(answers.get(name), name);
    }

    private static String text(Map<String, Object> answers, String name) {
        return (String) given(answers, name);
    }

    private static double number(Map<String, Object> answers, String name) {
        return ((Number) given(answers, name)).doubleValue();
    }

    private static boolean is(Map<String, Object> answers, String name) {
        return Boolean.TRUE.equals(answers.get(name));
    }
}
