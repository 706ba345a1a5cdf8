package fr.jalon.bootcamp.process;

import fr.jalon.engine.form.FormFacts;
import fr.jalon.experiment.Contract;
import fr.jalon.experiment.Evidence;
import fr.jalon.experiment.Forecast;
import fr.jalon.statistics.Interval;
import fr.jalon.text.French;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables of a validation week: its totals, its channels, its days. */
final class WeekTables {

    private WeekTables() {}

    record Figure(String name, String value, String promised, String forecast) {}

    record Day(
            String day,
            String visits,
            String conversions,
            String rate,
            String clicks,
            String clickThroughRate,
            String costPerClick,
            String spend,
            String costPerConversion) {

        static Day of(Evidence evidence, Evidence.Day day) {
            Evidence.Ratios ratios = evidence.ratios(day);
            Evidence.Pair rate = evidence.rate(day);
            return new Day(
                    French.shortDay(day.date()),
                    French.number(day.visits()),
                    French.number(day.conversions()),
                    bracketed(
                            evidence,
                            ratios.conversionRate(),
                            evidence.interval(rate.of().doubleValue(), rate.by().doubleValue())),
                    French.number(day.clicks()),
                    French.percent(ratios.clickThroughRate()),
                    French.euros(ratios.costPerClick()),
                    French.euros(day.spend()),
                    French.euros(ratios.costPerConversion()));
        }
    }

    /** One channel over the week. */
    record Channel(
            String channel,
            String counts,
            String visits,
            String conversions,
            String rate,
            String clickThroughRate,
            String costPerClick,
            String spend,
            String costPerConversion) {

        static List<Channel> of(Evidence evidence) {
            return evidence.shownChannels().stream()
                    .map(each -> of(evidence, each))
                    .toList();
        }

        private static Channel of(Evidence evidence, Evidence.Channel each) {
            return new Channel(
                    FormFacts.inert(each.channel()),
                    (each.paid() ? "payant" : "organique") + (each.counted() ? ", compte" : ", à côté"),
                    French.number(each.totals().visits()),
                    French.number(each.totals().conversions()),
                    bracketed(evidence, each.ratios().conversionRate(), evidence.interval(each)),
                    French.percent(each.ratios().clickThroughRate()),
                    French.euros(each.ratios().costPerClick()),
                    French.euros(each.totals().spend()),
                    French.euros(each.ratios().costPerConversion()));
        }
    }

    /** What was forecast of one measure beside what was measured. */
    record Forecasted(String name, String forecast, String measured, String interval, String within) {

        static List<Forecasted> of(Evidence evidence) {
            return evidence.forecasts() == null
                    ? List.of()
                    : evidence.forecasts().stream()
                            .map(each -> new Forecasted(
                                    each.measure().label(),
                                    each.foretold(),
                                    each.found(),
                                    each.between(),
                                    each.verdict()))
                            .toList();
        }
    }

    /** The rate of a channel or of a day: one of visits, which is said where that of the week is of others. */
    private static String bracketed(Evidence evidence, @Nullable Double rate, @Nullable Interval interval) {
        return French.percent(rate)
                + (interval == null ? "" : " (" + interval(interval) + ")")
                + (rate == null || !evidence.countsUniques() ? "" : " par visite");
    }

    private static String interval(Interval interval) {
        return French.percent(interval.low()) + " à " + French.percent(interval.high());
    }

    /** Each measure beside what was promised and what was forecast. */
    static List<Figure> totals(Evidence evidence, Contract contract, Contract frozen) {
        Forecast forecast = contract.forecast() == null ? new Forecast(null, null, null) : contract.forecast();
        return List.of(
                new Figure(
                        evidence.countsUniques() ? "Visiteurs uniques de la semaine" : "Visites uniques",
                        visits(evidence),
                        term(contract, frozen, each -> French.number(each.minimumVisits()) + " au moins"),
                        ""),
                new Figure(
                        "Conversions",
                        counting(
                                evidence,
                                evidence.rate().of(),
                                evidence.totals().conversions()),
                        "",
                        ""),
                new Figure(
                        "Taux de conversion",
                        rate(evidence),
                        term(contract, frozen, each -> "cible " + French.rate(each.targetConversionRate())),
                        percent(forecast.conversionRate())),
                new Figure(
                        "Intervalle " + evidence.intervalName(),
                        evidence.interval() == null ? "–" : interval(evidence.interval()),
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

    private static String visits(Evidence evidence) {
        String daily = counting(
                evidence, evidence.rateOfVisits().by(), evidence.totals().visits());
        if (!evidence.countsUniques()) return daily;
        return (evidence.uniqueVisitors() == null ? "à donner" : French.number(evidence.uniqueVisitors()))
                + " (visites de chaque jour : " + daily + ")";
    }

    /** What counts, and all where that is more. */
    private static String counting(Evidence evidence, Number counted, @Nullable Number all) {
        return evidence.counted() == null || all == null || counted.doubleValue() == all.doubleValue()
                ? French.number(all)
                : French.number(counted) + " qui comptent, " + French.number(all) + " en tout";
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
