package fr.jalon.construction;

import fr.jalon.Refusal;
import fr.jalon.chain.Canonical;
import fr.jalon.chain.Chain;
import fr.jalon.construction.CommitteeDecision.Next;
import fr.jalon.construction.CommitteeDecision.Verdict;
import fr.jalon.construction.Construction.Delay;
import fr.jalon.construction.Construction.FirstUser;
import fr.jalon.contact.Contacts;
import fr.jalon.contact.Contacts.StateCount;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Learnt;
import fr.jalon.link.LinkVisits;
import fr.jalon.link.Links;
import fr.jalon.measure.Measure;
import fr.jalon.measure.MeasuredVisits;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What constructions bring: their first user, their months, what irritates, the help asked for, their committees. */
@Service
public class Constructions {

    public static final String PROCESS = "construction";

    public static final String TITLE = "Phase de construction";

    /** Something that irritated in a month. */
    public record Met(String title, int times, boolean settled) {}

    private final Plans plans;
    private final Teams teams;
    private final ConstructionRows rows;
    private final CommitteeRows committees;
    private final Contacts contacts;
    private final Links links;
    private final Measure measure;
    private final Canonical canonical;
    private final ParisCalendar paris;
    private final Clock clock;

    Constructions(
            Plans plans,
            Teams teams,
            ConstructionRows rows,
            CommitteeRows committees,
            Contacts contacts,
            Links links,
            Measure measure,
            Canonical canonical,
            ParisCalendar paris,
            Clock clock) {
        this.plans = plans;
        this.teams = teams;
        this.rows = rows;
        this.committees = committees;
        this.contacts = contacts;
        this.links = links;
        this.measure = measure;
        this.canonical = canonical;
        this.paris = paris;
        this.clock = clock;
    }

    /**
     * Opens the plan of a construction.
     *
     * @param journey the process instance
     * @throws Refusal if the start is out of reach
     */
    @Transactional
    public void open(String journey, String team, LocalDate start) {
        refuseFar(start);
        plans.open(journey, PROCESS, team, TITLE, start, ConstructionYear.items(start), item -> false);
        rows.insert(journey, team);
    }

    /** Keeps what the journey before it has taught. */
    @Transactional
    public void learn(String journey, Learnt learnt) {
        rows.learn(journey, learnt);
    }

    /** @throws Refusal if nobody would start on that day */
    void refuseFar(LocalDate start) {
        LocalDate today = paris.today();
        if (start.isBefore(today.minusMonths(ConstructionYear.MONTHS)) || start.isAfter(today.plusYears(1)))
            throw Refusal.invalid(
                    "startDate", "Date de départ : choisissez un jour entre il y a douze mois et dans un an.");
    }

    /** Starts it on another day: what is left moves with its months. */
    @Transactional
    public void move(String journey, LocalDate start) {
        Map<String, Item> moved =
                ConstructionYear.items(start).stream().collect(Collectors.toMap(Item::id, item -> item));
        plans.move(
                journey,
                start,
                plans.items(journey).stream()
                        .filter(Item::isLeft)
                        .map(item -> moved.get(item.id()))
                        .toList());
    }

    /** @throws Refusal if there is none */
    public Construction construction(String journey) {
        return rows.find(journey)
                .orElseThrow(() -> Refusal.unknown("La construction « " + journey + " » est inconnue."));
    }

    /** Some of them by their ids, in one query. */
    Map<String, Construction> of(Collection<String> journeys) {
        return rows.of(journeys);
    }

    /** Whether some of them have served somebody, by their ids. */
    public Map<String, Boolean> served(Collection<String> journeys) {
        return rows.of(journeys).values().stream()
                .collect(Collectors.toMap(Construction::journey, each -> each.firstUser() != null));
    }

    /** Keeps who was served first; the first answer stays. */
    @Transactional
    public void serve(String journey, FirstUser user, String by) {
        rows.serve(journey, user, by);
    }

    /** Keeps why nobody is served yet. */
    @Transactional
    public void explain(String journey, Delay delay, String by) {
        rows.delay(journey, delay, by);
    }

    /**
     * Keeps what became of a month.
     *
     * @param met what irritated in it; what is known by its title is met more often
     */
    @Transactional
    public void review(String journey, Review review, List<Met> met) {
        rows.insert(journey, review);
        Map<String, Irritant> known = new HashMap<>();
        rows.irritants(journey).forEach(irritant -> known.put(irritant.title(), irritant));
        for (Met each : met) {
            Irritant before = known.get(each.title());
            if (before == null)
                rows.insert(
                        journey,
                        new Irritant(each.title(), each.times(), review.month(), review.month(), each.settled()));
            else
                rows.update(
                        journey,
                        new Irritant(
                                each.title(),
                                before.times() + each.times(),
                                before.firstMonth(),
                                each.times() > 0 ? review.month() : before.lastMonth(),
                                each.settled()));
        }
    }

    /** The reviews held so far, in their order. */
    public List<Review> reviews(String journey) {
        return rows.reviews(journey);
    }

    /** What irritates, most often first; what is settled last. */
    public List<Irritant> irritants(String journey) {
        return rows.irritants(journey);
    }

    /** The looks from outside that it has asked for, in their order. */
    public List<Help> help(String journey) {
        return rows.help(journey);
    }

