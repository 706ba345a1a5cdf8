package fr.jalon.construction;

import fr.jalon.construction.Construction.FirstUser;
import fr.jalon.contact.Contacts;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Asked;
import fr.jalon.journey.Demonstration;
import fr.jalon.journey.Journey;
import fr.jalon.journey.JourneyKind;
import fr.jalon.journey.Learnt;
import fr.jalon.journey.Timeline;
import fr.jalon.link.Links;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the rest of Jalon must know of constructions. */
@Component
class ConstructionKind implements JourneyKind<ConstructionKind.Dates, ConstructionKind.Dates> {

    record Dates(
            @Asked("Jour de départ") @NotNull(message = "ce champ est obligatoire")
            LocalDate startDate) {}

    private final Processes processes;
    private final Accounts accounts;
    private final Plans plans;
    private final Constructions constructions;
    private final Contacts contacts;
    private final Links links;
    private final Teams teams;
    private final ParisCalendar paris;

    ConstructionKind(
            Processes processes,
            Accounts accounts,
            Plans plans,
            Constructions constructions,
            Contacts contacts,
            Links links,
            Teams teams,
            ParisCalendar paris) {
        this.processes = processes;
        this.accounts = accounts;
        this.plans = plans;
        this.constructions = constructions;
        this.contacts = contacts;
        this.links = links;
        this.teams = teams;
        this.paris = paris;
    }

    @Override
    public String key() {
        return Constructions.PROCESS;
    }

    @Override
    public String title() {
        return Constructions.TITLE;
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
        return Set.of(ConstructionYear.COMMITTEE);
    }

    /** Help can be asked for at any time, so that nobody is awaited for it. */
    @Override
    public Set<String> beside() {
        return Set.of("ask-for-help");
    }

    @Override
    public Map<String, String> alarms() {
        return Map.of("explain-delay", "personne n’est servi", "give-outside-view", "regard demandé");
    }

    @Override
    public boolean isGate(String task) {
        return task.equals(ConstructionYear.COMMITTEE);
    }

    @Override
    public String open(Team team, Dates opening, String by) {
        return open(team.id(), opening.startDate(), by);
    }

    String open(String team, LocalDate start, String by) {
        Map<String, Object> answers = Map.of("team", team, "startDate", start.toString());
        return accounts.as(by, () -> processes.start(Constructions.PROCESS, answers));
    }

    /** On the day on which it was decided so. */
    @Override
    public String follow(Team team, Learnt learnt, String by) {
        String journey = open(team.id(), paris.today(), by);
        constructions.learn(journey, learnt);
        return journey;
    }

    @Override
    public Timeline timeline(Journey journey, List<Item> items) {
        Map<String, List<Item>> sections = items.stream().collect(Collectors.groupingBy(Item::section));
        return new Timeline(
                journey.isOpen() ? journey.place().step() : null,
                ConstructionYear.PARTS.stream()
                        .filter(part -> sections.containsKey(part.title()))
                        .map(part -> Timeline.step(
                                part.id(),
                                part.title(),
                                Objects.requireNonNull(sections.get(part.title())),
                                journey,
                                paris.today()))
                        .toList(),
                journey.place().gate());
    }

    @Override
    public Optional<Question> question(Journey journey, List<Item> items) {
        boolean isAsked = journey.isOpen()
                && items.stream()
                        .anyMatch(item -> item.id().equals(ConstructionYear.SERVE_FIRST_USER) && item.isLeft());
        if (!isAsked) return Optional.empty();
        return Optional.of(new Question(
                "Qui avez-vous servi\u00a0?",
                "Une première transaction réelle, même à la main, avant la fin du deuxième mois. Le temps des"
                        + " ateliers, des maquettes et des présentations ne résout pas le problème de vos"
                        + " utilisateurs.",
                ConstructionYear.SERVE_FIRST_USER));
    }

    @Override
    public List<Panel> panels(Journey journey, List<Item> items) {
        return ConstructionPanels.of(
                journey,
                constructions.construction(journey.id()),
                constructions.reviews(journey.id()),
                constructions.irritants(journey.id()));
    }

    @Override
    public Map<String, List<Figure>> figures(Collection<Journey> some) {
        List<String> ids = some.stream().map(Journey::id).toList();
        Map<String, Construction> known = constructions.of(ids);
        Map<String, LocalDate> starts = plans.starts(ids);
        Map<String, List<Figure>> figures = new HashMap<>();
        for (Journey journey : some) {
            FirstUser served = Objects.requireNonNull(known.get(journey.id())).firstUser();
            LocalDate start = Objects.requireNonNull(starts.get(journey.id()));
            boolean isOverdue = !ConstructionYear.monthOver(start, ConstructionYear.TO_SERVE)
                    .isAfter(paris.today());
            figures.put(
                    journey.id(),
                    List.of(new Figure(
                            "Premier utilisateur",
                            served == null ? "pas encore" : "servi le " + French.date(served.on()),
                            served == null && journey.isOpen() && isOverdue)));
        }
        return figures;
    }

    @Override
    public String outcome(Journey journey) {
        return switch (Objects.requireNonNullElse(journey.life().outcome(), "")) {
            case "ACCELERATED" -> "Accélération décidée";
            case "STOPPED" -> "Construction arrêtée";
            case "WITHDRAWN" -> "Équipe retirée";
            case "CANCELLED" -> "Construction annulée";
            default -> "Construction terminée";
        };
    }

    @Override
    public Set<String> toldOutcomes() {
        return Set.of("ACCELERATED", "STOPPED");
    }

    @Override
    public List<Stage> stages() {
        return ConstructionYear.PARTS.stream()
                .map(part -> {
                    Set<String> steps = new HashSet<>(part.items().keySet());
                    steps.add(part.id());
                    return new Stage(part.title(), steps);
                })
                .toList();
    }

    @Override
    public Dates dates(Journey journey) {
        return new Dates(plans.plan(journey.id()).start());
    }

    @Override
    public void move(Journey journey, Dates dates) {
        constructions.refuseFar(dates.startDate());
        restart(journey, dates.startDate());
    }

    /** Months are counted from the start: it moves too. */
    @Override
    public void resume(Journey journey, Instant since, int days) {
        if (days > 0) restart(journey, dates(journey).startDate().plusDays(days));
    }

    private void restart(Journey journey, LocalDate start) {
        constructions.move(journey.id(), start);
        processes.send(journey.id(), "dates-moved", Map.of());
    }

    @Override
    public void withdraw(Journey journey, String reason) {
        processes.send(journey.id(), "team-withdrawn", Map.of("withdrawalReason", reason));
    }

    @Override
    public void demonstrate(Demonstration stage) {
        new ConstructionDemonstration(this, stage, contacts, links, teams).play();
    }
}
