package fr.jalon.scic.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.scic.LegalRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@JalonTest
@DisplayName("Ce que refusent les formulaires, de l’association à la SCIC")
class ScicRulesTest {

    @Autowired
    private TrackStage stage;

    @Autowired
    private Stage clock;

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @Nested
    @DisplayName("À la création")
    class AtCreation {

        @ParameterizedTest(name = "{0} au lieu de {1} : {2}")
        @CsvSource(delimiter = '|', textBlock = """
        cashReserve | 14999 | Budget total (€) : les six lignes font 29 999 € et non 30 000 € : il manque 1 €.
        marketing   | 2001  | Budget total (€) : les six lignes font 30 001 € et non 30 000 € : il y a en trop 1 €.
        total       | 35000 | Budget total (€) : les six lignes font 30 000 € et non 35 000 € : il manque 5 000 €.
        other       | -1    | Divers (€) : la valeur minimale est 0.
        """)
        @DisplayName("Un budget qui ne tombe pas juste")
        void refusesABudget(String field, long amount, String refusal) {
            String id = stage.open();
            Task task = task(id, "set-launch-budget");
            assertThat(refused(task, Map.of(field, amount))).contains(refusal);
            assertThat(task(id, "set-launch-budget").getId()).isEqualTo(task.getId());
            stage.complete(task, Map.of("cashReserve", 14000, "other", 2000));
            assertThat(stage.tasks(id, "set-launch-budget")).isEmpty();
        }

        @Test
        @DisplayName("Une équipe fondatrice à qui il manque un rôle, sans un mot")
        void refusesAMissingRole() {
            Map<String, Object> one =
                    Map.of("role", "CEO", "name", "Sonia", "profile", "Commercial", "mission", "Levée");
            String id = stage.open();
            assertThat(refused(task(id, "recruit-founders"), Map.of("founders", List.of(one))))
                    .contains("Ce qui manque à la cible : pourquoi, et la suite : il manque encore COO, CTO");
            stage.complete(id, "recruit-founders", Map.of("founders", List.of(one), "shortfallReason", "On cherche."));
            assertThat(stage.tasks(id, "recruit-founders")).isEmpty();
        }

        @Test
        @DisplayName("Un partenariat abandonné sans dire pourquoi")
        void refusesASilentRenunciation() {
            assertThat(refused(task(stage.open(), "sign-partnerships"), Map.of("partnershipOutcome", "GIVEN_UP")))
                    .contains("Pourquoi continuer sans : ce champ est obligatoire");
        }

        @ParameterizedTest
        @CsvSource({
            "meet-lawyer, lawyerMetOn",
            "interview-company, heldOn",
            "interview-apprentice, heldOn",
            "sign-partnerships, signedOn"
        })
        @DisplayName("Ce qui serait fait demain")
        void refusesTomorrow(String task, String field) {
            assertThat(refused(
                            task(stage.open(), task),
                            Map.of(field, TrackStage.START.plusDays(1).toString())))
                    .contains("cette date est à venir");
        }

        @Test
        @DisplayName("Une publication qui précède la déclaration")
        void refusesAnEarlyPublication() {
            String id = stage.open();
            stage.complete(id, "meet-lawyer", "contact-cress", "confirm-employer-group", "adopt-statutes");
            assertThat(refused(
                            task(id, "declare-association"),
                            Map.of("declaredOn", "2025-02-20", "publishedOn", "2025-02-19")))
                    .contains("Publiée au JOAFE le : cette date vient avant « Déclarée le » (jeudi 20 février 2025).");
            assertThat(refused(task(id, "declare-association"), Map.of("rna", "311234567")))
                    .contains("Numéro RNA : le format attendu");
        }

