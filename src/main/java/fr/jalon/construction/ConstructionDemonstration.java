package fr.jalon.construction;

import fr.jalon.contact.ContactState;
import fr.jalon.contact.Contacts;
import fr.jalon.contact.Draft;
import fr.jalon.contact.Draft.Next;
import fr.jalon.journey.Demonstration;
import fr.jalon.link.Links;
import fr.jalon.link.Links.Asked;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A team in its fourth month: it served late, has said why, asks for help and tests month by month. */
final class ConstructionDemonstration {

    private static final Set<String> LATER =
            Set.of(ConstructionYear.SERVE_FIRST_USER, "ask-for-help", "give-outside-view", "strengthen-team");

    private final ConstructionKind kind;
    private final Demonstration stage;
    private final Contacts contacts;
    private final Links links;
    private final Teams teams;
    private String construction = "";
    private int months;

    ConstructionDemonstration(ConstructionKind kind, Demonstration stage, Contacts contacts, Links links, Teams teams) {
        this.kind = kind;
        this.stage = stage;
        this.contacts = contacts;
        this.links = links;
        this.teams = teams;
    }

    void play() {
        LocalDate today = stage.now().toLocalDate();
        LocalDate start = today.minusMonths(4).plusDays(9);
        stage.at(start.atTime(8, 0), () -> {
            stage.cohort("services", "Services en construction", start);
            stage.team("services", "escale", "Escale emploi", "maud Maud Rivière", "elie Élie Petit");
            construction = kind.open("escale", start, stage.facilitator());
        });
        stage.at(start.plusDays(12).atTime(15, 0), () -> work(LATER));
        stage.at(start.plusMonths(1).plusDays(2).atTime(15, 0), () -> work(LATER));
        stage.at(start.plusMonths(2).plusDays(3).atTime(15, 0), () -> work(LATER));
        stage.at(
                start.plusMonths(2).plusDays(11).atTime(16, 0),
                () -> work(Set.of("ask-for-help", "give-outside-view", "strengthen-team")));
        stage.at(
                start.plusMonths(3).plusDays(4).atTime(15, 0),
                () -> work(Set.of("give-outside-view", "strengthen-team")));
        stage.at(start.plusMonths(3).plusDays(5).atTime(10, 0), this::reach);
    }

    /** Whom the team wants to serve, and the links that it shares. */
    private void reach() {
        LocalDate today = stage.now().toLocalDate();
        for (String[] each : new String[][] {
            {"TO_CONTACT", "Mission locale de Vannes", "Appeler la directrice", "-2", "webinaire"},
            {"TO_CONTACT", "Atelier du Phare", "Proposer une démo", "3", "bouche à oreille"},
            {"TALKING", "Mission locale de Lorient", "Relancer après le webinaire", "0", "webinaire"},
            {"TRIAL", "Cap emploi 56", "Faire le point sur les trois premières mises en relation", "5", "appel"},
            {"USER", "Mission locale d’Auray", "", "0", "appel"},
            {"LOST", "Agence Horizon", "", "0", "courriel"}
        }) {
            Next next = each[2].isEmpty() ? null : new Next(each[2], today.plusDays(Integer.parseInt(each[3])));
            contacts.add(
                    "escale",
                    ContactState.valueOf(each[0]),
                    new Draft(each[1], null, null, each[4], null, next),
                    "maud");
        }
        Team team = teams.team("escale");
        for (String[] each : new String[][] {{"Webinaire des conseillers", "webinar"}, {"Infolettre", "email"}})
            links.add(team, new Asked("https://escale.example/essai", each[0], each[1], "", "", each[0]), "maud");
    }

    /** Whatever is open but for some; help is asked for once each time. */
    private void work(Set<String> left) {
        Set<String> asked = new HashSet<>();
        stage.work(
                construction,
                "maud",
                task -> !left.contains(task.definition()) && !asked.contains(task.definition()),
                (task, answers) -> {
                    if (task.definition().equals("ask-for-help")) asked.add(task.definition());
                    return task.definition().equals("monthly-review") ? reviewed(answers) : answers;
                });
    }

    /** From the second month on a review says what came of the test before. */
    private Map<String, Object> reviewed(Map<String, Object> answers) {
        months++;
        if (months == 1) {
            answers.put("usersServed", 0);
            answers.put("transactions", 0);
            answers.put("nextTest", "Montrer les maquettes à dix conseillers.");
            answers.put("nextMeasure", "Conseillers qui demandent quand ce sera prêt");
            answers.put("nextThreshold", "3 sur 10");
        } else if (months == 2) {
            answers.put("testHeld", Review.Held.NOT_RUN.name());
            answers.put("cameOf", "Les maquettes ont pris le mois : aucun appel.");
        }
        return answers;
    }
}
