package fr.jalon.scic;

import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Public money in cash of one year, as a track's applications have it.
 *
 * @param granted of the financial year that ends in it
 * @param awaited asked for, or to be asked for, by a deadline in it; nobody has answered yet
 */
public record PublicMoney(int year, long granted, long awaited) {

    /** Above it an association has an auditor and publishes its accounts: {@link LegalNotice#PUBLIC_MONEY}. */
    public static final long THRESHOLD = 153_000;

    /** The years for which there is any, the first one first. */
    public static List<PublicMoney> of(Collection<GrantApplication> applications) {
        return applications.stream()
                .flatMap(PublicMoney::year)
                .distinct()
                .sorted()
                .map(year -> in(year, applications))
                .filter(money -> money.granted > 0 || money.awaited > 0)
                .toList();
    }

    /** That of one year, be it nothing. */
    public static PublicMoney in(int year, Collection<GrantApplication> applications) {
        List<GrantApplication> ofYear = applications.stream()
                .filter(each -> year(each).anyMatch(known -> known == year))
                .toList();
        return new PublicMoney(
                year,
                ofYear.stream().mapToLong(each -> each.money().granted()).sum(),
                ofYear.stream()
                        .filter(each -> each.yearEnd() == null)
                        .mapToLong(GrantApplication::awaited)
                        .sum());
    }

    /** The year to which an application's money belongs; none where no public authority pays money. */
    private static Stream<Integer> year(GrantApplication application) {
        if (!application.grant().isPublicCash()) return Stream.of();
        LocalDate end = application.yearEnd();
        return Stream.of((end == null ? application.deadline() : end).getYear());
    }

    /** What more can come before the threshold is passed; negative where it would be. */
    public long room() {
        return THRESHOLD - granted - awaited;
    }

    /** {@code en 2026, 100 000 € accordés et 60 000 € demandés, sans réponse à ce jour : le seuil serait dépassé}. */
    public String inWords() {
        String amounts = awaited == 0
                ? French.money(granted) + " accordés"
                : (granted == 0 ? "" : French.money(granted) + " accordés et ") + French.money(awaited)
                        + " demandés, sans réponse à ce jour";
        String standing =
                granted > THRESHOLD ? " : le seuil est dépassé" : room() < 0 ? " : le seuil serait dépassé" : "";
        return Wording.typeset("en " + year + ", " + amounts + standing);
    }
}
