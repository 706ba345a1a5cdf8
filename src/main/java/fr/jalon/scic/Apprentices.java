package fr.jalon.scic;

import fr.jalon.Refusal;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.WorkingDays;
import fr.jalon.scic.Apprentice.State;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The apprentices whom tracks have placed, one by one as they come. Callers have checked who asks. */
@Service
public class Apprentices {

    /** More are no structure's work. */
    static final int MOST = 2_000;

    /** How long a contract without an end is taken to last, in years, for what is kept of its apprentice. */
    private static final int OPEN_ENDED = 3;

    /**
     * How many there are today.
     *
     * @param placed since the beginning, broken and ended contracts included
     * @param active at work today
     * @param upcoming whose contract begins later
     * @param late whose contract is not filed with the OPCO, and should have been
     * @param unlisted those among the placed who are not on the list: they were declared before there was one
     */
    public record Counts(int placed, int active, int upcoming, int late, int unlisted) {}

    /**
     * What a track said of its apprentices as a whole, before there was this list: how many it had placed by a day, and
     * how many were at work. Whoever is on the list and had begun by then is one of them.
     */
    public record Declared(int placed, int active, LocalDate on) {

        /** How many are not on the list, of which some that had begun by that day are. */
        int unlisted(int begun) {
            return Math.max(0, placed - begun);
        }

        /** How many of these were at work, as the listed ones were that day; nobody has said that they have left. */
        int unlistedActive(int begun, int atWork) {
            return Math.max(0, Math.min(unlisted(begun), active - atWork));
        }
    }

    private final ApprenticeRows rows;
    private final WorkingDays days;
    private final ParisCalendar paris;
    private final Duration keptFor;

    Apprentices(
            ApprenticeRows rows,
            WorkingDays days,
            ParisCalendar paris,
            @Value("${jalon.apprentices.kept-for}") Duration keptFor) {
        this.rows = rows;
        this.days = days;
        this.paris = paris;
        this.keptFor = keptFor;
    }

    /** Counts those of a track. */
    public Counts counts(String track) {
        return counts(rows.of(track), declared(track));
    }

    Counts counts(List<Apprentice> all, @Nullable Declared declared) {
        LocalDate today = paris.today();
        int unlisted = 0;
        int unlistedActive = 0;
        if (declared != null) {
            int begun = placed(all, declared.on());
            unlisted = declared.unlisted(begun);
            unlistedActive = declared.unlistedActive(begun, in(all, State.ACTIVE, declared.on()));
        }
        return new Counts(
                placed(all, today) + unlisted,
                in(all, State.ACTIVE, today) + unlistedActive,
                in(all, State.UPCOMING, today),
                (int) all.stream().filter(each -> isLate(each, today)).count(),
                unlisted);
    }

    private static int placed(List<Apprentice> all, LocalDate day) {
        return (int) all.stream().filter(each -> each.isPlaced(day)).count();
    }

    private static int in(List<Apprentice> all, State state, LocalDate day) {
        return (int) all.stream().filter(each -> each.on(day) == state).count();
    }

    /** What a track said of its apprentices before there was this list; null where the list says it all. */
    @Nullable
    Declared declared(String track) {
        return rows.declared(track).orElse(null);
    }

    /** The tracks whose forms may have kept apprentices before there was this list, and were not read yet. */
    public List<String> withOldList() {
        return rows.withOldList();
    }

    /**
     * Takes over what the forms of a track kept before there was this list; once, whatever becomes of it.
     *
     * @param old those whom they named; who is on the list already is left out
     * @param by who had named them; null where nobody knows
     * @param declared how many they counted; kept as far as it is more than are named
     */
    @Transactional
    public void takeOver(String track, List<Apprentice> old, @Nullable String by, Optional<Declared> declared) {
        if (!rows.takeOldList(track)) return;
        List<Apprentice> known = new ArrayList<>(rows.of(track));
        List<Apprentice> fresh = unknown(old, known, Apprentices::isNamedAlike);
        unknown(fresh, known, Apprentices::beganAlike).forEach(each -> rows.insert(track, each, by));
        List<Apprentice> all = rows.of(track);
        declared.filter(said -> said.unlisted(placed(all, said.on())) > 0).ifPresent(said -> rows.declare(track, said));
    }

