package fr.jalon.scic.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.Api;
import fr.jalon.Coverage;
import fr.jalon.JalonTest;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.engine.Processes;
import fr.jalon.engine.form.Notebook;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.scic.GrantApplication;
import fr.jalon.scic.GrantApplication.Status;
import fr.jalon.scic.GrantRows;
import fr.jalon.scic.MarketKpis;
import fr.jalon.scic.MarketRows;
import fr.jalon.scic.MarketTargets;
import fr.jalon.scic.ReviewRows;
import fr.jalon.scic.Track;
import fr.jalon.scic.TrackRows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@JalonTest
@DisplayName("De l’association à la SCIC")
class AssociationToScicProcessTest {

    private static final List<String> MODELS = List.of(
            "association-to-scic",
            "association-creation",
            "market-validation",
            "proof-of-concept",
            "scic-transformation",
            "grant-application",
            "cooperative-review");

    private static final Map<String, Object> NO_QUORUM =
            Map.of("present", 14, "voteFor", 14, "against", 0, "abstained", 0);

    @Autowired
    private TrackStage stage;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Stage clock;

    @Autowired
    private Processes processes;

    @Autowired
    private Journeys journeys;

    @Autowired
    private TrackRows tracks;

    @Autowired
    private MarketRows market;

    @Autowired
    private GrantRows grants;

    @Autowired
    private ReviewRows reviews;

    @Autowired
    private Plans plans;

    @Autowired
    private Notebook notebook;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private RepositoryService repository;

    @BeforeAll
    static void nothingWalkedYet(@Autowired Coverage coverage) {
        coverage.reset();
        MODELS.forEach(model ->
                assertThat(coverage.missing("bpmn/scic/" + model + ".bpmn")).isNotEmpty());
    }

