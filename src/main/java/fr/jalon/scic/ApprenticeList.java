package fr.jalon.scic;

import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.scic.Apprentice.State;
import fr.jalon.scic.Apprentices.Counts;
import fr.jalon.scic.Apprentices.Declared;
import fr.jalon.team.Team;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The apprentices of a team as its page lists them. */
@Component
class ApprenticeList {

    static final String NAMELESS = "Nom effacé";

    /** A list of apprentices. */
    record Page(
            Team team,
            boolean mayWrite,
            List<Figure> figures,
            List<String> targets,
            @Nullable String declared,
            @Nullable String late,
            List<Row> rows,
            String source,
            String keptFor) {}

    /** A count under its name. */
    record Figure(String label, String value) {}

    /**
     * An apprentice as it is listed.
     *
     * @param isLate whether the OPCO still waits for a contract that is due
     */
    record Row(
            String id,
            String name,
            String employer,
            String contract,
            String time,
            String state,
            String filing,
            boolean isLate) {}

    private final Apprentices apprentices;
    private final ParisCalendar paris;

    ApprenticeList(Apprentices apprentices, ParisCalendar paris) {
        this.apprentices = apprentices;
        this.paris = paris;
    }

    Page of(Team team, String track, boolean mayWrite) {
        List<Apprentice> all = apprentices.of(track);
        Declared declared = apprentices.declared(track);
        Counts counts = apprentices.counts(all, declared);
        return new Page(
                team,
                mayWrite,
                List.of(
                        new Figure("Placés depuis le début", French.number(counts.placed())),
                        new Figure("Actifs aujourd’hui", French.number(counts.active())),
                        new Figure("À venir", French.number(counts.upcoming())),
                        new Figure("Dépôts en retard", French.number(counts.late()))),
                Target.PLACEMENTS.stream().map(target -> target.inWords(counts)).toList(),
                declared == null || counts.unlisted() == 0 ? null : declared(declared, counts.unlisted()),
                late(counts.late()),
                all.stream().map(this::row).toList(),
                Wording.typeset(ApprenticeContract.SOURCE),
                French.days(apprentices.keptFor()));
    }

    private static String declared(Declared declared, int unlisted) {
        return "Déclarés avant le registre\u00a0: " + French.number(unlisted) + ". Le "
                + French.date(declared.on()) + ", le parcours disait " + French.number(declared.placed())
                + " alternants placés sans les nommer tous. Ils comptent\u00a0; chaque contrat que vous notez et qui a "
                + "commencé ce jour-là au plus tard est l’un des leurs.";
    }

    private static @Nullable String late(int late) {
        return late == 0
                ? null
                : late == 1
                        ? "Un contrat n’est pas déposé à l’OPCO, et son délai est passé."
                        : French.capitalised(French.count(late))
                                + " contrats ne sont pas déposés à l’OPCO, et leur délai est passé.";
    }

    private Row row(Apprentice each) {
        ApprenticeContract contract = each.contract();
        return new Row(
                each.id(),
                Objects.requireNonNullElse(each.name(), NAMELESS),
                each.employer(),
                contract == null ? "à préciser" : contract.label(),
                time(each),
                French.capitalised(each.on(paris.today()).label()),
                filing(each),
                apprentices.isLate(each, paris.today()));
    }

    private String time(Apprentice each) {
        String from = "du " + French.date(each.startsOn());
        LocalDate broken = each.brokenOn();
        if (broken != null && each.on(paris.today()) == State.BROKEN) return from + ", rompu le " + French.date(broken);
        return each.endsOn() == null
                ? "depuis le " + French.date(each.startsOn()) + ", sans terme"
                : from + " au " + French.date(each.endsOn());
    }

    /** Where the filing of a contract with the OPCO stands. */
    String filing(Apprentice each) {
        LocalDate by = apprentices.fileBy(each);
        LocalDate filed = each.filedOn();
        if (by == null) return "à préciser\u00a0: son type, sa fin et son dépôt à l’OPCO n’étaient pas demandés alors";
        if (filed != null) {
            long late = ChronoUnit.DAYS.between(by, filed);
            return "déposé le " + French.date(filed) + (late > 0 ? ", avec " + French.days(late) + " de retard" : "");
        }
        return apprentices.isLate(each, paris.today())
                ? "à déposer depuis le " + French.date(by) + "\u00a0: "
                        + French.late(ChronoUnit.DAYS.between(by, paris.today()))
                : "à déposer au plus tard le " + French.date(by);
    }
}
