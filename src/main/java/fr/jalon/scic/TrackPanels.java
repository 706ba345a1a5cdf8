package fr.jalon.scic;

import fr.jalon.journey.JourneyKind.Link;
import fr.jalon.journey.JourneyKind.Panel;
import fr.jalon.plan.Impossible;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a track shows on its team's page: its apprentices, its grants, its reviews. */
final class TrackPanels {

    private TrackPanels() {}

    static List<Panel> of(
            List<Impossible> impossible,
            List<GrantApplication> applications,
            ReviewRows.Standing standing,
            String team,
            LocalDate today) {
        List<Panel> panels = new ArrayList<>();
        List<ReviewRows.Held> reviews = standing.held();
        if (!impossible.isEmpty()) {
            panels.add(new Panel(
                    "Ce qui ne peut pas être prêt à temps",
                    List.of(),
                    List.of("Une étape après l’autre", "Qui", "Ce qui manque", "Ce qui aiderait"),
                    impossible.stream()
                            .map(each -> List.of(
                                    String.join(", puis ", each.chain()),
                                    String.join(", ", each.people()),
                                    French.days(each.missingDays()) + ", depuis le " + French.date(each.since()),
                                    French.capitalised(String.join("\u00a0; ou ", each.repairs()))))
                            .toList(),
                    List.of()));
        }
        panels.add(new Panel(
                "Alternants et chiffre d’affaires",
                List.of(),
                List.of("Alternants placés", "Alternants actifs"),
                List.of(List.of(French.number(standing.placed()), French.number(standing.active()))),
                List.of(
                        new Link("Les alternants", "/equipes/" + team + "/alternants"),
                        new Link("Le chiffre d’affaires", "/equipes/" + team + "/chiffre-affaires"))));
        if (!applications.isEmpty()) {
            panels.add(new Panel(
                    "Subventions et soutiens",
                    List.of(),
                    List.of("Financeur", "État", "Échéance", "Demandé", "Accordé", "Reçu"),
                    applications.stream().map(each -> row(each, today)).toList(),
                    List.of(new Link("Demander de nouveau", "/equipes/" + team + "/financements"))));
        }
        if (!reviews.isEmpty()) {
            panels.add(new Panel(
                    "Revues",
                    List.of(),
                    List.of("Mois", "Alternants placés", "Alternants actifs", "Chiffre d’affaires"),
                    reviews.stream()
                            .map(Tracks.ReviewView::of)
                            .map(review -> List.of(
                                    String.valueOf(review.months()),
                                    French.number(review.apprenticesPlaced()),
                                    French.number(review.apprenticesActive()),
                                    French.money(review.revenue())))
                            .toList(),
                    List.of()));
        }
        return panels;
    }

    private static List<String> row(GrantApplication application, LocalDate today) {
        return List.of(
                application.title(),
                application.status().label(),
                French.date(application.deadline())
                        + (application.isAwaited() && application.deadline().isBefore(today) ? " (dépassée)" : ""),
                money(application.asked()),
                money(application.granted()),
                money(application.received()));
    }

    private static String money(@Nullable Long euros) {
        return euros == null ? "–" : French.money(euros);
    }
}
