package fr.jalon.scic;

import fr.jalon.Refusal;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The four reviews of a track with the KPIs of the founding documents (seed 003, « Métriques de succès »). */
public final class Milestones {

    private Milestones() {}

    /** What a KPI is counted in: whole things, euros, percent, points out of ten, or 1 for yes and 0 for no. */
    public enum Unit {
        COUNT,
        EUROS,
        PERCENT,
        SCORE,
        YES_NO
    }

    /**
     * A figure with its target.
     *
     * @param id the field of {@code review-milestone}
     * @param target in the KPI's unit
     * @param strictlyAbove whether the target itself is not enough
     * @param note what a person must know to answer; empty where the label says it all
     */
    public record Kpi(String id, String label, Unit unit, double target, boolean strictlyAbove, String note) {

        /** {@code 15 000 €}, {@code plus de 8 sur 10}, {@code oui}. */
        public String targetInWords() {
            return (strictlyAbove ? "plus de " : "") + inWords(target);
        }

        /** A value of this KPI as a person reads it. */
        public String inWords(double value) {
            return switch (unit) {
                case COUNT -> French.number(value);
                case EUROS -> French.money(value);
                case PERCENT -> French.rate(value);
                case SCORE -> French.number(value) + " sur 10";
                case YES_NO -> value >= 1 ? "oui" : "non";
            };
        }
    }

    /** A review so many months after the start, and what it holds the track to. */
    public record Milestone(int month, List<Kpi> kpis) {

        /** The day of the review. */
        public LocalDate dueOn(LocalDate start) {
            return start.plusMonths(month);
        }
    }

    /**
     * A KPI held against its target.
     *
     * @param actual in the KPI's unit; absent where nobody measured
     * @param ratio actual / target, 0 where nobody measured; above 1 beyond the target
     */
    public record Achievement(Kpi kpi, Optional<Double> actual, double ratio, boolean met) {}

    /** What is asked at all four reviews, target or not, for the trend; revenue in euros. */
    public record Review(int month, double apprenticesPlaced, double apprenticesActive, double revenue) {}

    private static final String PLACED =
            "Depuis le début, contrats rompus compris\u00a0: à ne pas confondre avec les alternants actifs.";
    private static final String ACTIVE =
            "Sous contrat le jour du bilan\u00a0: à ne pas confondre avec les alternants placés depuis le début.";
    private static final String LAST_YEAR =
            "Chiffre d’affaires encaissé ou facturé aux entreprises sur les douze derniers mois, hors aides.";

    /** The reviews at 6, 12, 24 and 36 months. */
    public static final List<Milestone> ALL = List.of(
            new Milestone(
                    6,
                    List.of(
                            kpi("associationCreated", "Association créée, avec ses assurances", Unit.YES_NO, 1, ""),
                            kpi("cfaPartners", "CFA partenaires signés", Unit.COUNT, 1, ""),
                            kpi("clientCompanies", "Entreprises clientes confirmées", Unit.COUNT, 3, ""),
                            kpi("platformWorks", "Plateforme MVP fonctionnelle", Unit.YES_NO, 1, ""))),
            new Milestone(
                    12,
                    List.of(
                            kpi("apprenticesPlaced", "Alternants placés", Unit.COUNT, 5, PLACED),
                            kpi("revenue", "Revenus B2B des douze derniers mois", Unit.EUROS, 15_000, LAST_YEAR),
                            new Kpi(
                                    "satisfaction",
                                    "Satisfaction moyenne des alternants",
                                    Unit.SCORE,
                                    8,
                                    true,
                                    ("Le projet écrit « NPS > 8/10 », mais un NPS va de −100 à 100\u00a0: "
                                                    + "on demande donc la moyenne des notes sur 10.")
                                            .replace(" »", "\u00a0»")
                                            .replace("« ", "«\u00a0")),
                            kpi(
                                    "cashMonths",
                                    "Trésorerie, en mois de charges",
                                    Unit.COUNT,
                                    3,
                                    "Trésorerie disponible divisée par les charges d’un mois moyen."))),
            new Milestone(
                    24,
                    List.of(
                            kpi("apprenticesActive", "Alternants actifs", Unit.COUNT, 20, ACTIVE),
                            kpi("revenue", "Revenus B2B des douze derniers mois", Unit.EUROS, 100_000, LAST_YEAR),
                            kpi("transformationVoted", "Transformation en SCIC votée", Unit.YES_NO, 1, ""),
                            kpi("breakEven", "Équilibre financier atteint", Unit.YES_NO, 1, ""))),
            new Milestone(
                    36,
                    List.of(
                            kpi("apprenticesActive", "Alternants actifs", Unit.COUNT, 50, ACTIVE),
                            kpi("revenue", "Revenus B2B des douze derniers mois", Unit.EUROS, 300_000, LAST_YEAR),
                            kpi("ownRevenueShare", "Part des revenus hors aides", Unit.PERCENT, 70, ""),
                            kpi("expansion", "Expansion en Nouvelle-Aquitaine", Unit.YES_NO, 1, ""))));

