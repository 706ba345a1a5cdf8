package fr.jalon.scic.process;

import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.scic.Apprentices;
import fr.jalon.scic.Apprentices.Counts;
import fr.jalon.scic.MarketRows;
import fr.jalon.scic.MarketRows.Partnership;
import fr.jalon.scic.Milestones.Kpi;
import fr.jalon.scic.Milestones.Milestone;
import fr.jalon.scic.PartnerCategory;
import fr.jalon.scic.Revenue;
import fr.jalon.scic.RevenueRows;
import fr.jalon.scic.Target;
import fr.jalon.scic.Track;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a review need not ask, since the track has recorded it: steps that are done, partners, apprentices, revenue. */
@Component
class RecordedFigures {

    private static final String YES = "YES";
    private static final String NO = "NO";

    /** Answers to begin with, under the names of the review's fields; null where nothing is recorded. */
    record Begun(
            String associationCreated,
            int cfaPartners,
            @Nullable Integer clientCompanies,
            String platformWorks,
            String transformationVoted,
            @Nullable Double revenue) {}

    /** A figure, and where it comes from. */
    record Known(String recorded, String recordedValue, String recordedFrom) {}

    /**
     * What is recorded for a review.
     *
     * @param milestoneLeft what is left to type, in a sentence
     */
    record Recorded(Begun begun, List<Known> recordedRows, String milestoneLeft) {}

    private final Plans plans;
    private final MarketRows market;
    private final Apprentices apprentices;
    private final RevenueRows revenues;
    private final ParisCalendar paris;

    RecordedFigures(
            Plans plans, MarketRows market, Apprentices apprentices, RevenueRows revenues, ParisCalendar paris) {
        this.plans = plans;
        this.market = market;
        this.apprentices = apprentices;
        this.revenues = revenues;
        this.paris = paris;
    }

    Recorded of(Track track, Milestone milestone) {
        List<Item> items = plans.items(track.id());
        List<Partnership> partners = market.partnerships(track.id());
        int trainers = (int) partners.stream()
                .filter(each -> each.category() == PartnerCategory.TRAINING_CENTRE)
                .count();
        int clients = apprentices.employers(track.id());
        Counts counts = apprentices.counts(track.id());
        Revenue.LastYear year = revenues.of(track.id())
                .lastYear(track.startDay(), paris.today())
                .orElse(null);
        Begun begun = new Begun(
                isDone(items, "subscribe-insurance") ? YES : NO,
                trainers,
                clients == 0 ? null : clients,
                isDone(items, "build-mvp-platform") ? YES : NO,
                isDone(items, "record-vote") ? YES : NO,
                year == null ? null : year.sum().doubleValue());
        List<Known> known = new ArrayList<>();
        known.add(step("Association déclarée et assurée", items, "subscribe-insurance"));
        known.add(new Known(
                "Partenariats signés",
                partners.size() + " sur " + Target.PARTNERS.wanted() + " visés, dont CFA\u00a0: " + trainers,
                "les partenariats enregistrés"));
        known.add(new Known("Entreprises clientes", French.number(clients), "les employeurs des alternants placés"));
        known.add(step("Plateforme MVP", items, "build-mvp-platform"));
        String from = counts.unlisted() == 0
                ? "la liste des alternants"
                : "la liste des alternants\u00a0; déclarés avant le registre\u00a0: "
                        + French.number(counts.unlisted());
        known.add(new Known("Alternants placés", French.number(counts.placed()), from));
        known.add(new Known("Alternants actifs", French.number(counts.active()), from));
        known.add(step("Transformation votée", items, "record-vote"));
        known.add(new Known(
                "Revenus des douze derniers mois",
                year == null ? "–" : French.money(year.sum().doubleValue()),
                year == null
                        ? "aucun mois n’est saisi"
                        : "les mois saisis"
                                + (year.missing().isEmpty()
                                        ? ""
                                        : "\u00a0; il en manque "
                                                + year.missing().size())));
        return new Recorded(begun, known, left(milestone, begun));
    }

    private static String left(Milestone milestone, Begun begun) {
        Set<String> counted = Set.of("apprenticesPlaced", "apprenticesActive");
        Set<String> empty = Set.of("satisfaction", "cashMonths", "breakEven", "ownRevenueShare", "expansion");
        List<String> left = milestone.kpis().stream()
                .filter(kpi -> !counted.contains(kpi.id()))
                .filter(kpi -> empty.contains(kpi.id())
                        || kpi.id().equals("clientCompanies") && begun.clientCompanies() == null
                        || kpi.id().equals("revenue") && begun.revenue() == null)
                .map(Kpi::label)
                .collect(Collectors.toCollection(ArrayList::new));
        boolean isRevenueAsked =
                milestone.kpis().stream().anyMatch(kpi -> kpi.id().equals("revenue"));
        if (!isRevenueAsked && begun.revenue() == null) left.add("Revenus B2B des douze derniers mois");
        return left.isEmpty()
                ? "rien que ce qu’il faut retenir\u00a0; le reste est repris, à corriger s’il le faut"
                : String.join(", ", left) + "\u00a0; le reste est repris, à corriger s’il le faut";
    }

    private static Known step(String what, List<Item> items, String step) {
        LocalDate done = done(items, step);
        return new Known(what, done == null ? "pas encore" : "oui, le " + French.date(done), "les étapes du parcours");
    }

    private static boolean isDone(List<Item> items, String step) {
        return done(items, step) != null;
    }

    private static @Nullable LocalDate done(List<Item> items, String step) {
        return items.stream()
                .filter(item -> item.id().equals(step))
                .findFirst()
                .map(Item::actualEnd)
                .orElse(null);
    }
}
