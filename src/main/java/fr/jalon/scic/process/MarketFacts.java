package fr.jalon.scic.process;

import fr.jalon.engine.form.FormFacts;
import fr.jalon.engine.form.FormFacts.Choice;
import fr.jalon.engine.form.StartFormFacts;
import fr.jalon.scic.Interviewees;
import fr.jalon.scic.MarketKpis;
import fr.jalon.scic.MarketRows;
import fr.jalon.scic.PartnerCategory;
import fr.jalon.scic.Segment;
import fr.jalon.scic.Track;
import fr.jalon.scic.TrackRows;
import fr.jalon.text.French;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the forms of the opening and of the market show: free teams, interviews as they add up, categories of partners.
 */
@Configuration(proxyBeanMethods = false)
class MarketFacts {

    private static final Map<String, String> VERDICTS =
            Map.of("VALIDATED", "marché validé", "FRAGILE", "atteint, fragile", "NOT_VALIDATED", "marché non validé");

    record Free(List<Choice> trackTeams) {}

    @Bean
    StartFormFacts<Free> factsOfTrackStart(TrackRows tracks) {
        return new StartFormFacts<>(
                AssociationToScic.KEY,
                Free.class,
                () -> new Free(tracks.freeTeams().stream()
                        .map(row ->
                                new Choice(row.get("cohort") + " – " + row.get("team"), String.valueOf(row.get("id"))))
                        .toList()));
    }

    record Interviews(
            boolean marketKnown,
            List<Measure> marketRows,
            String price,
            List<Heard> segmentRows,
            String intervieweeKept) {}

    record Measure(String name, String value, String target, String interval, String standing) {}

    @Bean
    FormFacts<Interviews> factsOfInterviews(TrackCalendar calendar, MarketRows market, Interviewees interviewees) {
        return FormFacts.on(AssociationToScic.INTERVIEW_COMPANY, Interviews.class, task -> {
            Track track = calendar.track(task);
            MarketKpis kpis = market.kpis(track);
            return new Interviews(
                    kpis.companies() > 0,
                    measures(kpis),
                    track.targets().priceInWords(),
                    Stream.of(Segment.values())
                            .map(segment -> new Heard(
                                    segment.name(),
                                    segment.label(),
                                    kpis.bySegment().getOrDefault(segment, 0),
                                    kpis.targets().segmentLeast()))
                            .toList(),
                    French.days(interviewees.keptFor()));
        });
    }

    /** What the interviews came to, and what the table says of it. */
    record Market(List<Measure> marketRows, String marketVerdictText, List<Interviewed> segmentRows) {

        static Market of(DelegateTask task, MarketKpis kpis) {
            return new Market(measures(kpis), verdict(task), segments(kpis));
        }
    }

    record Interviewed(String segment, int count, int least, String lack) {}

    /** How many of a segment were heard before this interview; its code is what the form answers. */
    record Heard(String code, String segment, int count, int least) {}

    /** How many of each segment were heard, and how many it lacks of its least. */
    private static List<Interviewed> segments(MarketKpis kpis) {
        return Stream.of(Segment.values())
                .map(segment -> new Interviewed(
                        segment.label(),
                        kpis.bySegment().getOrDefault(segment, 0),
                        kpis.targets().segmentLeast(),
                        kpis.missing(segment) == 0 ? "atteint" : "il en manque " + kpis.missing(segment)))
                .toList();
    }

    record Kept(String intervieweeKept) {}

    @Bean
    FormFacts<Kept> factsOfApprenticeInterviews(Interviewees interviewees) {
        return FormFacts.on(
                AssociationToScic.INTERVIEW_APPRENTICE,
                Kept.class,
                task -> new Kept(French.days(interviewees.keptFor())));
    }

    @Bean
    FormFacts<Market> factsOfMarket(TrackCalendar calendar, MarketRows market) {
        return FormFacts.on("decide-market", Market.class, task -> Market.of(task, market.kpis(calendar.track(task))));
    }

    private static String verdict(DelegateTask task) {
        Object verdict = task.getVariable(AssociationToScic.MARKET_VERDICT);
        return verdict == null
                ? "–"
                : VERDICTS.get(verdict) + ". " + task.getVariable(AssociationToScic.MARKET_VERDICT_REASON);
    }

    private static List<Measure> measures(MarketKpis kpis) {
        return List.of(
                new Measure(
                        "Entreprises interrogées",
                        kpis.companies() + " sur " + kpis.targets().companies(),
                        "",
                        "",
                        ""),
                new Measure(
                        "Alternants interrogés",
                        kpis.apprentices() + " sur " + kpis.targets().apprentices(),
                        "",
                        "",
                        ""),
                rate("Intérêt fort", kpis.strongInterest()),
                rate("Prix accepté", kpis.priceAccepted()),
                new Measure(
                        "Lettres d’intention signées",
                        String.valueOf(kpis.letters()),
                        kpis.targets().letters() + " au moins",
                        "",
                        kpis.lettersStanding().label()));
    }

    private static Measure rate(String name, MarketKpis.Rate rate) {
        return new Measure(
                name,
                rate.rate()
                        .map(value -> rate.count() + " sur " + rate.interviews() + ", soit " + French.percent(value))
                        .orElse("–"),
                French.rate(rate.targetPercent()) + " au moins",
                rate.interval()
                        .map(interval -> French.percent(interval.low()) + " à " + French.percent(interval.high()))
                        .orElse("–"),
                rate.standing().label());
    }

    record Category(String categoryLabel, String categoryPartners, String categoryContribution) {}

    @Bean
    FormFacts<Category> factsOfPartnerships() {
        return FormFacts.on("sign-partnerships", Category.class, task -> {
            PartnerCategory category =
                    PartnerCategory.valueOf((String) task.getVariable(AssociationToScic.PARTNER_CATEGORY));
            return new Category(category.label(), category.partners(), category.contribution());
        });
    }
}