    /** Keeps that a look from outside is asked for; answers its number. */
    @Transactional
    public int ask(String journey, Help.View missing, String question, String by) {
        int number = rows.help(journey).size() + 1;
        rows.ask(journey, number, missing, question, by);
        return number;
    }

    /** Keeps what somebody from outside has said. */
    @Transactional
    public void answer(String journey, int number, String answer, String by) {
        rows.answer(journey, number, answer, by);
    }

    /** What a committee that meets today looks at. */
    Pack pack(String journey) {
        Construction construction = construction(journey);
        Team team = teams.team(construction.team());
        LocalDate start = plans.plan(journey).start();
        List<Review> reviews = rows.reviews(journey);
        int over = ConstructionYear.monthsOver(start, paris.today());
        List<Integer> missing = IntStream.rangeClosed(1, over)
                .filter(month -> reviews.stream().noneMatch(review -> review.month() == month))
                .boxed()
                .toList();
        return new Pack(
                team.name(),
                start,
                paris.today(),
                over,
                construction.firstUser(),
                construction.delay(),
                Pack.Totals.of(reviews),
                reviews,
                missing,
                rows.irritants(journey),
                rows.help(journey),
                contacts.byState(construction.team()).stream()
                        .map(each -> new Pack.Count(each.label(), each.count()))
                        .toList(),
                links.visits(construction.team(), start, paris.today()).stream()
                        .map(each -> new Pack.Count(each.label(), each.between()))
                        .toList(),
                construction.learnt());
    }

    /** What the committee of an open construction looks at today; once it is closed, what the last one saw. */
    Pack pack(Journey journey) {
        List<CommitteeDecision> decisions = committees.of(journey.id());
        return journey.isOpen() || decisions.isEmpty()
                ? pack(journey.id())
                : canonical.read(decisions.get(decisions.size() - 1).pack(), Pack.class);
    }

    /** What the form of a committee that meets today shows. */
    public CommitteeFacts committeeFacts(String journey) {
        return CommitteeFacts.of(
                pack(journey), "/equipes/" + construction(journey).team() + "/construction/" + journey);
    }

    /** How many contacts a team has, in a sentence. */
    public String contactsSaid(String team) {
        int all = contacts.byState(team).stream().mapToInt(StateCount::count).sum();
        int late = contacts.overdue(team);
        if (all == 0) return "Aucun contact n’y est encore.";
        return (all == 1 ? "Un contact" : French.number(all) + " contacts")
                + (late == 0
                        ? ", aucune action en retard."
                        : ", " + French.count(late) + (late == 1 ? " action" : " actions") + " en retard.");
    }

    /** How many links a team has, in a sentence. */
    public String linksSaid(String team) {
        int all = (int) links.visits(team, paris.today(), paris.today()).stream()
                .filter(link -> !link.isWithdrawn())
                .count();
        return all == 0
                ? "Aucun lien n’y est encore."
                : (all == 1 ? "Un lien y est." : French.number(all) + " liens y sont.");
    }

    /** The visits of some days where the team's Matomo has counted all of them; else null. */
    public @Nullable Long visits(String journey, LocalDate from, LocalDate until) {
        return measure.visits(construction(journey).team(), from, until)
                .filter(visits -> visits.missing() == 0)
                .map(MeasuredVisits::visits)
                .orElse(null);
    }

    /** What is known of the visits of some days, in a sentence. */
    public String visitsSaid(String journey, LocalDate from, LocalDate until) {
        String team = construction(journey).team();
        long shared = links.visits(team, from, until).stream()
                .mapToLong(LinkVisits::between)
                .sum();
        String ours = "Liens courts\u00a0: " + French.number(shared) + (shared > 1 ? " visites." : " visite.");
        return measure.visits(team, from, until)
                        .map(visits -> "Matomo a compté " + French.number(visits.visits())
                                + (visits.visits() > 1 ? " visites" : " visite")
                                + (visits.missing() == 0 ? "" : ", " + French.days(visits.missing()) + " sans chiffres")
                                + ". ")
                        .orElse("Matomo n’est pas branché\u00a0: écrivez ses visites si vous les connaissez. ")
                + ours;
    }

    /**
     * Writes what a committee decides, for good, with what it saw.
     *
     * @param learnt what a construction that is stopped has taught
     */
    @Transactional
    public void decide(String journey, String next, String reason, @Nullable String learnt, String by) {
        Pack pack = pack(journey);
        List<CommitteeDecision> before = committees.of(journey);
        committees.write(new CommitteeDecision(
                journey,
                construction(journey).team(),
                before.size() + 1,
                pack.month(),
                new Verdict(
                        Next.valueOf(next), reason, learnt, by, clock.instant().truncatedTo(ChronoUnit.MILLIS)),
                canonical.write(pack),
                before.isEmpty() ? null : before.get(before.size() - 1).hash(),
                null));
    }

    /** How many committees have decided. */
    public int committees(String journey) {
        return committees.of(journey).size();
    }

    /** The decisions of its committees, the oldest first. */
    List<CommitteeDecision> decisions(String journey) {
        return committees.of(journey);
    }

    /** Whether the hash chain of its committees' decisions holds, and where it breaks. */
    Chain.Verification verify(String journey) {
        return Chain.verify(committees.of(journey), canonical);
    }
}