    /** The review after so many months: 6, 12, 24 or 36. */
    public static Milestone at(int month) {
        return ALL.stream()
                .filter(milestone -> milestone.month() == month)
                .findFirst()
                .orElseThrow(() -> Refusal.unknown("Aucun bilan n’est prévu à " + month + " mois."));
    }

    /**
     * Holds a figure against its target.
     *
     * @param actual in the KPI's unit; empty where nobody measured
     * @throws Refusal if the figure cannot be true
     */
    public static Achievement achievement(Kpi kpi, Optional<Double> actual) {
        actual.ifPresent(value -> refuseWhatCannotBe(kpi, value));
        double value = actual.orElse(0.0);
        // 2,4 of 3 is four fifths, whatever binary fractions make of it.
        return new Achievement(
                kpi,
                actual,
                Math.rint(value / kpi.target() * 1e9) / 1e9,
                actual.isPresent() && (kpi.strictlyAbove() ? value > kpi.target() : value >= kpi.target()));
    }

    /**
     * What the table {@code milestone-status} asks, as its variable {@code milestone}; a KPI not measured counts as 0.
     */
    public static Map<String, Object> facts(Collection<Achievement> achievements) {
        Map<String, Object> facts = new LinkedHashMap<>();
        double met = achievements.stream().filter(Achievement::met).count();
        facts.put("metShare", achievements.isEmpty() ? 0.0 : met / achievements.size());
        facts.put(
                "worstRatio",
                achievements.stream().mapToDouble(Achievement::ratio).min().orElse(0));
        return facts;
    }

    private static Kpi kpi(String id, String label, Unit unit, double target, String note) {
        return new Kpi(id, label, unit, target, false, note);
    }

    private static void refuseWhatCannotBe(Kpi kpi, double value) {
        double most =
                switch (kpi.unit()) {
                    case COUNT -> 100_000;
                    case EUROS -> 1_000_000_000;
                    case PERCENT -> 100;
                    case SCORE -> 10;
                    case YES_NO -> 1;
                };
        boolean isWhole = value == Math.rint(value);
        boolean mustBeWhole = kpi.unit() == Unit.YES_NO
                || kpi.unit() == Unit.COUNT && !kpi.id().equals("cashMonths");
        if (value >= 0 && value <= most && (isWhole || !mustBeWhole)) return;
        String expected = kpi.unit() == Unit.YES_NO
                ? "oui ou non est attendu."
                : "un nombre " + (mustBeWhole ? "entier " : "") + "de 0 à " + French.number(most) + " est attendu.";
        throw Refusal.malformed(new LinkedHashMap<>(Map.of(kpi.id(), kpi.label() + " : " + expected)));
    }
}
