package fr.jalon.construction.process;

import fr.jalon.construction.Constructions;
import fr.jalon.construction.Help;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.mail.Letter;
import fr.jalon.mail.Matter;
import fr.jalon.mail.Messenger;
import fr.jalon.mail.News;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What people are told of a construction: that nobody is served, that help is asked for or given, what is decided. */
@Component
class ConstructionNews implements Matter {

    private static final String ALERT = "first-user-alert";

    private final Constructions constructions;
    private final Journeys journeys;
    private final Teams teams;
    private final Accounts accounts;
    private final Messenger messenger;
    private final String publicUrl;

    ConstructionNews(
            Constructions constructions,
            Journeys journeys,
            Teams teams,
            Accounts accounts,
            Messenger messenger,
            @Value("${jalon.public-url}") String publicUrl) {
        this.constructions = constructions;
        this.journeys = journeys;
        this.teams = teams;
        this.accounts = accounts;
        this.messenger = messenger;
        this.publicUrl = publicUrl;
    }

    /** @param months how many are over */
    void nobodyServed(String journey, int months) {
        Team team = team(journey);
        Map<String, Person> people = new LinkedHashMap<>();
        teams.membersOf(team).forEach(person -> people.put(person.id(), person));
        staff(team).forEach(person -> people.put(person.id(), person));
        String text = months == 2 ? """
                Deux mois de construction sont passés, et l’équipe %s n’a pas encore servi son premier utilisateur : \
                il est sain de s’en inquiéter.

                Le temps des ateliers, de la liste de tâches, des maquettes et des présentations est de l’énergie qui \
                ne résout pas le problème des utilisateurs. L’équipe explique le retard, et dit ce qu’elle abandonne \
                pour y arriver.
                """ : """
                Trois mois de construction sont passés, et l’équipe %s n’a toujours pas servi son premier \
                utilisateur. Parlez-vous cette semaine : qu’est-ce qui empêche de servir une personne, à la main s’il \
                le faut ?
                """;
        tell(
                ALERT,
                journey,
                "first-user-alert-" + journey + "-" + months,
                (months == 2 ? "Deux" : "Trois") + " mois sans premier utilisateur : " + team.name(),
                text.formatted(team.name()),
                team,
                people.values());
    }

    void asked(String journey, int number, Help.View missing, String question) {
        Team team = team(journey);
        tell(
                "help-asked",
                journey,
                "help-asked-" + journey + "-" + number,
                "Regard extérieur demandé : " + team.name(),
                """
                L’équipe %s demande un regard extérieur (%s) :

                %s

                Répondre : %s
                """.formatted(team.name(), missing.words(), question, publicUrl + Webapps.TASKLIST),
                team,
                staff(team));
    }

    void answered(String journey, int number, String answer) {
        Team team = team(journey);
        Help help = constructions.help(journey).get(number - 1);
        tell(
                "help-given",
                journey,
                "help-given-" + journey + "-" + number,
                "Un regard extérieur pour " + team.name(),
                """
                Vous demandiez :

                %s

                La réponse :

                %s
                """.formatted(help.question(), answer),
                team,
                teams.membersOf(team));
    }

    void decided(String journey, String decision, String reason) {
        Team team = team(journey);
        String what =
                switch (decision) {
                    case "ACCELERATE" -> "Accélération décidée";
                    case "CONTINUE" -> "La construction continue";
                    default -> "Construction arrêtée";
                };
        String words = decision.equals("STOP")
                ? "Arrêter n’est pas échouer : ce que vous avez appris servira, à vous et aux équipes suivantes."
                : "";
        int number = constructions.committees(journey);
        tell(
                "committee-decided",
                journey,
                "committee-decided-" + journey + "-" + number,
                what + " : " + team.name(),
                """
                Le comité de construction a décidé : %s.

                Pourquoi : %s

                %s
                """.formatted(what.toLowerCase(Locale.FRENCH), reason, words).strip() + "\n",
                team,
                teams.membersOf(team));
    }

    private Team team(String journey) {
        return teams.team(constructions.construction(journey).team());
    }

    /** Its coach, or all where it has none, and the facilitators. */
    private Collection<Person> staff(Team team) {
        String coach = teams.homeOf(team).coach();
        Map<String, Person> staff = new LinkedHashMap<>();
        accounts.membersOf(Groups.COACHES).stream()
                .filter(person -> coach == null || person.id().equals(coach))
                .forEach(person -> staff.put(person.id(), person));
        accounts.membersOf(Groups.FACILITATORS).forEach(person -> staff.put(person.id(), person));
        return staff.values();
    }

    private void tell(
            String kind,
            String journey,
            String key,
            String subject,
            String text,
            Team team,
            Collection<Person> people) {
        String body = text + "\nOù en est l’équipe : " + publicUrl + "/equipes/" + team.id() + "\n";
        messenger.tell(
                new News(kind, journey, key, null, subject, person -> "Bonjour " + person.firstName() + ",\n\n" + body),
                people);
    }

    @Override
    public String kind() {
        return ALERT;
    }

    /** An alert has lost its object once somebody is served, or the construction is closed. */
    @Override
    public Map<String, String> lost(List<Letter> letters) {
        List<String> ids = letters.stream()
                .map(letter -> Objects.requireNonNull(letter.object()))
                .distinct()
                .toList();
        Map<String, Journey> known = journeys.find(ids);
        Map<String, Boolean> served = constructions.served(ids);
        Map<String, String> lost = new HashMap<>();
        for (Letter letter : letters) {
            Journey journey = known.get(letter.object());
            if (journey == null || !journey.isOpen()) lost.put(letter.key(), "La construction est close.");
            else if (served.getOrDefault(letter.object(), false))
                lost.put(letter.key(), "Un premier utilisateur est servi.");
        }
        return lost;
    }
}
