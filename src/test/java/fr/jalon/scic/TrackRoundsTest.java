package fr.jalon.scic;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.mail.Letter;
import fr.jalon.scic.process.TrackStage;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.transaction.support.TransactionTemplate;

@JalonTest
@DisplayName("Ce qu’un parcours vers la SCIC dit le matin")
class TrackRoundsTest {

    @Autowired
    private TrackStage stage;

    @Autowired
    private Stage clock;

    @Autowired
    private TrackRounds rounds;

    @Autowired
    private TrackNews news;

    @Autowired
    private Apprentices apprentices;

    @Autowired
    private Journeys journeys;

    @Autowired
    private Kinds kinds;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private String track;
    private String member;

    @BeforeEach
    void open() {
        jdbc.sql("update track_round set looked_on = date '2000-01-01'").update();
        track = stage.open();
        member = journeys.journey(track).team() + "-a";
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private List<String> mails(String person) {
        return jdbc.sql("""
                select subject, body
                from outbox
                where kind = 'track' and object like ? and person = ?
                order by created_at, message_key
                """)
                .params(track + "%", person)
                .query((row, line) -> Api.plain(row.getString(1) + "\n" + row.getString(2)))
                .list();
    }

    /** The mails of a morning, which begins at eight. */
    private List<String> morning(LocalDate day) {
        int before = mails("fanny").size();
        clock.clock(day, 8, 0);
        rounds.round();
        List<String> all = mails("fanny");
        assertThat(mails(member)).hasSameSizeAs(all);
        return all.subList(before, all.size());
    }

    @Test
    @DisplayName("rappelle avant l’échéance, une seule fois, à l’équipe et au facilitateur")
    void remindsOnce() {
        assertThat(morning(LocalDate.of(2025, 3, 10)))
                .singleElement()
                .asString()
                .startsWith("À venir : Alternance IT Occitanie")
                .contains("• Consulter un avocat en ESS, pour le 15/03/2025 (dans cinq jours)")
                .contains("• Dossier à déposer chez Région Occitanie, pour le 31/03/2025 (dans 21 jours)")
                .doesNotContain("Réalis", "retard", "Bilan");
        assertThat(morning(LocalDate.of(2025, 3, 10))).isEmpty();
        assertThat(morning(LocalDate.of(2025, 3, 11))).isEmpty();
    }

    @Test
    @DisplayName("prévient d’un financement trente, quatorze et trois jours avant son échéance, chaque fois une fois")
    void remindsOfDeadlines() {
        List<LocalDate> told = LocalDate.of(2025, 4, 28)
                .datesUntil(LocalDate.of(2025, 6, 3))
                .filter(day -> morning(day).stream().anyMatch(mail -> mail.contains("chez France Active")))
                .toList();
        assertThat(told)
                .containsExactly(LocalDate.of(2025, 5, 2), LocalDate.of(2025, 5, 19), LocalDate.of(2025, 5, 28));
    }

    @Test
    @DisplayName("Quatre mois de retards et une échéance manquée ne peuvent rester tus")
    void tellsFourMonthsOfLateness() {
        for (LocalDate day = LocalDate.of(2025, 3, 3); day.isBefore(LocalDate.of(2025, 7, 16)); day = day.plusDays(1)) {
            stage.live(track, day.atTime(7, 30));
            rounds.round();
        }
        assertThat(mails("fanny")).hasSameSizeAs(mails(member));
        List<String> late = mails("fanny").stream()
                .filter(mail -> mail.contains("Consulter un avocat en ESS, en retard de"))
                .toList();
        assertThat(late).hasSize(5);
        assertThat(late.get(0))
                .startsWith("Quatre en retard : Alternance")
                .contains("en retard de deux jours (pour le 15/03/2025)");
        assertThat(late.get(4)).contains("en retard de 122 jours");
        assertThat(mails("fanny"))
                .anyMatch(mail -> mail.startsWith("En retard : Création de l’association"))
                .anyMatch(mail -> mail.startsWith("Échéance manquée : France Active")
                        && mail.contains("L’échéance suivante serait le 31 mai 2026, à confirmer"));
        assertThat(mails("fanny").stream().filter(mail -> mail.startsWith("Échéance manquée : France Active")))
                .hasSize(1);
    }

    /** Rounds of three working days: how often each person is told that something is late, the timers counted. */
    private void toldOnce(String title, LocalDate from) {
        for (LocalDate day : List.of(from, from.plusDays(1), from.plusDays(2))) morning(day);
        for (String person : List.of("fanny", member))
            assertThat(mails(person).stream()
                            .filter(mail -> mail.contains("« " + title + " » était prévu")
                                    || mail.contains("• " + title + ", en retard")))
                    .as(person)
                    .hasSize(1);
    }

    @Test
    @DisplayName("ne répète pas le lendemain le retard que la minuterie vient de dire")
    void repeatsNoTimer() {
        stage.create(track);
        stage.fire(track, "gate-creation-late");
        toldOnce("Statuer sur la création", LocalDate.of(2025, 5, 26));
        stage.complete(track, "gate-creation");
        stage.live(track, LocalDateTime.of(2025, 8, 30, 18, 5));
        toldOnce("Développer la plateforme MVP", LocalDate.of(2025, 9, 1));
        assertThat(morning(LocalDate.of(2025, 9, 29)))
                .anyMatch(mail -> mail.contains("• Développer la plateforme MVP, en retard de 30 jours"));
    }

    @Test
    @DisplayName("n’est pas répété par une minuterie qui vient après lui")
    void isRepeatedByNoTimer() {
        stage.create(track);
        stage.complete(track, "gate-creation");
        stage.fire(track, "build-mvp-platform-opens");
        toldOnce("Développer la plateforme MVP", LocalDate.of(2025, 9, 1));
        stage.live(track, LocalDateTime.of(2025, 9, 3, 10, 0));
        toldOnce("Développer la plateforme MVP", LocalDate.of(2025, 9, 4));
    }

    @Test
    @DisplayName("ne répète pas non plus le retard d’une étape dite avant que sa tâche soit ouverte")
    void repeatsNoStep() {
        stage.create(track);
        stage.complete(track, "gate-creation");
        stage.prove(track);
        stage.live(track, LocalDateTime.of(2026, 12, 6, 10, 0));
        stage.complete(track, "gate-model");
        stage.live(track, LocalDateTime.of(2026, 12, 6, 10, 0));
        assertThat(stage.open(track)).contains("prepare-scic");
        toldOnce("Préparer la SCIC", LocalDate.of(2026, 12, 7));
    }

    @Test
    @DisplayName("dit une fois, sans nommer l’alternant, qu’un contrat n’est pas envoyé à l’OPCO dans les cinq jours")
    void tellsUnfiledContracts() {
        LocalDate monday = LocalDate.of(2025, 3, 3);
        for (ApprenticeContract contract : ApprenticeContract.values())
            apprentices.add(
                    track,
                    new Apprentice(
                            contract.key() + track.substring(0, 8),
                            "Amina B.",
                            null,
                            "Ateliers " + contract.label(),
                            contract,
                            monday,
                            null,
                            null,
                            null,
                            1),
                    "fanny");
        assertThat(morning(monday.plusDays(4))).noneMatch(mail -> mail.contains("OPCO : "));
        assertThat(morning(monday.plusDays(7)))
                .singleElement()
                .asString()
                .contains("• Contrat à envoyer à l’OPCO : apprentissage chez Ateliers Apprentissage, en retard de deux")
                .contains("professionnalisation chez Ateliers", "(pour le 08/03/2025)")
                .doesNotContain("Amina");
        assertThat(morning(monday.plusDays(8))).noneMatch(mail -> mail.contains("OPCO : "));
        assertThat(morning(monday.plusDays(60))).noneMatch(mail -> mail.contains("OPCO : "));
    }

    @Test
    @DisplayName("annonce le bilan d’étape quatorze et trois jours avant, et l’assemblée convoquée")
    void announcesMeetings() {
        assertThat(morning(LocalDate.of(2025, 8, 18))).anyMatch(mail -> mail.contains("Bilan à 6 mois, pour le 01/09"));
        assertThat(morning(LocalDate.of(2025, 8, 19))).noneMatch(mail -> mail.contains("Bilan à 6 mois"));
        assertThat(morning(LocalDate.of(2025, 8, 29))).anyMatch(mail -> mail.contains("Bilan à 6 mois"));
        stage.create(track);
        stage.complete(track, "gate-creation");
        stage.prove(track);
        stage.complete(track, "gate-model");
        stage.fire(track, "prepare-scic-opens");
        stage.complete(track, "prepare-scic");
        stage.fire(track, "record-vote-opens");
        stage.complete(track, "convene-general-assembly", Map.of("assemblyOn", "2026-12-21"));
        assertThat(morning(LocalDate.of(2026, 12, 7)))
                .anyMatch(mail -> mail.contains("Assemblée générale, pour le 21/12/2026 (dans 14 jours)"));
        assertThat(morning(LocalDate.of(2026, 12, 8))).noneMatch(mail -> mail.contains("Assemblée générale"));
        assertThat(morning(LocalDate.of(2026, 12, 18))).anyMatch(mail -> mail.contains("(dans trois jours)"));
    }

    @Test
    @DisplayName("dit encore ce qu’un parcours arrêté doit à ses financeurs, et se tait pendant une pause")
    void goesOnWithWhatIsOwed() {
        kinds.pause(journeys.journey(track), "Vacances.", new TestingAuthenticationToken("fanny", "x", "facilitators"));
        assertThat(morning(LocalDate.of(2025, 3, 10))).isEmpty();
        kinds.resume(journeys.journey(track), new TestingAuthenticationToken("fanny", "x", "facilitators"));
        String region = stage.grant(track, "region-occitanie");
        clock.fire(region, "grant-opens");
        clock.complete(region, "prepare-grant-file", Map.of("grantDeadline", "2025-03-31"));
        clock.complete(region, "submit-grant-file");
        clock.complete(region, "record-grant-result", Map.of("amountGranted", 20000, "yearEnd", "2025-12-31"));
        kinds.withdraw(
                journeys.journey(track), "Elle part.", new TestingAuthenticationToken("fanny", "x", "facilitators"));
        stage.fire(track, "withdraw-track");
        assertThat(morning(LocalDate.of(2026, 6, 25)))
                .singleElement()
                .asString()
                .contains("Rendre compte des dépenses : Région Occitanie, pour le 30/06/2026")
                .doesNotContain("Bilan", "Dossier à déposer");
        Letter letter = new Letter("k", "fanny", "f@jalon.example", "s", "t", "track", track, null);
        assertThat(news.lost(List.of(letter))).isEmpty();
        clock.complete(region, "report-grant-spending", Map.of("amountReceived", 20000, "amountSpent", 20000));
        assertThat(news.lost(List.of(letter))).containsEntry("k", "Le parcours est clos.");
    }

    @Test
    @DisplayName("ne se perd pas quand la transaction échoue, et ne se dit pas deux fois quand on recommence")
    void holdsWhateverCrashes() {
        clock.clock(LocalDate.of(2025, 3, 10), 8, 0);
        transaction.executeWithoutResult(status -> {
            rounds.round();
            status.setRollbackOnly();
        });
        assertThat(mails("fanny")).isEmpty();
        rounds.round();
        assertThat(mails("fanny")).hasSize(1);
    }

    @Test
    @DisplayName("attend un matin ouvré")
    void waitsForAMorning() {
        clock.clock(LocalDate.of(2025, 3, 10), 6, 59);
        rounds.round();
        clock.clock(LocalDate.of(2025, 3, 9), 9, 0);
        rounds.round();
        assertThat(mails("fanny")).isEmpty();
    }
}