    /** Those who are none of the known ones, each of whom is one of them at most, and is then known no more. */
    private static List<Apprentice> unknown(
            List<Apprentice> some, List<Apprentice> known, BiPredicate<Apprentice, Apprentice> isSame) {
        List<Apprentice> unknown = new ArrayList<>();
        for (Apprentice each : some) {
            known.stream()
                    .filter(other -> isSame.test(each, other))
                    .findFirst()
                    .ifPresentOrElse(known::remove, () -> unknown.add(each));
        }
        return unknown;
    }

    private static boolean isNamedAlike(Apprentice one, Apprentice other) {
        String name = one.name();
        return name != null
                && other.name() != null
                && name.strip().equalsIgnoreCase(other.name().strip())
                && worksAlike(one, other);
    }

    private static boolean beganAlike(Apprentice one, Apprentice other) {
        return one.startsOn().equals(other.startsOn()) && worksAlike(one, other);
    }

    private static boolean worksAlike(Apprentice one, Apprentice other) {
        return one.employer().strip().equalsIgnoreCase(other.employer().strip());
    }

    /** How many employers have taken apprentices of a track by today, however they are written. */
    public int employers(String track) {
        return (int) rows.of(track).stream()
                .filter(each -> each.isPlaced(paris.today()))
                .map(each -> each.employer().toLowerCase(Locale.FRENCH).strip())
                .distinct()
                .count();
    }

    List<Apprentice> of(String track) {
        return rows.of(track);
    }

    /** @throws Refusal if the track has none of that id */
    Apprentice find(String track, String id) {
        return rows.find(track, id)
                .orElseThrow(() -> Refusal.unknown("Cet alternant est inconnu, ou a été retiré de la liste."));
    }

    /** Adds one, unless there is one of that id. */
    @Transactional
    public void add(String track, Apprentice fresh, String by) {
        if (rows.find(track, fresh.id()).isPresent()) return;
        if (rows.of(track).size() >= MOST) throw Refusal.conflict("Un parcours a au plus 2 000 alternants.");
        rows.insert(track, fresh, by);
    }

    /**
     * Changes one.
     *
     * @throws Refusal if somebody else has changed it since it was read
     */
    @Transactional
    void change(String track, Apprentice changed, String by) {
        if (rows.update(track, changed, by)) return;
        Apprentice known = find(track, changed.id());
        boolean isSentTwice = new Apprentice(
                        known.id(),
                        changed.name(),
                        changed.email(),
                        changed.employer(),
                        changed.contract(),
                        changed.startsOn(),
                        changed.endsOn(),
                        changed.brokenOn(),
                        changed.filedOn(),
                        known.version())
                .equals(known);
        if (!isSentTwice)
            throw Refusal.conflict("Rien n’a été fait : entre-temps, cette fiche a changé. Relisez, puis recommencez.");
    }

    /** Takes one off the list, for good; nothing where it is gone. */
    @Transactional
    void remove(String track, String id) {
        rows.delete(track, id);
    }

    /** Of some tracks, the contracts that should have been filed with the OPCO by today, each with its last day. */
    Map<String, Map<Apprentice, LocalDate>> unfiled(Collection<String> tracks) {
        Map<String, Map<Apprentice, LocalDate>> unfiled = new HashMap<>();
        rows.unfiled(tracks).forEach((track, some) -> some.stream()
                .filter(each -> isLate(each, paris.today()))
                .forEach(each -> unfiled.computeIfAbsent(track, fresh -> new LinkedHashMap<>())
                        .put(each, Objects.requireNonNull(fileBy(each)))));
        return unfiled;
    }

    /** The last day on which a contract is filed in time; null where nobody has said of which kind it is. */
    @Nullable
    LocalDate fileBy(Apprentice apprentice) {
        ApprenticeContract contract = apprentice.contract();
        return contract == null ? null : contract.fileBy(apprentice.startsOn(), days);
    }

    /** Whether a contract is not filed on a day, and should have been. */
    boolean isLate(Apprentice apprentice, LocalDate day) {
        LocalDate by = fileBy(apprentice);
        return apprentice.filedOn() == null && by != null && by.isBefore(day);
    }

    /** Forgets the names of those whose contract has been over for long enough; answers how many they were. */
    @Transactional
    int forgetOld() {
        LocalDate over = paris.today().minusDays(keptFor.toDays());
        return rows.forgetOver(over, over.minusYears(OPEN_ENDED));
    }

    /** In days: how long a name is kept once the contract is over. */
    long keptFor() {
        return keptFor.toDays();
    }
}
