package fr.jalon.experiment;

import fr.jalon.link.TaggedLink;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the headings of a file of figures say, whichever tool wrote them. */
final class Headings {

    private static final int LONGEST = 100;
    private static final Pattern WORDS = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");
    private static final Pattern ZONE = Pattern.compile("(?:-in|-en)?-utc$");
    private static final Pattern UNITS = Pattern.compile("(?:-(?:en|in|euros?|ttc|ht|us|"
            + Currency.getAvailableCurrencies().stream()
                    .map(Currency::getCurrencyCode)
                    .collect(Collectors.joining("|"))
                    .toLowerCase(Locale.ROOT)
            + "))+$");
    private static final Pattern EUROS = Pattern.compile("(?:-(?:en|in|eur|euros?|ttc))*");
    private static final Pattern FOREIGN_SIGN = Pattern.compile("[\\p{Sc}&&[^€]]");

    /** What else tools count, and what they make of it: nothing that these figures would be missed in. */
    private static final Pattern OTHER = Pattern.compile("(?:.*-)?(?:taux|rate|ctr|cpc|cpm|cpa|cpl|cpv|roas|moy|moyens?"
            + "|moyennes?|avg|average|maximum|par|per|avec|with|valeur|value"
            + "|score|rang|rank|position|frequence|frequency"
            + "|couverture|reach"
            + "|portee|id|identifiant|budget|rebonds?|bounces?|actions?|pages?|duree|duration"
            + "|temps|time|revenus?|revenue|heure|hour"
            + "|semaine|week|mois|month|annee|year|age|nouveaux|new)(?:-.*)?"
            + "|(?:cout|cost)-(?:conv|clic|click|result).*");

    private static final Set<String> FRENCH =
            words("jour canal regie campagne clics visites visiteurs depense depenses cout"
                    + " couts montant devise nom resultats debut fin utilisateurs evenements achats vues "
                    + "reseau plateforme inscriptions libelle");
    private static final Set<String> ENGLISH =
            words("day start end starts reporting click clicks spend spent cost costs"
                    + " visits visitors campaign channel users leads purchases results name amount "
                    + "currency network platform key events label");

    private Headings() {}

    private static Set<String> words(String words) {
        return Set.of(words.split(" "));
    }

    /** A heading as it is told apart: as a name, with the words of {@code TimePeriod} apart. */
    static String of(String cell) {
        return named(cell.length() > LONGEST ? "" : WORDS.matcher(cell).replaceAll("-"));
    }

    /** A name without accents, case and punctuation, as channels are told apart; empty where none is that long. */
    static String named(String text) {
        return text.isEmpty() || text.length() > LONGEST ? "" : TaggedLink.source(text);
    }

    /** Whether a heading of money leaves no doubt that it is in euros, all taxes included. */
    static boolean isInEuros(String heading) {
        Matcher units = UNITS.matcher(named(heading));
        return !FOREIGN_SIGN.matcher(heading).find()
                && (!units.find() || EUROS.matcher(units.group()).matches());
    }

    /** Whether the headings speak English and no French: dates below them may have the month first. */
    static boolean areEnglish(Collection<String> headings) {
        Set<String> words = headings.stream()
                .flatMap(heading -> Stream.of(heading.split("-")))
                .collect(Collectors.toSet());
        return !Collections.disjoint(words, ENGLISH) && Collections.disjoint(words, FRENCH);
    }

    /**
     * Whether a heading is one that nothing is missed of: a ratio, an average, an identifier, a count of something
     * else.
     */
    static boolean isOther(String heading) {
        return OTHER.matcher(heading).matches();
    }

    /** A heading, as {@link #of}, without the time zone behind it. */
    static String withoutZone(String heading) {
        return ZONE.matcher(heading).replaceFirst("");
    }

    /** A heading of money, as {@link #of}, without the units behind it. */
    static String withoutUnits(String heading) {
        return UNITS.matcher(heading).replaceFirst("");
    }
}
