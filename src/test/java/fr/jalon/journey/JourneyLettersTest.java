package fr.jalon.journey;

import static fr.jalon.Api.plain;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.bootcamp.Bootcamps;
import fr.jalon.mail.Letter;
import fr.jalon.text.Slug;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@JalonTest
@DisplayName("Ce que devient un parcours s’écrit")
class JourneyLettersTest {

    @Autowired
    private Stage stage;

    @Autowired
    private JourneyLetters letters;

    @Autowired
    private Bootcamps bootcamps;

    @Autowired
    private Journeys journeys;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private String team;
    private String instance;

    /** A message as it waits. */
    private record Written(String person, String subject, String body) {}

    @BeforeEach
    void aJourney() {
        team = stage.teamAWeekBefore();
        instance = stage.open(team);
        empty();
    }

    @AfterEach
    void leaveNothing() {
        empty();
        ClockUtil.reset();
    }

    private void empty() {
        jdbc.sql("delete from outbox").update();
    }

    private void giveToCarlos() {
        jdbc.sql("insert into coach_team (team, coach) values (?, 'carlos')")
                .param(team)
                .update();
    }

    private List<Written> written(String kind) {
        return jdbc.sql("select person, subject, body from outbox where kind = ? order by person")
                .param(kind)
                .query((row, line) -> new Written(row.getString(1), plain(row.getString(2)), plain(row.getString(3))))
                .list();
    }

    @Test
    @DisplayName("à l’équipe et à son coach quand un jalon est à refaire, avec le commentaire, puis quand il est "
            + "atteint, sans lui")
    void tellsOfAGate() {
        giveToCarlos();
        stage.complete(instance, "follow-self-training", "create-tool-accounts", "confirm-team", "shortlist-ideas");
        stage.complete(instance, "gate-preparation", Map.of("gateVerdict", "REWORK", "comment", "Une <b>idée</b> ?"));

        assertThat(written("gate")).extracting(Written::person).containsExactly("carlos", team + "-a");
        assertThat(written("gate")).allSatisfy(letter -> {
            assertThat(letter.subject()).startsWith("Jalon à refaire : Préparation, Équipe");
            assertThat(letter.body())
                    .contains("n’est pas encore atteint : il est à refaire", "Une <b>idée</b> ?")
                    .contains("/equipes/" + team + "\n");
        });
        assertThat(written("gate").get(1).body()).startsWith("Bonjour Anne,\n\n");

        empty();
        stage.complete(instance, "rework-preparation", "gate-preparation");

        assertThat(written("gate")).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.subject()).startsWith("Jalon atteint : Préparation");
            assertThat(letter.body())
                    .contains("est atteint.", "L’équipe passe à l’étape « Idéation ».")
                    .contains("Prochain jalon : le lundi 19 octobre 2026")
                    .doesNotContain("idée ?");
        });
        assertThat(written("stage")).isEmpty();
    }

    @Test
    @DisplayName("à l’équipe et à son coach quand le parcours est terminé, une fois, avec la raison")
    void tellsOfTheEnd() {
        giveToCarlos();

        bootcamps.withdraw(team, "Le projet est « repris » ailleurs.");

        assertThat(written("end")).extracting(Written::person).containsExactly("carlos", team + "-a");
        assertThat(written("end")).allSatisfy(letter -> {
            assertThat(letter.subject()).startsWith("Parcours terminé : Équipe retirée, Équipe");
            assertThat(letter.body()).contains("est terminé.", "Le projet est « repris » ailleurs.");
        });
    }

    @Test
    @DisplayName("à l’équipe seule quand une étape s’ouvre, une fois, avec le jalon à venir ; de la première, "
            + "l’ouverture parle déjà")
    void tellsOfAStage() {
        giveToCarlos();
        assertThat(written("stage")).isEmpty();

        String place = "update journey set step = ? where id = ?";
        jdbc.sql(place).params("preparation", instance).update();
        transaction.executeWithoutResult(status -> journeys.place(
                instance, "ideation", null, new Journey.Gate("gate-ideation", Instant.parse("2026-10-19T16:30:00Z"))));

        assertThat(written("stage")).singleElement().satisfies(letter -> {
            assertThat(letter.person()).isEqualTo(team + "-a");
            assertThat(letter.subject()).startsWith("Prochaine étape : Idéation, Équipe");
            assertThat(letter.body()).contains("Prochain jalon : le lundi 19 octobre 2026");
        });
        transaction.executeWithoutResult(status -> journeys.place(instance, "ideation", null, null));
        assertThat(written("stage")).hasSize(1);
    }

    @Test
    @DisplayName("et ne part plus quand l’équipe en est à une autre étape, ou que le parcours est clos")
    void loses() {
        stage.pass(instance, "preparation");
        stage.fire(instance, "ideation-opens");
        Letter ideation = letter("idéation");
        assertThat(letters.lost(List.of(ideation))).isEmpty();

        stage.pass(instance, "ideation");
        stage.fire(instance, "planning-opens");

        assertThat(letters.lost(List.of(ideation))).containsEntry("k", "L’équipe n’en est plus à cette étape.");
        assertThat(letters.lost(List.of(letter("planification")))).isEmpty();
    }

    private Letter letter(String stage) {
        return new Letter(
                "k", team + "-a", "a@jalon.example", "s", "b", "stage", instance + " " + Slug.of(stage), null);
    }

    @Test
    @DisplayName("à l’équipe, à son coach et aux facilitateurs quand un créneau est dépassé")
    void tellsOfLateness() {
        giveToCarlos();
        stage.fire(instance, "preparation-late");

        assertThat(written("late")).extracting(Written::person).contains("carlos", "fanny", team + "-a");
        assertThat(written("late")).allSatisfy(letter -> assertThat(letter.body())
                .contains("On attend", "La page de l’équipe : ", "/equipes/" + team + "\n"));
    }

    @Test
    @DisplayName("à l’équipe et à son coach quand la décision est prise, avec sa raison et la suite")
    void tellsOfTheDecision() {
        giveToCarlos();
        stage.reach(instance, "decision");
        empty();

        stage.complete(instance, "decide", Map.of("decision", "STOP", "decisionReason", "Personne n’en veut."));

        assertThat(written("decision")).extracting(Written::person).containsExactly("carlos", team + "-a");
        assertThat(written("decision").get(1).subject()).matches("Décision pour Équipe \\d+ : arrêter");
        assertThat(written("decision").get(1).body()).contains("Personne n’en veut.", "Arrêter n’est pas échouer");
        assertThat(written("end")).isEmpty();
    }
}
