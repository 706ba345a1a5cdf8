package fr.jalon.scic.process;

import fr.jalon.engine.form.FormFacts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.plan.Gantt;
import fr.jalon.plan.Plans;
import fr.jalon.scic.GrantApplication;
import fr.jalon.scic.GrantRows;
import fr.jalon.scic.Grants;
import fr.jalon.scic.Track;
import fr.jalon.text.French;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where a whole track stands, as gates, reviews and grants show it: its applications, and its calendar drawn. */
@Component
class TrackFacts {

    private final GrantRows grants;
    private final Plans plans;
    private final ParisCalendar paris;

    TrackFacts(GrantRows grants, Plans plans, ParisCalendar paris) {
        this.grants = grants;
        this.plans = plans;
        this.paris = paris;
    }

    record Standing(Applications applications, String gantt) {}

    record Applications(List<Total> grantTotals, List<Row> grantRows) {}

    record Total(String kind, String asked, String granted, String received) {}

    record Row(
            String funder,
            String kind,
            String deadline,
            String status,
            String asked,
            String granted,
            String received) {}

    Standing standing(Track track) {
        return new Standing(applications(track), FormFacts.picture(Gantt.of(plans.items(track.id()), paris.today())));
    }

    Applications applications(Track track) {
        List<GrantApplication> applications = grants.applications(track.id());
        List<Grants.Application> money =
                applications.stream().map(GrantApplication::money).toList();
        List<Total> totals = new ArrayList<>();
        Grants.totals(money).forEach((kind, total) -> totals.add(total(French.capitalised(kind.label()), total)));
        totals.add(total("Argent, hors garanties et accompagnement", Grants.money(money)));
        return new Applications(
                totals,
                applications.stream()
                        .map(each -> new Row(
                                each.title(),
                                each.grant().kind().label(),
                                French.date(each.deadline()),
                                each.status().label(),
                                euros(each.asked()),
                                euros(each.granted()),
                                euros(each.received())))
                        .toList());
    }

    private static Total total(String kind, Grants.Total total) {
        return new Total(kind, euros(total.asked()), euros(total.granted()), euros(total.received()));
    }

    static String euros(@Nullable Long amount) {
        return amount == null ? "–" : French.number(amount) + "\u00a0€";
    }
}