        @Test
        @DisplayName(
                "Ce qui se serait passé bien avant le départ, un SIRET faux, une assurance sans responsabilité civile")
        void refusesWhatCannotBe() {
            String id = stage.open();
            assertThat(refused(task(id, "meet-lawyer"), Map.of("lawyerMetOn", "2024-02-29")))
                    .contains("une date depuis le vendredi 1er mars 2024");
            assertThat(refused(task(id, "interview-company"), Map.of("interest", "NONE")))
                    .contains("une entreprise qui signe une lettre");
            stage.complete(id, "meet-lawyer", "contact-cress", "confirm-employer-group", "adopt-statutes");
            assertThat(refused(task(id, "declare-association"), Map.of("declaredOn", "2025-02-28")))
                    .contains("suit l’adoption des statuts");
            stage.complete(id, "declare-association");
            assertThat(refused(task(id, "obtain-siret"), Map.of("siret", "90123456700017")))
                    .contains("SIRET : un chiffre est faux");
            stage.complete(task(id, "obtain-siret"), Map.of("siret", "901 234 567 00005"));
            assertThat(refused(task(id, "subscribe-insurance"), Map.of("covers", List.of("PREMISES"))))
                    .contains("la responsabilité civile est indispensable");
        }

        @Test
        @DisplayName("Un parcours qui part plus tard attend son jour")
        void waitsForItsDay() {
            clock.clock(TrackStage.START, 9, 0);
            String id = stage.open(clock.team(TrackStage.START), TrackStage.START.plusDays(30), Map.of());
            assertThat(stage.open(id)).isEmpty();
            assertThat(stage.due(id, "creation-opens")).isEqualTo("2025-03-31T09:00");
        }

        @ParameterizedTest
        @ValueSource(strings = {"REWORK", "STOP"})
        @DisplayName("Un jalon refusé sans un mot")
        void refusesASilentGate(String verdict) {
            String id = stage.open();
            stage.create(id);
            assertThat(refused(task(id, "gate-creation"), Map.of("gateVerdict", verdict)))
                    .contains("Commentaire : dites à l’équipe");
        }

        @Test
        @DisplayName("Interroger encore, mais personne")
        void refusesAnEmptyRound() {
            String id = stage.open();
            stage.fire(id, "interviews-over");
            assertThat(refused(
                            task(id, "decide-market"),
                            Map.of("marketDecision", "AGAIN", "moreCompanies", 0, "moreApprentices", 0)))
                    .contains("ajoutez au moins une entreprise ou un alternant");
            assertThat(refused(task(id, "decide-market"), Map.of("marketDecision", "AGAIN")))
                    .contains("Entreprises de plus : ce champ est obligatoire");
        }
    }

    @Nested
    @DisplayName("À la transformation")
    class AtTransformation {

        @Test
        @DisplayName("Un projet qui enfreint la loi : la règle, sa source, sa date et le conseil sont dits")
        void refusesUnlawfulProjects() {
            String id = prepared();
            assertThat(refused(task(id, "prepare-scic"), Map.of("reservePercent", 50)))
                    .contains(
                            "Au moins 57,5 % des résultats",
                            "Loi n° 47-1775 du 10 septembre 1947, art. 16",
                            "vérifié le 29 novembre 2026",
                            "faites relire le projet par un avocat");
            assertThat(refused(task(id, "prepare-scic"), Map.of("publicCapitalPercent", 50.01)))
                    .contains("au plus 50 % du capital");
            assertThat(refused(task(id, "prepare-scic"), Map.of("newLegalPerson", true)))
                    .isNotBlank();
            assertThat(refused(
                            task(id, "prepare-scic"),
                            Map.of(
                                    "categories",
                                    List.of(
                                            Map.of("kind", "EMPLOYEES", "name", "Salariés"),
                                            Map.of("kind", "BENEFICIARIES", "name", "Entreprises")))))
                    .contains("au moins trois catégories");
            assertThat(refused(
                            task(id, "prepare-scic"),
                            Map.of(
                                    "colleges",
                                    List.of(
                                            Map.of("name", "A", "votePercent", 60),
                                            Map.of("name", "B", "votePercent", 40)))))
                    .contains("de 10 % à 50 % des voix");
        }

