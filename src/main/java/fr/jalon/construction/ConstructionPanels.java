package fr.jalon.construction;

import fr.jalon.construction.Construction.Delay;
import fr.jalon.construction.Construction.FirstUser;
import fr.jalon.journey.Journey;
import fr.jalon.journey.JourneyKind.Link;
import fr.jalon.journey.JourneyKind.Panel;
import fr.jalon.journey.Learnt;
import fr.jalon.text.French;
import java.util.ArrayList;
import java.util.List;

/** What a construction shows on its team's page: whom it has served, its months, what irritates, what it began with. */
final class ConstructionPanels {

    private ConstructionPanels() {}

    static List<Panel> of(Journey journey, Construction construction, List<Review> reviews, List<Irritant> irritants) {
        String page = "/equipes/" + journey.team();
        List<Panel> panels = new ArrayList<>();
        FirstUser served = construction.firstUser();
        if (served != null)
            panels.add(facts(
                    "Premier utilisateur",
                    List.of(
                            List.of("Qui", served.who()),
                            List.of("Quand", French.capitalised(French.day(served.on()))),
                            List.of("Quelle transaction", served.transaction()))));
        Delay delay = construction.delay();
        if (served == null && delay != null)
            panels.add(facts(
                    "Pourquoi personne n’est encore servi",
                    List.of(
                            List.of("Pourquoi", delay.why()),
                            List.of("Ce qui est abandonné pour y arriver", delay.dropped()))));
        panels.add(new Panel(
                "Contacts, liens et mesure",
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new Link("Contacts", page + "/contacts"),
                        new Link("Liens balisés", page + "/liens"),
                        new Link("Mesure de l’audience", page + "/mesure"),
                        new Link("Dossier du comité", page + "/construction/" + journey.id()))));
        if (!reviews.isEmpty()) {
            panels.add(months(reviews));
            panels.add(tests(reviews));
        }
        if (!irritants.isEmpty()) panels.add(irritants(irritants));
        Learnt learnt = construction.learnt();
        if (learnt != null)
            panels.add(facts(
                    "Ce que l’équipe savait en entrant",
                    learnt.facts().stream()
                            .map(fact -> List.of(fact.label(), fact.value()))
                            .toList()));
        return panels;
    }

    private static Panel facts(String title, List<List<String>> rows) {
        return new Panel(title, List.of(), List.of("Quoi", "Réponse"), rows, List.of());
    }

    private static Panel months(List<Review> reviews) {
        return new Panel(
                "Points du mois",
                List.of(),
                List.of("Mois", "Utilisateurs servis", "Transactions", "Visites"),
                reviews.stream()
                        .map(review -> List.of(
                                String.valueOf(review.month()),
                                French.number(review.figures().usersServed()),
                                French.number(review.figures().transactions()),
                                visits(review)))
                        .toList(),
                List.of());
    }

    /** The latest first: what is tested now. */
    private static Panel tests(List<Review> reviews) {
        List<List<String>> rows = new ArrayList<>();
        for (Review review : reviews)
            rows.add(0, List.of("Mois " + (review.month() + 1), test(review), outcome(review, reviews)));
        return new Panel(
                "Tests",
                List.of(),
                List.of("Pendant", "Test, mesure et seuil", "Ce qu’il en est sorti"),
                rows,
                List.of());
    }

    static String visits(Review review) {
        return review.figures().visits() == null
                ? "inconnues"
                : French.number(review.figures().visits());
    }

    /** What a review has set to be tested next. */
    static String test(Review review) {
        Review.Test next = review.next();
        return next.test() + " – " + next.measure() + ", seuil\u00a0: " + next.threshold();
    }

    /** What came of the test that a review has set; the next review says so. */
    static String outcome(Review review, List<Review> reviews) {
        return reviews.stream()
                .filter(later -> later.month() > review.month())
                .findFirst()
                .map(Review::came)
                .map(came -> French.capitalised(came.held().words()) + "\u00a0: " + came.words())
                .orElse("–");
    }

    private static Panel irritants(List<Irritant> irritants) {
        return new Panel(
                "Irritants récurrents",
                List.of(),
                List.of("Irritant", "Rencontré", "Depuis", "État"),
                irritants.stream()
                        .map(each -> List.of(
                                each.title(),
                                each.times() + " fois",
                                "mois " + each.firstMonth(),
                                each.settled() ? "réglé" : "à régler"))
                        .toList(),
                List.of());
    }
}
