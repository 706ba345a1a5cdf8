package fr.jalon.scic.process;

import fr.jalon.engine.form.FormFacts;
import fr.jalon.scic.Milestones;
import fr.jalon.scic.ReviewRows;
import fr.jalon.scic.Track;
import fr.jalon.scic.TrendChart;
import fr.jalon.text.French;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a milestone's review shows: its targets, the reviews held before it, and where the whole track stands. */
@Configuration(proxyBeanMethods = false)
class MilestoneFacts {

    private static final Map<String, String> STATUSES =
            Map.of("ON_TRACK", "en bonne voie", "AT_RISK", "à risque", "OFF_TRACK", "hors trajectoire");

    record Review(
            TrackFacts.Standing standing,
            RecordedFigures.Recorded recorded,
            List<Shortfalls.Gap> gapRows,
            int milestoneMonths,
            List<Target> milestoneTargets,
            String milestoneTrend,
            List<Held> reviewRows) {}

    record Target(String name, String target, String note) {}

    record Held(String when, String status, String placed, String active, String revenue) {}

    @Bean
    FormFacts<Review> factsOfMilestone(
            TrackFacts facts,
            TrackCalendar calendar,
            ReviewRows reviews,
            RecordedFigures recorded,
            Shortfalls shortfalls) {
        return FormFacts.on("review-milestone", Review.class, task -> {
            Track track = calendar.track(task);
            Milestones.Milestone milestone = TrackCalendar.milestoneOf(task);
            List<ReviewRows.Held> held = reviews.of(track.id());
            return new Review(
                    facts.standing(track),
                    recorded.of(track, milestone),
                    shortfalls.all(track.id()),
                    milestone.month(),
                    milestone.kpis().stream()
                            .map(kpi -> new Target(kpi.label(), kpi.targetInWords(), kpi.note()))
                            .toList(),
                    FormFacts.picture(TrendChart.of(
                            held.stream().map(ReviewRows.Held::review).toList())),
                    held.stream().map(MilestoneFacts::row).toList());
        });
    }

    private static Held row(ReviewRows.Held held) {
        return new Held(
                held.review().month() + " mois",
                STATUSES.getOrDefault(held.status(), held.status()),
                French.number((long) held.review().apprenticesPlaced()),
                French.number((long) held.review().apprenticesActive()),
                French.euros(held.review().revenue()));
    }
}
