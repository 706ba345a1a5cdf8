package fr.jalon.experiment;

import fr.jalon.statistics.Interval;
import fr.jalon.text.French;
import java.util.stream.Collectors;

/** What a week makes of its figures while it runs: pace, interval and days missing, never a verdict. */
final class WeekInWords {

    private WeekInWords() {}

    static String of(Evidence evidence, int days) {
        long visits = evidence.rateOfVisits().by().longValue();
        StringBuilder said = new StringBuilder("La semaine à ce jour\u00a0: %s visites qui comptent, %s conversions"
                .formatted(French.number(visits), French.number(evidence.rate().of())));
        if (evidence.countsUniques()) {
            Long uniques = evidence.uniqueVisitors();
            said.append(
                    uniques == null
                            ? " ; le taux attend les visiteurs uniques de la semaine, à donner avec les chiffres du "
                                    + "dernier jour"
                            : " ; " + evidence.basis().counted(uniques));
        }
        Long minimum = evidence.goal().minimumVisits();
        if (minimum != null && days > 0 && evidence.uniqueVisitors() == null) {
            long pace = (minimum * evidence.daysRecorded() + days - 1) / days;
            said.append(" ; un rythme régulier vers %s en demanderait %s"
                    .formatted(evidence.basis().counted(minimum), French.number(pace)));
        }
        said.append(".");
        Interval interval = evidence.interval();
        if (interval != null) {
            said.append(" Le taux est de %s, entre %s et %s (intervalle %s)."
                    .formatted(
                            French.percent(evidence.ratios().conversionRate()),
                            French.percent(interval.low()),
                            French.percent(interval.high()),
                            evidence.intervalName()));
        }
        if (!evidence.daysMissing().isEmpty()) {
            said.append(" Jours incomplets\u00a0: "
                    + evidence.daysMissing().stream().map(French::shortDay).collect(Collectors.joining(", ")) + ".");
        }
        return said.toString();
    }
}
