package fr.jalon.retroplanning;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import fr.jalon.plan.Plans;
import fr.jalon.plan.Schedules;
import fr.jalon.plan.WorkTemplate;
import fr.jalon.team.Team;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
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

            @Asked("Tout doit être prêt le") @Nullable LocalDate readyBy) {}

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
                        .map(item -> Timeline.step(item, journey, paris.today()))
                        .toList(),
                null);
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
        Launch launch = launch(journey);
        return new Dates(launch.day(), launch.ready());
    }

    private Launch launch(Journey journey) {
        return Objects.requireNonNull(plans.plan(journey.id()).launch());
    }

    /** Where no other day is said, all is ready as many days before the launch as it was. */
    @Override
    public void move(Journey journey, Dates dates) {
        Launch launch = launch(journey);
        Launches.refusePast(dates.launchDay(), paris.today());
        boolean isReadySaid = dates.readyBy() != null && !dates.readyBy().equals(launch.ready());
        Launch moved = launch.on(dates.launchDay());
        schedules.move(
                journey.id(),
                isReadySaid ? new Launch(moved.day(), moved.days(), Objects.requireNonNull(dates.readyBy())) : moved);
        processes.send(journey.id(), "dates-moved", Map.of());
    }

    @Override
    public void resume(Journey journey, Instant since, int days) {
        if (days == 0) return;
        schedules.move(journey.id(), launch(journey).on(launch(journey).day().plusDays(days)));
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