    @AfterAll
    static void everyElementIsWalked(@Autowired Coverage coverage) {
        MODELS.forEach(model -> assertThat(coverage.missing("bpmn/scic/" + model + ".bpmn"))
                .as(model)
                .isEmpty());
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @Nested
    @DisplayName("Ouvrir un parcours")
    class Opening {

        @Test
        @DisplayName("Le formulaire de départ donne équipe, nom, date et repères ; le reste vaut ce qu’en dit "
                + "le projet d’origine")
        void takesTheUsualTargets() {
            Track track = tracks.track(stage.open());
            assertThat(track.targets()).isEqualTo(MarketTargets.DEFAULT);
            assertThat(track.startDay()).isEqualTo(TrackStage.START);
            ProcessInstance root = root(track.id());
            assertThat(root.getBusinessKey())
                    .isEqualTo(track.cohort() + "/" + track.team() + "/alternance-it-occitanie");
            assertThat(stage.family(track.id()))
                    .hasSize(8)
                    .extracting(ProcessInstance::getBusinessKey)
                    .containsOnly(root.getBusinessKey());
        }

        @Test
        @DisplayName("Chaque parcours peut se donner ses propres repères")
        void takesItsOwnTargets() {
            String id = stage.open(
                    TrackStage.START,
                    Map.of(
                            "price",
                            1800.5,
                            "companies",
                            4,
                            "apprentices",
                            2,
                            "strongInterestPercent",
                            25,
                            "letters",
                            1,
                            "priceAcceptedPercent",
                            40));
            assertThat(tracks.track(id).targets()).isEqualTo(new MarketTargets(4, 2, 25, 1, 40, 1800.5));
            assertThat(stage.tasks(id, "interview-company")).hasSize(4);
            assertThat(stage.tasks(id, "interview-apprentice")).hasSize(2);
            assertThat(stage.shown(stage.tasks(id, "interview-company").get(0)).get("price"))
                    .asString()
                    .isEqualTo("1\u202f800,50\u00a0€");
        }

        @Test
        @DisplayName("Une équipe n’a qu’un parcours en cours")
        void opensOnce() {
            String id = stage.open();
            String team = tracks.track(id).team();
            assertThatThrownBy(() -> stage.open(team, TrackStage.START, Map.of()))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("ne fait pas partie des choix proposés");
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({"2024-02-29", "2027-03-02"})
        @DisplayName("Une date de départ hors de propos est refusée, et rien ne reste")
        void refusesFarDates(LocalDate start) {
            clock.clock(TrackStage.START, 9, 0);
            String team = clock.team(TrackStage.START);
            assertThatThrownBy(() -> stage.open(team, start, Map.of()))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("Date de départ");
            assertThat(journeys.latest(team, AssociationToScic.KEY)).isEmpty();
        }

        @Test
        @DisplayName("Un parcours commencé ailleurs garde ses dates d’origine ; les entretiens et les "
                + "financeurs restent devant lui")
        void startsLate() {
            clock.clock(LocalDate.of(2025, 6, 10), 9, 0);
            String id = stage.open(clock.team(TrackStage.START), TrackStage.START, Map.of());
            assertThat(stage.taskDue(id, "meet-lawyer")).isEqualTo("2025-03-15T18:00");
            assertThat(stage.due(id, "interviews-over")).isEqualTo("2025-07-10T18:00");
            assertThat(deadlines(id))
                    .containsEntry("region-occitanie", LocalDate.of(2026, 3, 31))
                    .containsEntry("bpi-france", LocalDate.of(2025, 6, 30));
        }

        @Test
        @DisplayName("Une phase ne s’ouvre pas sans parcours")
        void refusesAPhaseAlone() {
            assertThatThrownBy(() -> processes.start("association-creation", Map.of()))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("s’ouvre de lui-même");
        }
    }

    @Nested
    @DisplayName("Valider le marché")
    class Market {

        @Test
        @DisplayName("Six intérêts forts sur vingt atteignent la cible, et Jalon dit que c’est fragile")
        void tellsFragileFromMet() {
            String id = stage.open();
            stage.hearTheMarket(id);
            assertThat(stage.tasks(id, "interview-company")).isEmpty();
            stage.complete(id, "benchmark-competition");
            Task decide = stage.tasks(id, "decide-market").get(0);
            assertThat(stage.shown(decide))
                    .extracting("marketVerdict")
                    .asString()
                    .contains("FRAGILE");
            assertThat(said(stage.shown(decide), "marketRows"))
                    .contains("6 sur 20, soit 30,0 %", "14,5 % à 51,9 %", "atteint, fragile");
            assertThatThrownBy(() -> stage.complete(decide, without("decisionNote")))
                    .hasMessageContaining("Motif\u00a0: il est obligatoire");
            stage.complete(decide, Map.of());
            assertThat(item(id, "market-validation").actualEnd()).isEqualTo(TrackStage.START);
        }

        @Test
        @DisplayName("Les chiffres se lisent pendant les entretiens, avec leur intervalle")
        void showsFiguresLive() {
            String id = stage.open();
            assertThat(stage.shown(stage.tasks(id, "interview-company").get(0))).containsEntry("marketKnown", false);
            stage.completeSome(id, "interview-company", 2, Map.of());
            Map<String, Object> shown =
                    stage.shown(stage.tasks(id, "interview-company").get(0));
            assertThat(shown).containsEntry("marketKnown", true).doesNotContainKeys("company", "interest");
            assertThat(said(shown, "marketRows")).contains("2 sur 20", "2 sur 2, soit 100,0 %", "34,2 % à 100,0 %");
        }

        @Test
        @DisplayName("Deux semaines avant la fin, l’équipe lit ce qui manque ; une décision qui tarde se signale")
        void tellsWhatIsMissing() {
            String id = stage.open();
            stage.completeSome(id, "interview-company", 17, Map.of());
            assertThat(stage.due(id, "interviews-ending")).isEqualTo("2025-04-16T09:00");
            stage.fire(id, "interviews-ending");
            assertThat(told(id, "Entretiens à mener"))
                    .contains("mercredi 30 avril 2025", "Entreprises : 3", "Startup en croissance", "Alternants : 10")
                    .doesNotContain("PME tech");
            stage.fire(id, "interviews-over");
            stage.fire(id, "decide-market-late");
            assertThat(told(id, "En retard")).contains("Statuer sur le marché");
        }

        @Test
        @DisplayName("Rien ne manque : personne n’est prévenu")
        void tellsNothingWhereNoneIsMissing() {
            String id = stage.open();
            stage.completeSome(id, "interview-company", 10, Map.of());
            stage.completeSome(id, "interview-company", 5, Map.of("segment", "GROWING_STARTUP"));
            stage.completeSome(id, "interview-company", 5, Map.of("segment", "REGIONAL_IT_SERVICES"));
            stage.completeSome(id, "interview-apprentice", 10, Map.of());
            stage.fire(id, "interviews-ending");
            assertThat(told(id, "Entretiens à mener")).isEmpty();
        }

        @Test
        @DisplayName("Plusieurs personnes rendent leurs entretiens au même instant")
        void takesInterviewsAtOnce() throws Exception {
            String id = stage.open();
            List<Task> open = stage.tasks(id, "interview-company");
            ExecutorService people = Executors.newFixedThreadPool(8);
            try {
                List<Callable<Void>> work = new ArrayList<>();
                open.forEach(task -> work.add(() -> {
                    stage.complete(task, Map.of());
                    return null;
                }));
                for (Future<Void> each : people.invokeAll(work)) each.get();
            } finally {
                people.shutdown();
            }
            assertThat(market.kpis(tracks.track(id)).companies()).isEqualTo(20);
        }

        @Test
        @DisplayName("À la fin prévue, on juge sur ce qu’on a ; interroger encore ajoute, n’efface rien")
        void goesOnWithWhatThereIs() {
            String id = stage.open();
            stage.completeSome(id, "interview-company", 5, Map.of());
            stage.completeSome(id, "interview-apprentice", 1, Map.of());
            assertThat(stage.due(id, "interviews-over")).isEqualTo("2025-04-30T18:00");
            stage.fire(id, "interviews-over");
            assertThat(stage.open(id))
                    .contains("decide-market")
                    .doesNotContain("interview-company", "benchmark-competition");

            stage.complete(
                    id, "decide-market", Map.of("marketDecision", "AGAIN", "moreCompanies", 2, "moreApprentices", 0));
            assertThat(stage.tasks(id, "interview-company")).hasSize(2);
            assertThat(stage.tasks(id, "interview-apprentice")).isEmpty();
            assertThat(stage.taskDue(id, "interview-company")).isEqualTo("2025-05-30T18:00");
            assertThat(stage.due(id, "interviews-over")).isEqualTo("2025-05-30T18:00");
            stage.completeSome(id, "interview-company", 2, Map.of("interest", "NONE", "letterSigned", false));
            stage.complete(id, "benchmark-competition");

            MarketKpis kpis = market.kpis(tracks.track(id));
            assertThat(kpis.companies()).isEqualTo(7);
            assertThat(kpis.apprentices()).isEqualTo(1);
            assertThat(kpis.strongInterest().count()).isEqualTo(5);
            stage.complete(id, "decide-market");
            assertThat(stage.tasks(id, "decide-market")).isEmpty();
        }

        @Test
        @DisplayName("Sans marché, la création s’arrête et tout ce qui était ouvert se ferme")
        void stopsWithoutAMarket() {
            String id = stage.open();
            stage.completeSome(
                    id,
                    "interview-company",
                    1,
                    Map.of("interest", "NONE", "acceptsPrice", false, "letterSigned", false));
            stage.fire(id, "interviews-over");
            stage.complete(
                    id, "decide-market", Map.of("marketDecision", "STOP", "decisionNote", "Personne n’en veut."));
            assertThat(stage.family(id)).isEmpty();
            assertThat(journeys.journey(id).life().outcome()).isEqualTo("STOPPED");
            assertThat(journeys.journey(id).life().closed()).isNotNull();
            assertThat(item(id, "adopt-statutes").actualEnd()).isNull();
            assertThat(grants.applications(id))
                    .extracting(GrantApplication::status)
                    .containsOnly(Status.DROPPED);
        }
    }

    @Nested
    @DisplayName("Créer l’association")
    class Creation {

        @Test
        @DisplayName("Il faut trois partenariats : en dessous, ceux qui manquent reviennent, les signés restent")
        void wantsThreePartners() {
            String id = stage.open();
            assertThat(stage.tasks(id, "sign-partnerships")).hasSize(5);
            assertThat(stage.tasks(id, "sign-partnerships"))
                    .extracting(task -> stage.shown(task).get("categoryLabel"))
                    .containsExactlyInAnyOrder("CFA", "OPCO", "Région", "Écoles", "Entreprises");
            stage.completeSome(id, "sign-partnerships", 2, Map.of());
            stage.completeSome(id, "sign-partnerships", 3, Map.of("partnershipOutcome", "NOT_SIGNED"));
            assertThat(stage.tasks(id, "sign-partnerships")).hasSize(3);
            assertThat(item(id, "sign-partnerships").actualEnd()).isNull();
            stage.completeSome(id, "sign-partnerships", 1, Map.of());
            stage.completeSome(id, "sign-partnerships", 2, Map.of("partnershipOutcome", "NOT_SIGNED"));
            assertThat(stage.open(id)).contains("join-employer-group").doesNotContain("sign-partnerships");
            assertThat(item(id, "sign-partnerships").actualEnd()).isEqualTo(TrackStage.START);
            assertThat(market.partnerships(id)).hasSize(3);
        }

        @Test
        @DisplayName("Un jalon refusé se corrige et revient ; le facilitateur lit ce qui a changé")
        void adjustsTheCreation() {
            String id = stage.open();
            stage.create(id);
            assertThat(stage.taskDue(id, "gate-creation")).isEqualTo("2025-05-24T18:00");
            stage.complete(id, "gate-creation", Map.of("gateVerdict", "REWORK", "comment", "Une lettre manque."));
            assertThat(stage.shown(stage.tasks(id, "adjust-creation").get(0)))
                    .containsEntry("comment", "Une lettre manque.");
            stage.complete(id, "adjust-creation");
            assertThat(said(stage.shown(stage.tasks(id, "gate-creation").get(0)), "said"))
                    .contains("Trois lettres de plus");
            stage.complete(id, "gate-creation");
            assertThat(stage.open(id)).isEmpty();
            assertThat(stage.due(id, "build-mvp-platform-opens")).isEqualTo("2025-06-01T09:00");
        }

        @Test
        @DisplayName("Le jalon montre le marché, les partenaires, les financements et le calendrier")
        void showsWhatWasCreated() {
            String id = stage.open();
            stage.create(id);
            Map<String, Object> shown =
                    stage.shown(stage.tasks(id, "gate-creation").get(0));
            assertThat(said(shown, "partnerRows").split("\\},")).hasSize(5);
            assertThat(said(shown, "grantRows").split("\\},")).hasSize(5);
            assertThat(shown.get("gantt")).asString().contains("data:image/svg+xml;base64,");
            assertThat(shown.get("marketVerdictText")).asString().contains("atteint, fragile");
        }
    }

    @Nested
    @DisplayName("Prouver, puis se transformer")
    class Transformation {

        @Test
        @DisplayName("Du jalon de la création à la coopérative établie")
        void launches() {
            String id = proven();
            stage.complete(id, "gate-model", Map.of("gateVerdict", "REWORK", "comment", "Le coût est optimiste."));
            stage.complete(id, "adjust-model");
            stage.complete(id, "gate-model");
            stage.convene(id);
            stage.complete(id, "record-vote");
            assertThat(item(id, "record-vote").actualEnd()).isNotNull();
            stage.complete(id, "file-formalities", "request-esus-approval");
            stage.fire(id, "launch-scic-opens");
            stage.complete(id, "launch-scic");
            stage.fire(id, "reach-fifty-apprentices-opens");
            stage.place(id, 52);
            stage.complete(id, "reach-fifty-apprentices");
            assertThat(stage.open(id)).isEmpty();
            assertThat(journeys.journey(id).life().outcome()).isNull();

            for (int months : List.of(6, 12, 24, 36)) {
                stage.fire(id, "milestone-due");
                stage.complete(id, "review-milestone");
                assertThat(reviews.of(id)).hasSize(List.of(6, 12, 24, 36).indexOf(months) + 1);
            }
            assertThat(reviews.of(id)).extracting(ReviewRows.Held::status).containsOnly("ON_TRACK");
            for (var grant : grants.applications(id)) {
                if (grant.status() != Status.PLANNED && grant.status() != Status.PREPARED) continue;
                if (grant.status() == Status.PLANNED)
                    fire(stage.grant(id, grant.grant().id()), "grant-opens");
                String instance = stage.grant(id, grant.id());
                fire(instance, "deadline-passed");
                clock.complete(instance, "plan-next-round", Map.of("nextRound", "LEAVE"));
            }
            assertThat(journeys.journey(id).life().outcome()).isEqualTo("LAUNCHED");
            assertThat(journeys.journey(id).life().closed()).isNotNull();
        }

        @Test
        @DisplayName("Une étape de la preuve qui tarde se signale, avec ce qui manque, et rien n’est retiré")
        void tellsLateSteps() {
            String id = stage.open();
            stage.create(id);
            stage.complete(id, "gate-creation");
            stage.fire(id, "build-mvp-platform-opens");
            assertThat(stage.due(id, "build-mvp-platform-late")).isEqualTo("2025-08-30T18:00");
            stage.fire(id, "build-mvp-platform-late");
            assertThat(told(id, "En retard")).contains("samedi 30 août 2025");
            stage.fire(id, "place-first-apprentices-opens");
            stage.place(id, 2);
            stage.fire(id, "place-first-apprentices-late");
            assertThat(told(id, "En retard")).contains("Premiers alternants placés : 2 sur 3 visés, il en manque 1");
            assertThat(stage.open(id)).containsExactly("build-mvp-platform", "place-first-apprentices");
            stage.complete(id, "build-mvp-platform", "place-first-apprentices");
            stage.fire(id, "place-ten-apprentices-opens");
            stage.fire(id, "place-ten-apprentices-late");
            stage.complete(id, "place-ten-apprentices");
            stage.fire(id, "validate-model-opens");
            stage.fire(id, "validate-model-late");
            assertThat(told(id, "En retard")).contains("samedi 30 mai 2026");
            stage.complete(id, "validate-model");
            assertThat(said(stage.shown(stage.tasks(id, "gate-model").get(0)), "gapRows"))
                    .contains("2 sur 3, il en manque 1", "2 sur 10, il en manque 8");
        }

        @Test
        @DisplayName("Une transformation rejetée se retravaille et se revote ; un partage des voix vaut rejet")
        void votesAgain() {
            String id = beforeTheVote();
            stage.complete(id, "record-vote", Map.of("present", 20, "voteFor", 9, "against", 9, "abstained", 2));
            assertThat(item(id, "record-vote").actualEnd()).isNull();
            Task rework = stage.tasks(id, "rework-project").get(0);
            assertThat(said(stage.shown(rework), "said")).contains("Un partage des voix vaut rejet");
            stage.complete(rework, Map.of());
            assertThat(said(
                            stage.shown(
                                    stage.tasks(id, "convene-general-assembly").get(0)),
                            "said"))
                    .contains("Un collège pour les petites entreprises");
            stage.complete(id, "convene-general-assembly", "record-vote");
            assertThat(stage.open(id)).containsExactly("file-formalities");
        }

        @Test
        @DisplayName("Sans quorum, rien n’est adopté ; l’équipe peut renoncer, et le parcours se clôt")
        void abandons() {
            String id = beforeTheVote();
            stage.complete(id, "record-vote", NO_QUORUM);
            stage.complete(id, "convene-second-assembly", Map.of("reworkInstead", true));
            assertThat(said(stage.shown(stage.tasks(id, "rework-project").get(0)), "said"))
                    .contains("Le quorum n’est pas atteint");
            stage.complete(id, "rework-project", Map.of("voteAgain", "ABANDON"));
            assertThat(journeys.journey(id).life().outcome()).isEqualTo("ABANDONED");
            assertThat(stage.family(id)).isEmpty();
        }

        @Test
        @DisplayName("Les statuts se modifient avant de convoquer, une deuxième assemblée suit un quorum manqué, et "
                + "les formalités peuvent renvoyer devant l’assemblée")
        void takesItsTime() {
            String id = proven();
            stage.complete(id, "gate-model");
            stage.fire(id, "prepare-scic-opens");
            stage.complete(id, "prepare-scic");
            stage.fire(id, "record-vote-opens");
            stage.complete(id, "convene-general-assembly", Map.of("amendStatutesFirst", true));
            stage.complete(id, "amend-statutes", "convene-general-assembly");
            stage.complete(id, "record-vote", NO_QUORUM);
            stage.complete(id, "convene-second-assembly");
            stage.complete(id, "record-vote", NO_QUORUM);
            stage.complete(id, "file-formalities", Map.of("backToAssembly", true));
            stage.complete(id, "rework-project", "convene-general-assembly", "record-vote");
            assertThat(stage.open(id)).containsExactly("file-formalities");
        }

        @Test
        @DisplayName("Une étape dépassée se dit une fois à l’équipe et aux facilitateurs ; faite, elle ne se dit pas")
        void tellsWhatIsLate() {
            String id = proven();
            stage.complete(id, "gate-model");
            assertThat(stage.due(id, "prepare-scic-late")).isEqualTo("2026-11-30T18:00");
            assertThat(stage.due(id, "launch-scic-late")).isEqualTo("2027-03-31T18:00");
            assertThat(stage.due(id, "reach-fifty-apprentices-late")).isEqualTo("2027-10-01T18:00");
            stage.fire(id, "prepare-scic-opens");
            stage.fire(id, "prepare-scic-late");
            assertThat(subjects(id)).hasSize(1).first().asString().contains("Préparer la SCIC");
            stage.complete(id, "prepare-scic");
            stage.fire(id, "record-vote-opens");
            stage.complete(id, "convene-general-assembly", "record-vote");
            stage.fire(id, "record-vote-late");
            assertThat(subjects(id)).hasSize(1);
            stage.fire(id, "launch-scic-late");
            stage.fire(id, "reach-fifty-apprentices-late");
            assertThat(subjects(id)).hasSize(3);
        }

        @Test
        @DisplayName("La révision coopérative revient tous les cinq ans tant que la SCIC continue")
        void remindsOfTheReview() {
            String id = beforeTheVote();
            stage.complete(id, "record-vote", "file-formalities", "request-esus-approval");
            stage.fire(id, "launch-scic-opens");
            assertThat(reviews(id)).isZero();
            stage.complete(id, "launch-scic", Map.of("firstYearEnd", "2027-12-31"));
            assertThat(reviews(id)).isOne();
            assertThat(stage.due(id, "review-approaches")).isEqualTo("2031-06-30T09:00");
            stage.fire(id, "review-approaches");
            assertThat(stage.taskDue(id, "hold-cooperative-review")).isEqualTo("2031-12-31T18:00");
            assertThat(stage.due(id, "review-overdue")).isEqualTo("2031-12-31T18:00");
            stage.fire(id, "review-overdue");
            assertThat(subjects(id)).hasSize(1).first().asString().contains("Faire réviser la coopérative");
            stage.complete(id, "hold-cooperative-review");
            assertThat(stage.due(id, "review-approaches")).isEqualTo("2036-06-30T09:00");
            stage.fire(id, "review-approaches");
            stage.complete(id, "hold-cooperative-review", Map.of("scicGoesOn", "NO"));
            assertThat(reviews(id)).isZero();
        }

        private long reviews(String track) {
            return runtime.createProcessInstanceQuery()
                    .processDefinitionKey("cooperative-review")
                    .variableValueEquals("track", track)
                    .count();
        }

        /** The subjects of what was told late of a track, each once. */
        private List<String> subjects(String track) {
            return jdbc.sql("select distinct subject from outbox where kind = 'track' and object like ?")
                    .param(track + " %")
                    .query(String.class)
                    .list();
        }

        private String beforeTheVote() {
            String id = proven();
            stage.complete(id, "gate-model");
            stage.convene(id);
            return id;
        }
    }

    @Nested
    @DisplayName("Demander un financement")
    class Funding {

        @Test
        @DisplayName("Une subvention dit tôt ce qu’elle suppose, et pour quand")
        void tellsPrerequisitesEarly() {
            String id = stage.open();
            String region = stage.grant(id, "region-occitanie");
            fire(region, "grant-opens");
            Map<String, Object> shown = clock.shown(region, "prepare-grant-file");
            assertThat(said(shown, "grantPrerequisites"))
                    .contains(
                            "Association déclarée et publiée au JOAFE**, dès maintenant",
                            "Numéro SIRET connu**, dès maintenant",
                            "Contrat d’engagement républicain souscrit**, pour le 17/03/2025");
            assertThat(shown.get("grantDeadlineText"))
                    .asString()
                    .contains("31/03/2025, à confirmer auprès du financeur");
            assertThat(said(shown, "grantDocuments")).contains("samedi 01/03/2025");

            stage.complete(
                    id,
                    "meet-lawyer",
                    "contact-cress",
                    "confirm-employer-group",
                    "adopt-statutes",
                    "declare-association",
                    "obtain-siret");
            clock.complete(region, "prepare-grant-file", Map.of("grantDeadline", "2025-03-31"));
            assertThat(said(clock.shown(region, "submit-grant-file"), "grantPrerequisites"))
                    .isEqualTo("[]");
        }

        @Test
        @DisplayName("Une demande d’argent public dit le seuil de 153 000 €, et ce qui reste de l’année avant lui")
        void tellsTheThreshold() {
            String id = stage.open();
            grants.grant(id, "bpi-france", 60_000, LocalDate.of(2025, 2, 1), LocalDate.of(2025, 12, 31));
            String region = stage.grant(id, "region-occitanie");
            fire(region, "grant-opens");
            Map<String, Object> shown = clock.shown(region, "prepare-grant-file");
            assertThat(said(shown, "publicMoneyNotice").replaceAll("[\u00a0\u202f]", " "))
                    .contains("commissaire aux comptes", "D’après vos demandes : en 2025, 60 000 € accordés.");
            assertThat(said(shown, "publicMoneyYears"))
                    .contains("{\"year\":2025,\"room\":93000}", "{\"year\":2026,\"room\":153000}");
            clock.complete(region, "prepare-grant-file", Map.of("amountAsked", 93_001, "grantDeadline", "2025-03-31"));
            assertThat(said(clock.shown(region, "submit-grant-file"), "publicMoneyNotice"))
                    .contains("**en 2025", "le seuil serait dépassé**");
        }

        @Test
        @DisplayName("Un accompagnement ne suppose rien et n’engage à rien")
        void asksLittleForSupport() {
            String id = stage.open();
            String realis = stage.grant(id, "realis");
            fire(realis, "grant-opens");
            assertThat(said(clock.shown(realis, "prepare-grant-file"), "grantPrerequisites"))
                    .isEqualTo("[]");
            clock.complete(realis, "prepare-grant-file", Map.of("amountAsked", 0, "grantDeadline", "2025-04-30"));
            clock.complete(realis, "submit-grant-file");
            clock.complete(realis, "record-grant-result", Map.of("amountGranted", 0));
            assertThat(ended(realis)).isTrue();
            assertThat(application(id, "realis").status()).isEqualTo(Status.GRANTED);
        }

        @Test
        @DisplayName("L’échéance que le financeur confirme déplace celle que Jalon surveille")
        void followsTheFunder() {
            String id = stage.open();
            String bpi = stage.grant(id, "bpi-france");
            fire(bpi, "grant-opens");
            assertThat(clock.due(bpi, "deadline-passed")).isEqualTo("2025-07-01T00:00");
            clock.complete(bpi, "prepare-grant-file", Map.of("grantDeadline", "2025-09-15"));
            assertThat(clock.due(bpi, "deadline-passed")).isEqualTo("2025-09-16T00:00");
            assertThat(clock.taskDue(bpi, "submit-grant-file")).isEqualTo("2025-09-15T18:00");
        }

        @Test
        @DisplayName("Une échéance manquée est consignée")
        void recordsWhatWasMissed() {
            String id = stage.open();
            String france = stage.grant(id, "france-active");
            assertThat(clock.due(france, "grant-opens")).isEqualTo("2025-04-01T09:00");
            fire(france, "grant-opens");
            assertThat(clock.due(france, "deadline-passed")).isEqualTo("2025-06-01T00:00");
            fire(france, "deadline-passed");
            assertThat(application(id, "france-active").status()).isEqualTo(Status.MISSED);
            clock.complete(france, "plan-next-round", Map.of("nextRound", "LEAVE"));
            assertThat(ended(france)).isTrue();
        }

        @Test
        @DisplayName("L’échéance suivante se prend en un geste, un an plus tard ; la demande manquée reste")
        void takesTheNextRound() {
            String id = stage.open();
            String france = missed(id, "france-active");
            Task task = stage.tasks(id, "plan-next-round").get(0);
            assertThat(task.getName()).isEqualTo("Décider de la prochaine échéance\u00a0: France Active");
            assertThat(clock.taskDue(france, "plan-next-round")).isEqualTo("2025-07-01T18:00");
            assertThat(said(stage.shown(task), "nextDeadline")).isEqualTo("2026-05-31");
            assertThat(said(stage.shown(task), "grantOutcome")).isEqualTo("échéance manquée");
            for (String day : List.of("2025-05-31", "2028-05-31")) {
                assertThatThrownBy(() -> clock.complete(
                                france, "plan-next-round", Map.of("nextRound", "TAKE", "nextDeadline", day)))
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining("Échéance suivante");
            }
            clock.complete(france, "plan-next-round", Map.of("nextRound", "TAKE", "nextDeadline", "2026-05-31"));
            assertThat(statuses(id))
                    .containsEntry("france-active", Status.MISSED)
                    .containsEntry("france-active-2", Status.PLANNED);
            assertThat(clock.due(france, "grant-opens")).isEqualTo("2026-04-01T09:00");
            fire(france, "grant-opens");
            clock.complete(france, "prepare-grant-file", Map.of("grantDeadline", "2026-05-31"));
            clock.complete(france, "submit-grant-file", "record-grant-result");
            assertThat(statuses(id)).containsEntry("france-active-2", Status.GRANTED);
        }

        @Test
        @DisplayName("Une échéance suivante que personne ne prend passe d’elle-même, un an après")
        void letsTheNextRoundPass() {
            String id = stage.open();
            String france = missed(id, "france-active");
            assertThat(clock.due(france, "next-round-passed")).isEqualTo("2026-06-01T00:00");
            fire(france, "next-round-passed");
            assertThat(ended(france)).isTrue();
            assertThat(statuses(id)).doesNotContainKey("france-active-2");
        }

        private String missed(String id, String grant) {
            String application = stage.grant(id, grant);
            fire(application, "grant-opens");
            fire(application, "deadline-passed");
            return application;
        }

        @Test
        @DisplayName("Un refus clôt la demande")
        void closesWhatIsRefused() {
            String id = stage.open();
            String opco = submitted(id, "opco-2i");
            clock.complete(opco, "record-grant-result", Map.of("grantStatus", "REFUSED"));
            assertThat(application(id, "opco-2i").status()).isEqualTo(Status.REFUSED);
            clock.complete(opco, "plan-next-round", Map.of("nextRound", "LEAVE"));
            assertThat(ended(opco)).isTrue();
        }

        @ParameterizedTest(name = "{0}, {1} € : convention {2}")
        @CsvSource({
            "region-occitanie, 23000, false",
            "region-occitanie, 23001, true",
            "bpi-france, 50000, true",
            "opco-2i, 100, true",
            "france-active, 30000, false"
        })
        @DisplayName("Au-delà de 23 000 € d’argent public, une convention se signe")
        void asksForAnAgreement(String grant, int granted, boolean agreement) {
            String id = stage.open();
            String instance = submitted(id, grant);
            clock.complete(instance, "record-grant-result", Map.of("amountGranted", granted, "yearEnd", "2025-12-31"));
            if (agreement) {
                clock.complete(instance, "sign-grant-agreement");
            }
            if (grant.equals("france-active")) {
                assertThat(ended(instance)).isTrue();
            } else {
                assertThat(clock.taskDue(instance, "report-grant-spending")).isEqualTo("2026-06-30T18:00");
            }
        }

        @Test
        @DisplayName("Les totaux se lisent par nature ; une garantie n’est pas de l’argent")
        void sumsByKind() {
            String id = stage.open();
            clock.complete(submitted(id, "region-occitanie"), "record-grant-result", Map.of("amountGranted", 20000));
            clock.complete(submitted(id, "france-active"), "record-grant-result", Map.of("amountGranted", 15000));
            Map<String, Object> shown = clock.shown(submitted(id, "bpi-france"), "record-grant-result");
            assertThat(rows(shown, "grantTotals"))
                    .contains(
                            Map.of("kind", "Subvention", "asked", "60 000 €", "granted", "20 000 €", "received", "0 €"),
                            Map.of("kind", "Garantie", "asked", "60 000 €", "granted", "15 000 €", "received", "0 €"),
                            Map.of(
                                    "kind",
                                    "Argent, hors garanties et accompagnement",
                                    "asked",
                                    "120 000 €",
                                    "granted",
                                    "20 000 €",
                                    "received",
                                    "0 €"));
        }

        private String submitted(String track, String grant) {
            String instance = stage.grant(track, grant);
            fire(instance, "grant-opens");
            LocalDate deadline = application(track, grant).deadline();
            clock.complete(
                    instance, "prepare-grant-file", Map.of("grantDeadline", deadline.toString(), "amountAsked", 60000));
            clock.complete(instance, "submit-grant-file");
            return instance;
        }
    }

    @Nested
    @DisplayName("Arrêter un parcours")
    class Stopping {

        @Test
        @DisplayName("Les bilans et les demandes en cours se closent ; ce qui est obtenu oblige encore")
        void keepsTheDuties() {
            String id = stage.open();
            String region = stage.grant(id, "region-occitanie");
            fire(region, "grant-opens");
            clock.complete(region, "prepare-grant-file", Map.of("grantDeadline", "2025-03-31"));
            clock.complete(region, "submit-grant-file");
            clock.complete(region, "record-grant-result", Map.of("amountGranted", 30000, "yearEnd", "2025-12-31"));
            stage.create(id);
            stage.complete(
                    id, "gate-creation", Map.of("gateVerdict", "STOP", "comment", "Le marché est trop fragile."));

            assertThat(journeys.journey(id).life())
                    .extracting(Journey.Life::outcome, Journey.Life::closed)
                    .containsExactly("STOPPED", null);
            assertThat(stage.open(id)).isEmpty();
            assertThat(clock.hasTimer(id, "milestone-due")).isFalse();
            assertThat(statuses(id))
                    .containsEntry("region-occitanie", Status.GRANTED)
                    .containsEntry("realis", Status.DROPPED)
                    .containsEntry("opco-2i", Status.DROPPED);

            clock.complete(region, "sign-grant-agreement", "report-grant-spending");
            assertThat(stage.family(id)).isEmpty();
            assertThat(journeys.journey(id).life().outcome()).isEqualTo("STOPPED");
            assertThat(journeys.journey(id).life().closed()).isNotNull();
        }

        @Test
        @DisplayName("Une équipe retirée laisse son projet ; les demandes sans réponse se closent")
        void isWithdrawn() {
            String id = stage.open();
            Journey journey = journeys.journey(id);
            runtime.createMessageCorrelation(AssociationToScic.TEAM_WITHDRAWN)
                    .processInstanceId(journey.id())
                    .setVariable(AssociationToScic.WITHDRAWAL_REASON, "L’équipe se dissout.")
                    .correlate();
            assertThat(journeys.journey(id).life().outcome()).isEqualTo("WITHDRAWN");
            stage.fire(id, "withdraw-track");
            assertThat(stage.family(id)).isEmpty();
        }

        @Test
        @DisplayName("Une prochaine échéance en suspens et une demande de plus s’arrêtent avec le projet")
        void dropsNextRounds() {
            String id = stage.open();
            String france = stage.grant(id, "france-active");
            fire(france, "grant-opens");
            fire(france, "deadline-passed");
            grants.again(id, application(id, "realis").grant(), LocalDate.of(2026, 4, 30));
            processes.send(id, AssociationToScic.GRANT_WANTED, Map.of("furtherGrantId", "realis-2"));
            String further = stage.grant(id, "realis-2");
            assertThat(clock.due(further, "grant-opens")).isEqualTo("2026-03-01T09:00");
            processes.send(id, AssociationToScic.TEAM_WITHDRAWN, Map.of());
            assertThat(statuses(id)).containsEntry("realis-2", Status.DROPPED);
            assertThat(ended(france)).isTrue();
            stage.fire(id, "withdraw-track");
            assertThat(stage.family(id)).isEmpty();
        }

        @Test
        @DisplayName("Un bilan ouvert quand un jalon arrête le projet n’a pas eu lieu, sauf si l’on dit qu’il est fait")
        void closesTheReview() {
            for (Map<String, String> said : List.of(Map.<String, String>of(), Map.of("reviewOutcome", "HELD"))) {
                String id = stage.open();
                stage.fire(id, "milestone-due");
                stage.create(id);
                Map<String, Object> stop = new HashMap<>(Map.of("gateVerdict", "STOP", "comment", "Trop fragile."));
                stop.putAll(said);
                stage.complete(id, "gate-creation", stop);
                assertThat(notebook.latest(id, Set.of("reviewOutcome"))
                                .get("reviewOutcome")
                                .asText())
                        .isEqualTo(said.getOrDefault("reviewOutcome", "NOT_HELD"));
            }
        }

        @Test
        @DisplayName("Ce qui dépasse sa date se signale : création, jalon, bilan ; le reste continue")
        void tellsLateness() {
            String id = stage.open();
            assertThat(stage.due(id, "creation-late")).isEqualTo("2025-05-24T18:00");
            stage.fire(id, "creation-late");
            stage.create(id);
            assertThat(stage.due(id, "gate-creation-late")).isEqualTo(stage.taskDue(id, "gate-creation"));
            stage.fire(id, "gate-creation-late");
            stage.complete(id, "gate-creation");
            stage.prove(id);
            stage.fire(id, "gate-model-late");
            stage.fire(id, "milestone-due");
            assertThat(stage.due(id, "review-late")).isEqualTo(stage.taskDue(id, "review-milestone"));
            stage.fire(id, "review-late");
            assertThat(stage.open(id)).containsExactly("gate-model", "review-milestone");
            assertThat(late(id, "fanny"))
                    .containsExactlyInAnyOrderElementsOf(
                            late(id, journeys.journey(id).team() + "-a"))
                    .hasSize(4)
                    .allSatisfy(subject -> assertThat(subject).startsWith("En retard"));
        }

        private List<String> late(String track, String person) {
            return jdbc.sql("select subject from outbox where kind = 'track' and object like ? and person = ?")
                    .params(track + "%", person)
                    .query(String.class)
                    .list();
        }

        @Test
        @DisplayName("Des dates déplacées redatent le parcours et ce qu’il a appelé")
        void isMoved() {
            String id = stage.open();
            runtime.createMessageCorrelation(AssociationToScic.DATES_MOVED)
                    .processInstanceId(id)
                    .correlate();
            assertThat(stage.open(id)).contains("meet-lawyer");
        }

        @Test
        @DisplayName("Un modèle qui ne tient pas arrête le projet")
        void stopsAtTheModel() {
            String id = proven();
            stage.complete(
                    id,
                    "gate-model",
                    Map.of("gateVerdict", "STOP", "comment", "Chaque alternant coûte plus qu’il ne rapporte."));
            assertThat(journeys.journey(id).life().outcome()).isEqualTo("STOPPED");
            assertThat(stage.family(id)).isEmpty();
        }

        @Test
        @DisplayName("Une équipe arrêtée peut rouvrir un parcours pendant que ses obligations courent")
        void opensAgain() {
            String id = stage.open();
            stage.fire(id, "interviews-over");
            stage.complete(id, "decide-market", Map.of("marketDecision", "STOP", "decisionNote", "Non."));
            String team = tracks.track(id).team();
            String again = stage.open(team, LocalDate.of(2025, 5, 1), Map.of());
            assertThat(journeys.latest(team, AssociationToScic.KEY)
                            .orElseThrow()
                            .id())
                    .isEqualTo(again);
        }

        @Test
        @DisplayName("Un parcours supprimé par un administrateur est clos")
        void isDeleted() {
            String id = stage.open();
            runtime.deleteProcessInstance(id, "essai");
            assertThat(journeys.journey(id).life().outcome()).isEqualTo("CANCELLED");
            assertThat(stage.family(id)).isEmpty();
        }
    }

    @Test
    @DisplayName("Une phase améliorée sert aussi les parcours déjà en cours")
    void callsTheLatestVersion() {
        String id = stage.open();
        stage.create(id);
        BpmnModelInstance improved =
                Bpmn.readModelFromStream(getClass().getResourceAsStream("/bpmn/scic/proof-of-concept.bpmn"));
        improved.<UserTask>getModelElementById("build-mvp-platform").setName("Développer la plateforme, mieux");
        DeploymentWithDefinitions deployment = repository
                .createDeployment()
                .addModelInstance("proof-of-concept.bpmn", improved)
                .addClasspathResource("forms/scic/build-mvp-platform.form")
                .deployWithResult();
        try {
            stage.complete(id, "gate-creation");
            stage.fire(id, "build-mvp-platform-opens");
            assertThat(stage.tasks(id, "build-mvp-platform"))
                    .singleElement()
                    .extracting(Task::getName)
                    .isEqualTo("Développer la plateforme, mieux");
        } finally {
            repository.deleteDeployment(deployment.getId(), true);
        }
    }

    /** The messages of a subject about a track's team, one after the other. */
    private String told(String track, String subject) {
        return Api.plain(String.join(
                "\n",
                jdbc.sql("select body from outbox where kind = 'track' and object like ? and subject like ?")
                        .params(track + "%", subject + "%")
                        .query(String.class)
                        .list()));
    }

    private String proven() {
        String id = stage.open();
        stage.create(id);
        stage.complete(id, "gate-creation");
        stage.prove(id);
        return id;
    }

    private void fire(String instance, String timer) {
        clock.fire(instance, timer);
    }

    private boolean ended(String instance) {
        return runtime.createProcessInstanceQuery().processInstanceId(instance).count() == 0;
    }

    private ProcessInstance root(String id) {
        return runtime.createProcessInstanceQuery().processInstanceId(id).singleResult();
    }

    private GrantApplication application(String track, String grant) {
        return grants.application(track, grant);
    }

    private Map<String, LocalDate> deadlines(String track) {
        return grants.applications(track).stream()
                .collect(Collectors.toMap(each -> each.grant().id(), GrantApplication::deadline));
    }

    private Map<String, Status> statuses(String track) {
        return grants.applications(track).stream()
                .collect(Collectors.toMap(GrantApplication::id, GrantApplication::status));
    }

    private Item item(String track, String step) {
        return plans.item(track, step);
    }

    private static Map<String, Object> without(String answer) {
        Map<String, Object> nothing = new HashMap<>();
        nothing.put(answer, null);
        return nothing;
    }

    /** The rows of a table that a form shows. */
    private static List<Map<String, String>> rows(Map<String, Object> shown, String name) {
        try {
            return new ObjectMapper().readValue(said(shown, name), new TypeReference<>() {});
        } catch (JsonProcessingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** What a form shows, as text: lists as their JSON. */
    private static String said(Map<String, Object> shown, String name) {
        TypedValue value = ((VariableMap) shown).getValueTyped(name);
        return Api.plain(
                value instanceof SerializableValue list ? list.getValueSerialized() : String.valueOf(value.getValue()));
    }
}
