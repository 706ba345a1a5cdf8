package fr.jalon.roadmap;

import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Asked;
import fr.jalon.journey.Demonstration;
import fr.jalon.journey.Journey;
import fr.jalon.journey.JourneyKind;
import fr.jalon.journey.Timeline;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.roadmap.RoadmapYear.Month;
import fr.jalon.roadmap.RoadmapYear.Phase;
import fr.jalon.team.Team;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the rest of Jalon must know of the studio's roadmaps. */
@Component
class RoadmapKind implements JourneyKind<RoadmapKind.Dates, RoadmapKind.Dates> {

    record Dates(
            @Asked("Jour de départ") @NotNull(message = "ce champ est obligatoire")
            LocalDate startDate) {}

    private final Processes processes;
    private final Accounts accounts;
    private final Plans plans;
    private final Roadmaps roadmaps;
    private final ParisCalendar paris;

    RoadmapKind(Processes processes, Accounts accounts, Plans plans, Roadmaps roadmaps, ParisCalendar paris) {
        this.processes = processes;
        this.accounts = accounts;
        this.plans = plans;
        this.roadmaps = roadmaps;
        this.paris = paris;
    }

    @Override
    public String key() {
        return Roadmaps.PROCESS;
    }

    @Override
    public String title() {
        return "Feuille de route du studio";
    }

    @Override
    public Class<Dates> opening() {
        return Dates.class;
    }

    @Override
    public Class<Dates> dates() {
        return Dates.class;
    }

    @Override
    public Set<String> decisions() {
        return Set.of("review-month");
    }

    @Override
    public String open(Team team, Dates opening, String by) {
        return open(team.id(), opening.startDate(), by);
    }

    String open(String team, LocalDate start, String by) {
        Map<String, Object> answers = Map.of("team", team, "startDate", start.toString());
        return accounts.as(by, () -> processes.start(Roadmaps.PROCESS, answers));
    }

    /** Its steps are its months: a month is done when nothing of it is left. */
    @Override
    public Timeline timeline(Journey journey, List<Item> items) {
        Map<String, List<Item>> sections = items.stream().collect(Collectors.groupingBy(Item::section));
        return new Timeline(
                journey.isOpen() ? journey.place().step() : null,
                RoadmapYear.STUDIO
                        .months()
                        .filter(month -> sections.containsKey(month.section()))
                        .map(month -> Timeline.step(
                                month.step(),
                                month.name(),
                                Objects.requireNonNull(sections.get(month.section())),
                                journey,
                                paris.today()))
                        .toList(),
                journey.place().gate());
    }

    /** What its phase and its month have brought, and what is late. */
    @Override
    public Map<String, List<Figure>> figures(Collection<Journey> some) {
        Map<String, List<Item>> items =
                plans.items(some.stream().map(Journey::id).toList());
        Map<String, List<Figure>> figures = new HashMap<>();
        for (Journey journey : some) {
            List<Item> its = items.getOrDefault(journey.id(), List.of());
            List<Figure> told = new ArrayList<>();
            RoadmapYear.STUDIO.phases().forEach(phase -> phase.months().stream()
                    .filter(month -> month.step().equals(journey.place().step()))
                    .forEach(month -> {
                        told.add(figure(phase.title(), phase.months(), its));
                        told.add(figure("Mois " + month.number(), List.of(month), its));
                    }));
            if (told.isEmpty())
                told.add(figure("Douze mois", RoadmapYear.STUDIO.months().toList(), its));
            long late =
                    its.stream().filter(item -> item.isLateOn(paris.today())).count();
            if (late > 0 && journey.isOpen()) told.add(new Figure("En retard", String.valueOf(late), true));
            figures.put(journey.id(), told);
        }
        return figures;
    }

    private Figure figure(String label, List<Month> months, List<Item> items) {
        Set<String> sections = months.stream().map(Month::section).collect(Collectors.toSet());
        List<Item> its =
                items.stream().filter(item -> sections.contains(item.section())).toList();
        return new Figure(label, Progress.ofItems(its, paris.today()).said(), false);
    }

    /** The reviews ahead, each on the last day of its month. */
    @Override
    public Map<String, List<Item>> dated(Collection<Journey> some) {
        LocalDate today = paris.today();
        Map<String, List<Item>> dated = new HashMap<>();
        plans.starts(some.stream().map(Journey::id).toList())
                .forEach((id, start) -> dated.put(
                        id,
                        RoadmapYear.STUDIO
                                .months()
                                .map(month -> review(month, month.lastDay(start)))
                                .filter(review -> !review.plannedEnd().isBefore(today))
                                .toList()));
        return dated;
    }

    private static Item review(Month month, LocalDate day) {
        return Item.planned("review-" + month.number(), "Bilan du mois " + month.number(), "Bilans", day, day);
    }

    @Override
    public List<Panel> panels(Journey journey, List<Item> items) {
        return RoadmapPanels.of(roadmaps.entries(journey.id()), journey.isOpen(), paris.today());
    }

    @Override
    public String outcome(Journey journey) {
        return switch (Objects.requireNonNullElse(journey.life().outcome(), "")) {
            case "ACHIEVED" -> "Feuille de route achevée";
            case "STOPPED" -> "Feuille de route abandonnée";
            case "WITHDRAWN" -> "Équipe retirée";
            case "CANCELLED" -> "Feuille de route annulée";
            default -> "Feuille de route terminée";
        };
    }

    /** What is added to a month is no step of all roadmaps. */
    @Override
    public List<Stage> stages() {
        return RoadmapYear.STUDIO.phases().stream()
                .map(phase -> new Stage(phase.title(), steps(phase)))
                .toList();
    }

    private static Set<String> steps(Phase phase) {
        return phase.months().stream()
                .flatMap(month -> Stream.concat(
                        Stream.of(month.step()), month.rows().stream().map(RoadmapYear.Row::id)))
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Override
    public Dates dates(Journey journey) {
        return new Dates(plans.plan(journey.id()).start());
    }

    @Override
    public void move(Journey journey, Dates dates) {
        roadmaps.refuseFar(dates.startDate());
        restart(journey, dates.startDate());
    }

    /** Months are counted from the start: it moves too. */
    @Override
    public void resume(Journey journey, Instant since, int days) {
        if (days == 0) return;
        processes.postpone(journey.id(), since, days);
        restart(journey, dates(journey).startDate().plusDays(days));
    }

    private void restart(Journey journey, LocalDate start) {
        roadmaps.move(journey.id(), start);
        processes.send(journey.id(), "dates-moved", Map.of());
    }

    @Override
    public void withdraw(Journey journey, String reason) {
        processes.send(journey.id(), "team-withdrawn", Map.of("withdrawalReason", reason));
    }

    @Override
    public void demonstrate(Demonstration stage) {
        new RoadmapDemonstration(this, stage).play();
    }
}