        @Test
        @DisplayName("Une règle qu’un juriste a confirmée autrement passe ; les autres tiennent")
        void letsALawyerConfirm() {
            String id = prepared();
            Map<String, Object> confirmed =
                    Map.of("rule", LegalRule.RESERVES.name(), "who", "Me Rivière", "on", "2026-09-01");
            assertThat(refused(
                            task(id, "prepare-scic"),
                            Map.of(
                                    "reservePercent",
                                    50,
                                    "publicCapitalPercent",
                                    60,
                                    "lawyerConfirmations",
                                    List.of(confirmed))))
                    .contains("au plus 50 % du capital")
                    .doesNotContain("57,5");
            Map<String, Object> tomorrow = new HashMap<>(confirmed);
            tomorrow.put("on", "2026-09-02");
            assertThat(refused(task(id, "prepare-scic"), Map.of("lawyerConfirmations", List.of(confirmed, tomorrow))))
                    .contains("À confirmer par un juriste, ligne 2, Le : cette date est à venir");
            stage.complete(
                    task(id, "prepare-scic"), Map.of("reservePercent", 50, "lawyerConfirmations", List.of(confirmed)));
            assertThat(stage.tasks(id, "prepare-scic")).isEmpty();
        }

        @ParameterizedTest(name = "{0} présents, {1} pour, {2} contre, {3} abstentions : {4}")
        @CsvSource(delimiter = '|', textBlock = """
        31 | 31 | 0 | 0 | ils sont plus nombreux que les membres
        20 | 15 | 2 | 2 | le total doit faire 20, le nombre des présents ou représentés
        20 | 21 | 0 | 0 | le total doit faire 20, le nombre des présents ou représentés
        """)
        @DisplayName("Un vote dont les voix ne tombent pas juste")
        void refusesAVote(long present, long voteFor, long against, long abstained, String refusal) {
            String id = prepared();
            stage.complete(id, "prepare-scic");
            stage.fire(id, "record-vote-opens");
            assertThat(refused(
                            task(id, "convene-general-assembly"),
                            Map.of("convenedOn", "2026-12-01", "assemblyOn", "2026-11-30")))
                    .contains("Assemblée le : cette date vient avant « Convocations envoyées le » "
                            + "(mardi 1er décembre 2026).");
            stage.complete(id, "convene-general-assembly", Map.of("assemblyOn", "2026-12-02"));
            assertThat(refused(task(id, "record-vote"), Map.of()))
                    .contains("l’assemblée se tient le mercredi 2 décembre 2026");
            clock.clock(TrackStage.START.plusDays(641), 20, 0);
            assertThat(refused(
                            task(id, "record-vote"),
                            Map.of("present", present, "voteFor", voteFor, "against", against, "abstained", abstained)))
                    .contains(refusal);
        }

        @ParameterizedTest(name = "quorum {0}, majorité {1} {2} : {3} pour sur {4} : {5}")
        @CsvSource(nullValues = "–", textBlock = """
        50, 66.67, PRESENT, 14, 20, file-formalities
        50, 66.67, PRESENT, 13, 20, rework-project
        50, 66.67, CAST,    12, 20, file-formalities
        0,  50,    ALL,     15, 20, rework-project
        0,  50,    ALL,     16, 20, file-formalities
        –,  –,     –,       29, 30, rework-project
        –,  –,     –,       30, 30, file-formalities
        75, 50,    PRESENT, 20, 22, convene-second-assembly
        """)
        @DisplayName("La règle des statuts fait le résultat ; muets, ils demandent l’unanimité")
        void countsAsTheStatutesSay(
                Double quorum, Double majority, String base, int voteFor, int present, String next) {
            Map<String, Object> statutes = new HashMap<>();
            statutes.put("statutesQuorum", quorum);
            statutes.put("statutesMajority", majority);
            statutes.put("majorityBase", base);
            String id = prepared(statutes);
            stage.complete(id, "prepare-scic");
            stage.fire(id, "record-vote-opens");
            stage.complete(id, "convene-general-assembly");
            int against = present == 20 && base != null && base.equals("CAST") ? 6 : present - voteFor;
            stage.complete(
                    id,
                    "record-vote",
                    Map.of(
                            "present",
                            present,
                            "voteFor",
                            voteFor,
                            "against",
                            against,
                            "abstained",
                            present - voteFor - against));
            assertThat(stage.open(id)).containsExactly(next);
        }

