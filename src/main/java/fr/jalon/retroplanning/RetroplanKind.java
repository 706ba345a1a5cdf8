package fr.jalon.retroplanning;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.jalon.Refusal;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Asked;
import fr.jalon.journey.Demonstration;
import fr.jalon.journey.Journey;
import fr.jalon.journey.JourneyKind;
import fr.jalon.journey.Timeline;
import fr.jalon.plan.Item;
import fr.jalon.plan.Launch;
import fr.jalon.plan.Plan;
import fr.jalon.plan.Plans;
import fr.jalon.plan.Schedules;
import fr.jalon.plan.WorkTemplate;
import fr.jalon.team.Team;
import fr.jalon.text.French;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the rest of Jalon must know of retroplannings; a team may have several. */
@Component
class RetroplanKind implements JourneyKind<RetroplanKind.Opening, RetroplanKind.Dates> {

    static final String PROCESS = "retroplanning";

    /** The tasks before anything of the plan begins. */
    private static final Set<String> DRAFTING =
            Set.of("list-items", "assign-owners", "schedule-meetings", "review-plan");

    private static final String MEETINGS = "Se réunir";
    /** As many as {@code list-items.form} lists, and {@code schedule-meetings.form}. */
    private static final int MOST_ITEMS = 100;

    private static final int MOST_MEETINGS = 50;

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Opening(
            @Asked("Titre du plan")
            @NotBlank(message = "ce champ est obligatoire")
            @Size(max = 120, message = "120 caractères au plus")
            String title,

            @Asked("Modèle") @Nullable String template,

            @Asked("Jour du lancement") @NotNull(message = "ce champ est obligatoire")
            LocalDate launchDay,

            @Asked("Durée du lancement (jours)")
            @Min(value = 1, message = "un jour au moins")
            @Max(value = 365, message = "365 jours au plus")
            int days,

            @Asked("Tout doit être prêt le") @Nullable LocalDate readyBy) {}

    record Dates(
            @Asked("Jour du lancement") @NotNull(message = "ce champ est obligatoire")
            LocalDate launchDay,

            @Asked("Tout doit être prêt le (vide : aussi longtemps avant le lancement)") @Nullable
            LocalDate readyBy) {}

    private final Processes processes;
    private final Accounts accounts;
    private final Plans plans;
    private final Schedules schedules;
    private final ParisCalendar paris;

    RetroplanKind(Processes processes, Accounts accounts, Plans plans, Schedules schedules, ParisCalendar paris) {
        this.processes = processes;
        this.accounts = accounts;
        this.plans = plans;
        this.schedules = schedules;
        this.paris = paris;
    }

    @Override
    public String key() {
        return PROCESS;
    }

    @Override
    public String title() {
        return "Rétroplanning";
    }

    @Override
    public Class<Opening> opening() {
        return Opening.class;
    }

    @Override
    public Class<Dates> dates() {
        return Dates.class;
    }

    @Override
    public Set<String> decisions() {
        return Set.of();
    }

    @Override
    public Map<String, Map<String, String>> choices() {
        Map<String, String> templates = new LinkedHashMap<>();
        schedules.templates().forEach((WorkTemplate each) -> templates.put(each.id(), each.title()));
        return Map.of("template", templates);
    }

    @Override
    public String open(Team team, Opening opening, String by) {
        return open(team.id(), opening, by);
    }

    String open(String team, Opening opening, String by) {
        Map<String, Object> answers = new HashMap<>(Map.of(
                "team", team,
                "planTitle", opening.title().strip(),
                "launchDay", opening.launchDay().toString(),
                "launchDays", opening.days()));
        if (opening.template() != null && !opening.template().isBlank()) answers.put("template", opening.template());
        if (opening.readyBy() != null) answers.put("readyBy", opening.readyBy().toString());
        return accounts.as(by, () -> processes.start(PROCESS, answers));
    }

    @Override
    public Timeline timeline(Journey journey, List<Item> items) {
        return new Timeline(
                journey.isOpen() ? journey.place().step() : null,
                items.stream()
                        .sorted(Comparator.comparing(Item::plannedStart))
                        .map(item -> Timeline.step(item, journey, paris.today()))
                        .toList(),
                null);
    }

    @Override
    public List<String> warnings(Journey journey) {
        Plan plan = plans.plan(journey.id());
        return schedules.schedule(plan, schedules.items(plan.id())).impossible().stream()
                .map(each -> each.said(paris.today()))
                .toList();
    }

    @Override
    public String outcome(Journey journey) {
        return switch (Objects.requireNonNullElse(journey.life().outcome(), "")) {
            case "ANALYSED" -> "Lancement analysé";
            case "WITHDRAWN" -> "Plan abandonné";
            case "CANCELLED" -> "Plan annulé";
            default -> "Plan terminé";
        };
    }

    /** A plan's items are its own: all plans have the same steps towards them. */
    @Override
    public List<Stage> stages() {
        return List.of(new Stage(
                "Rétroplanning",
                Set.of("list-items", "assign-owners", "schedule-meetings", "review-plan", "analyse-results")));
    }

    @Override
    public Dates dates(Journey journey) {
        return new Dates(launch(journey).day(), null);
    }

    private Launch launch(Journey journey) {
        return Objects.requireNonNull(plans.plan(journey.id()).launch());
    }

    /** Where no other day is said, all is ready as many days before the launch as it was. */
    @Override
    public void move(Journey journey, Dates dates) {
        Launch launch = launch(journey);
        Launches.refusePast(dates.launchDay(), paris.today());
        Launch moved = launch.on(dates.launchDay());
        schedules.move(
                journey.id(), dates.readyBy() == null ? moved : new Launch(moved.day(), moved.days(), dates.readyBy()));
        processes.send(journey.id(), "dates-moved", Map.of());
    }

    @Override
    public void resume(Journey journey, Instant since, int days) {
        if (days == 0) return;
        processes.postpone(journey.id(), since, days);
        schedules.move(journey.id(), launch(journey).on(launch(journey).day().plusDays(days)));
    }

    /** Until the plan is kept: what follows has an item of its own for each line. */
    @Override
    public boolean isListOpen(Journey journey) {
        return processes.openTasks(List.of(journey.id())).stream()
                .anyMatch(task -> DRAFTING.contains(task.definition()));
    }

    @Override
    public void checkList(List<String> sections) {
        long meetings = sections.stream().filter(MEETINGS::equals).count();
        if (sections.size() - meetings > MOST_ITEMS || meetings > MOST_MEETINGS)
            throw Refusal.invalid(
                    "file",
                    "Un rétroplanning compte au plus " + MOST_ITEMS + " étapes et " + MOST_MEETINGS
                            + " réunions : ses formulaires n’en listent pas davantage. Le fichier a "
                            + French.number(sections.size() - meetings) + " étapes et " + French.number(meetings)
                            + " réunions.");
    }

    @Override
    public void withdraw(Journey journey, String reason) {
        processes.send(journey.id(), "team-withdrawn", Map.of("withdrawalReason", reason));
    }

    @Override
    public void demonstrate(Demonstration stage) {
        new RetroplanDemonstration(this, schedules, stage).play();
    }
}
