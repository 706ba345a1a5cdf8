package fr.jalon.bootcamp.process;

import fr.jalon.experiment.Contract;
import fr.jalon.experiment.Evidence;
import fr.jalon.experiment.Forecast;
import fr.jalon.text.French;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The two tables of a validation week: its totals, and its days. */
final class WeekTables {

    private WeekTables() {}

    record Figure(String name, String value, String promised, String forecast) {}

    record Day(String day, String visits, String conversions, String clicks, String spend) {

        static Day of(Evidence.Day day) {
            return new Day(
                    French.shortDay(day.date()),
                    French.number(day.visits()),
                    French.number(day.conversions()),
                    French.number(day.clicks()),
                    French.euros(day.spend()));
        }
    }

    /** Each measure beside what was promised and what was forecast. */
    static List<Figure> totals(Evidence evidence, Contract contract, Contract frozen) {
        Forecast forecast = contract.forecast() == null ? new Forecast(null, null, null) : contract.forecast();
        return List.of(
                new Figure(
                        "Visites uniques",
                        French.number(evidence.totals().visits()),
                        term(contract, frozen, each -> French.number(each.minimumVisits()) + " au moins"),
                        ""),
                new Figure("Conversions", French.number(evidence.totals().conversions()), "", ""),
                new Figure(
                        "Taux de conversion",
                        rate(evidence),
                        term(contract, frozen, each -> "cible " + French.rate(each.targetConversionRate())),
                        percent(forecast.conversionRate())),
                new Figure(
                        "Intervalle à 95 %",
                        evidence.certainty().interval() == null
                                ? "–"
                                : French.percent(evidence.certainty().interval().low()) + " à "
                                        + French.percent(
                                                evidence.certainty().interval().high()),
                        "",
                        ""),
                new Figure("Impressions", French.number(evidence.totals().impressions()), "", ""),
                new Figure("Clics", French.number(evidence.totals().clicks()), "", ""),
                new Figure(
                        "Taux de clic (CTR)",
                        French.percent(evidence.ratios().clickThroughRate()),
                        "",
                        percent(forecast.clickThroughRate())),
                new Figure(
                        "Coût par clic (CPC)",
                        French.euros(evidence.ratios().costPerClick()),
                        "",
                        forecast.costPerClick() == null ? "" : French.euros(forecast.costPerClick())),
                new Figure(
                        "Dépense",
                        French.euros(evidence.totals().spend()),
                        term(contract, frozen, each -> French.euros(each.spendCap()) + " au plus"),
                        ""),
                new Figure(
                        "Coût par conversion",
                        French.euros(evidence.ratios().costPerConversion()),
                        term(contract, frozen, each -> French.euros(each.maximumCostPerConversion()) + " au plus"),
                        ""),
                new Figure(
                        "Jours incomplets",
                        evidence.daysMissing().isEmpty()
                                ? "aucun"
                                : evidence.daysMissing().stream()
                                        .map(French::shortDay)
                                        .collect(Collectors.joining(", ")),
                        "",
                        ""),
                new Figure("Jours à vérifier", doubtful(evidence), "", ""));
    }

    /** The rate, and what it rests on where that is not all that was counted. */
    private static String rate(Evidence evidence) {
        return French.percent(evidence.ratios().conversionRate())
                + (evidence.ratios().conversionRate() == null
                                || !evidence.rate().isPartial()
                        ? ""
                        : " (" + French.number(evidence.rate().of()) + " pour les "
                                + French.number(evidence.rate().by()) + " visites dont les conversions sont connues)");
    }

    private static String doubtful(Evidence evidence) {
        String days = evidence.doubtfulDays().stream().map(French::shortDay).collect(Collectors.joining(", "));
        return days.isEmpty() ? "aucun" : days + "\u00a0: plus de conversions que de visites";
    }

    /** A term of the contract in force, and what it was before it was amended. */
    private static String term(Contract contract, Contract frozen, Function<Contract, String> term) {
        String now = term.apply(contract);
        String promised = term.apply(frozen);
        return now.equals(promised) ? now : now + " (promis : " + promised + ")";
    }

    private static String percent(@Nullable Double rate) {
        return rate == null ? "" : French.rate(rate);
    }
}