        private String prepared() {
            return prepared(Map.of());
        }

        private String prepared(Map<String, Object> statutes) {
            String id = stage.open();
            stage.hearTheMarket(id);
            stage.complete(
                    id,
                    "benchmark-competition",
                    "decide-market",
                    "meet-lawyer",
                    "contact-cress",
                    "confirm-employer-group");
            stage.complete(id, "adopt-statutes", statutes);
            stage.complete(id, "declare-association", "obtain-siret", "subscribe-insurance");
            stage.completeSome(id, "sign-partnerships", 5, Map.of());
            stage.complete(
                    id,
                    "join-employer-group",
                    "build-platform-prototype",
                    "recruit-founders",
                    "set-launch-budget",
                    "gate-creation");
            stage.prove(id);
            stage.complete(id, "gate-model");
            stage.fire(id, "prepare-scic-opens");
            return id;
        }
    }

    @Nested
    @DisplayName("Aux bilans et aux financements")
    class AtReviews {

        @Test
        @DisplayName("Des alternants saisis au lieu d’être comptés, et une satisfaction au-dessus de dix")
        void refusesImpossibleReviews() {
            String id = stage.open();
            stage.fire(id, "milestone-due");
            assertThat(refused(task(id, "review-milestone"), Map.of("apprenticesPlaced", 3)))
                    .contains("« apprenticesPlaced » n’existe pas dans ce formulaire");
            stage.complete(id, "review-milestone");
            stage.fire(id, "milestone-due");
            assertThat(refused(task(id, "review-milestone"), Map.of("satisfaction", 10.5)))
                    .contains("la valeur maximale est 10");
        }

        @Test
        @DisplayName("Chaque bilan demande ses indicateurs, et eux seuls")
        void asksForItsFigures() {
            String id = stage.open();
            stage.fire(id, "milestone-due");
            Map<String, Object> nothing = new HashMap<>();
            List.of("associationCreated", "cfaPartners", "satisfaction", "transformationVoted", "expansion")
                    .forEach(each -> nothing.put(each, null));
            assertThat(refused(task(id, "review-milestone"), nothing))
                    .contains("L’association est créée", "CFA partenaires signés")
                    .doesNotContain("votée", "Nouvelle-Aquitaine");
        }

        @Test
        @DisplayName("Une échéance passée, un contrat non souscrit, plus reçu qu’accordé")
        void refusesImpossibleGrants() {
            String id = stage.open();
            String region = stage.grant(id, "region-occitanie");
            clock.fire(region, "grant-opens");
            Task prepare = clock.task(region, "prepare-grant-file");
            assertThat(refused(prepare, Map.of("grantDeadline", "2025-02-28")))
                    .contains("Échéance confirmée par le financeur : cette date est passée");
            assertThat(refused(prepare, Map.of("republicanContract", false))).contains("cette case doit être cochée");
            assertThat(refused(prepare, Map.of("grantDeadline", "2027-03-02")))
                    .contains("Échéance confirmée par le financeur : une date dans les deux ans");
            stage.complete(prepare, Map.of());
            clock.complete(region, "submit-grant-file");
            Task result = clock.task(region, "record-grant-result");
            assertThat(refused(result, Map.of("amountGranted", 30001))).contains("il dépasse le montant demandé");
            assertThat(refused(result, Map.of("yearEnd", "2000-01-01")))
                    .contains("Clôture de l’exercice concerné : une date proche de la réponse");
            clock.complete(region, "record-grant-result", Map.of("amountGranted", 10000));
            assertThat(refused(clock.task(region, "report-grant-spending"), Map.of("amountReceived", 10001)))
                    .contains("il dépasse le montant accordé");
        }
    }

    private Task task(String track, String definition) {
        return stage.tasks(track, definition).get(0);
    }

    /** The French sentence with which answers are refused, otherwise plausible. */
    private String refused(Task task, Map<String, Object> replaced) {
        return Api.plain(catchThrowableOfType(Refusal.class, () -> stage.complete(task, replaced))
                .getMessage());
    }
}
