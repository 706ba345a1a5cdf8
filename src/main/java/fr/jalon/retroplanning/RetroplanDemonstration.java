package fr.jalon.retroplanning;

import fr.jalon.engine.Processes.OpenTask;
import fr.jalon.journey.Demonstration;
import fr.jalon.plan.Schedules;
import fr.jalon.plan.Schedules.Scheduled;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A shop in the midst of preparing its promotion: the texts are written, the pictures are to be made. */
final class RetroplanDemonstration {

    private static final int OPENED_BEFORE = 14;
    private static final String MEETINGS = "Se réunir";

    private final RetroplanKind kind;
    private final Schedules schedules;
    private final Demonstration stage;
    private String plan = "";

    RetroplanDemonstration(RetroplanKind kind, Schedules schedules, Demonstration stage) {
        this.kind = kind;
        this.schedules = schedules;
        this.stage = stage;
    }

    void play() {
        LocalDate today = stage.now().toLocalDate();
        LocalDate opened = today.minusDays(OPENED_BEFORE);
        stage.at(opened.atTime(9, 0), () -> {
            stage.cohort("boutiques", "Boutiques en ligne", opened);
            stage.team("boutiques", "lanterne", "La Lanterne", "noemie Noémie Fournier", "samir Samir Keita");
            RetroplanKind.Opening opening = new RetroplanKind.Opening(
                    "Promotion de Noël", "christmas-promotion", today.plusDays(7), 5, today.plusDays(3));
            plan = kind.open("lanterne", opening, stage.facilitator());
            stage.work(plan, "noemie", task -> !task.definition().equals("deliver"), this::asInTheTemplate);
        });
        stage.at(
                today.minusDays(1).atTime(11, 0),
                () -> stage.work(
                        plan,
                        "samir",
                        task -> task.name().startsWith("Texte") || task.name().startsWith("Rencontre 1")));
    }

    /** The lists as the template has them; two of the roles are given. */
    private Map<String, Object> asInTheTemplate(OpenTask task, Map<String, Object> answers) {
        List<Scheduled> items = schedules.items(plan);
        switch (task.definition()) {
            case "list-items" ->
                answers.put(
                        "planItems",
                        items.stream()
                                .filter(each -> !each.item().section().equals(MEETINGS))
                                .map(each -> Map.of(
                                        "title", each.item().title(),
                                        "role",
                                                Objects.requireNonNull(
                                                        each.work().who()),
                                        "days", each.work().duration(),
                                        "section", each.item().section()))
                                .toList());
            case "assign-owners" ->
                answers.put(
                        "planRoles",
                        items.stream()
                                .map(each -> each.work().who())
                                .filter(Objects::nonNull)
                                .distinct()
                                .map(RetroplanDemonstration::role)
                                .toList());
            case "schedule-meetings" ->
                answers.put(
                        "planMeetings",
                        items.stream()
                                .filter(each -> each.item().section().equals(MEETINGS))
                                .map(each -> Map.of(
                                        "title", each.item().title(),
                                        "day", each.item().plannedStart().toString()))
                                .toList());
            default -> {}
        }
        return answers;
    }

    private static Map<String, String> role(String role) {
        return switch (role) {
            case "Graphiste" -> Map.of("role", role, "owner", "noemie");
            case "Rédacteur web" -> Map.of("role", role, "owner", "samir");
            default -> Map.of("role", role);
        };
    }
}
