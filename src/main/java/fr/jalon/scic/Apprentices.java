package fr.jalon.scic;

import fr.jalon.Refusal;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.WorkingDays;
import fr.jalon.scic.Apprentice.State;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
     */
    public record Counts(int placed, int active, int upcoming, int late) {}

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
        return counts(rows.of(track));
    }

    Counts counts(List<Apprentice> all) {
        LocalDate today = paris.today();
        return new Counts(
                (int) all.stream().filter(each -> each.isPlaced(today)).count(),
                in(all, State.ACTIVE),
                in(all, State.UPCOMING),
                (int) all.stream().filter(each -> isLate(each, today)).count());
    }

    private int in(List<Apprentice> all, State state) {
        return (int)
                all.stream().filter(each -> each.on(paris.today()) == state).count();
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
                        .put(each, fileBy(each))));
        return unfiled;
    }

    /** The last day on which a contract is filed in time. */
    LocalDate fileBy(Apprentice apprentice) {
        return apprentice.contract().fileBy(apprentice.startsOn(), days);
    }

    /** Whether a contract is not filed on a day, and should have been. */
    boolean isLate(Apprentice apprentice, LocalDate day) {
        return apprentice.filedOn() == null && fileBy(apprentice).isBefore(day);
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
