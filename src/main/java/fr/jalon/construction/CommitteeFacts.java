package fr.jalon.construction;

import fr.jalon.construction.CommitteeDecision.Next;
import fr.jalon.construction.Construction.Delay;
import fr.jalon.construction.Construction.FirstUser;
import fr.jalon.engine.form.FormFacts;
import fr.jalon.engine.form.FormFacts.Choice;
import fr.jalon.text.French;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a committee's form shows of its pack.
 *
 * @param packMissing what has not been reviewed; null where all has
 * @param committeeChoices without going on once twelve months are over
 */
public record CommitteeFacts(
        String committeeWhen,
        String packPage,
        String packServed,
        List<Month> packMonths,
        @Nullable String packMissing,
        List<Counted> packCounts,
        List<Choice> committeeChoices) {

    /** A month that was reviewed. */
    public record Month(String month, String users, String transactions, String visits, String test, String came) {}

    /** How many there are of something. */
    public record Counted(String label, String count) {}

    /** As a form shows it: what people wrote becomes no markup. */
    public CommitteeFacts inert() {
        return new CommitteeFacts(
                committeeWhen,
                packPage,
                FormFacts.inert(packServed),
                packMonths,
                packMissing,
                packCounts,
                committeeChoices);
    }

    static CommitteeFacts of(Pack pack, String page) {
        return new CommitteeFacts(
                when(pack),
                page,
                served(pack),
                months(pack.reviews()),
                missing(pack),
                Stream.concat(
                                counted("Contacts\u00a0: ", pack.contacts()),
                                counted("Visites du lien\u00a0: ", pack.links()))
                        .toList(),
                choices(pack.month()));
    }

    private static Stream<Counted> counted(String what, List<Pack.Count> counts) {
        return counts.stream().map(each -> new Counted(what + each.label(), French.number(each.count())));
    }

    /** What may be decided once so many months are over. */
    static List<Choice> choices(int month) {
        return Stream.of(Next.values())
                .filter(next -> next != Next.CONTINUE || month < ConstructionYear.MONTHS)
                .map(next -> new Choice(next.words(), next.name()))
                .toList();
    }

    static String when(Pack pack) {
        return (pack.month() < 2 ? pack.month() + " mois révolu" : pack.month() + " mois révolus") + " depuis le "
                + French.day(pack.start());
    }

    static String served(Pack pack) {
        FirstUser served = pack.firstUser();
        if (served != null)
            return "Premier utilisateur servi le " + French.day(served.on()) + "\u00a0: " + served.who() + " – "
                    + served.transaction();
        Delay delay = pack.delay();
        return "Personne n’est encore servi."
                + (delay == null
                        ? ""
                        : " L’équipe l’explique ainsi\u00a0: " + delay.why() + " Elle abandonne\u00a0: "
                                + delay.dropped());
    }

    static List<Month> months(List<Review> reviews) {
        return reviews.stream()
                .map(review -> new Month(
                        String.valueOf(review.month()),
                        French.number(review.figures().usersServed()),
                        French.number(review.figures().transactions()),
                        ConstructionPanels.visits(review),
                        ConstructionPanels.test(review),
                        ConstructionPanels.outcome(review, reviews)))
                .toList();
    }

    static @Nullable String missing(Pack pack) {
        List<Integer> months = pack.missingReviews();
        if (months.isEmpty()) return null;
        String listed = months.stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", "))
                .replaceFirst(", (\\d+)$", " et $1");
        return (months.size() == 1
                        ? "Le point du mois " + listed + " manque"
                        : "Les points des mois " + listed + " manquent")
                + "\u00a0: leurs chiffres ne sont pas dans les totaux.";
    }
}
