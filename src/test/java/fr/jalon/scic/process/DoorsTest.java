package fr.jalon.scic.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Refusal;
import fr.jalon.demo.DemoAnswers;
import fr.jalon.engine.form.FormRule;
import fr.jalon.scic.Door;
import fr.jalon.scic.LegalRule;
import fr.jalon.scic.StatutesRows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.Spin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@JalonTest
@DisplayName("Le droit à chaque porte de la transformation")
class DoorsTest {

    /** Answers that break one rule each, but for {@link LegalRule#COLLEGES}, whose shares are those of three. */
    private static final Map<LegalRule, Map<String, Object>> BROKEN = Map.ofEntries(
            Map.entry(LegalRule.MINIMUM_CAPITAL, Map.of("legalForm", "SA", "capital", 18_499)),
            Map.entry(LegalRule.VARIABLE_CAPITAL, Map.of("variableCapital", false)),
            Map.entry(
                    LegalRule.THREE_CATEGORIES,
                    Map.of("categories", List.of(category("EMPLOYEES"), category("BENEFICIARIES")))),
            Map.entry(
                    LegalRule.EMPLOYEES_OR_PRODUCERS,
                    Map.of("categories", List.of(category("PUBLIC"), category("OTHER"), category("BENEFICIARIES")))),
            Map.entry(
                    LegalRule.BENEFICIARIES_TAKE_PART,
                    Map.of("categories", List.of(category("PUBLIC"), category("OTHER"), category("EMPLOYEES")))),
            Map.entry(LegalRule.PUBLIC_CAPITAL, Map.of("publicCapitalPercent", 60)),
            Map.entry(LegalRule.ONE_MEMBER_ONE_VOTE, Map.of("oneMemberOneVote", false)),
            Map.entry(LegalRule.COLLEGES, Map.of("colleges", colleges(60, 30, 10))),
            Map.entry(LegalRule.THREE_COLLEGES, Map.of("colleges", colleges(50, 50))),
            Map.entry(LegalRule.RESERVES, Map.of("reservePercent", 50)),
            Map.entry(LegalRule.ANALOGOUS_ACTIVITY, Map.of("analogousActivity", false)),
            Map.entry(LegalRule.NO_NEW_LEGAL_PERSON, Map.of("newLegalPerson", true)),
            Map.entry(LegalRule.FORMER_RESERVES, Map.of("formerReservesKept", false)),
            Map.entry(LegalRule.COOPERATIVE_PROJECT, Map.of("cooperativeProject", "–")));

    private static final Map<String, Object> NO_QUORUM =
            Map.of("present", 14, "voteFor", 14, "against", 0, "abstained", 0);
    private static final Map<String, Object> REJECTED =
            Map.of("present", 20, "voteFor", 9, "against", 9, "abstained", 2);

    @Autowired
    private TrackStage stage;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private StatutesRows statutes;

    @Autowired
    private Map<String, FormRule> rules;

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @Test
    @DisplayName("Aucune porte n’est oubliée : la règle du droit veille sur chacune, et chaque règle a son exemple")
    void watchesEveryDoor() {
        assertThat(rules.get("projectKeepsTheLaw").forms())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Door.values()).map(Door::task).toList());
        assertThat(BROKEN.keySet()).containsExactlyInAnyOrder(LegalRule.values());
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    @DisplayName("Un projet contraire à une règle, quelle qu’elle soit, est refusé à la porte avec sa source et ce "
            + "qu’il faut corriger ; conforme, il passe")
    void asksEveryRule(Door door) {
        String id = before(door);
        Task task = task(id, door.task());
        for (LegalRule rule : LegalRule.values()) {
            if (rule == LegalRule.COOPERATIVE_PROJECT) continue; // The form itself does not let it be empty.
            Map<String, Object> answers = new HashMap<>();
            if (shows(door, rule)) {
                answers.putAll(BROKEN.get(rule));
                answers.put("projectChanged", true);
            } else {
                store(task, BROKEN.get(rule));
            }
            Refusal refusal = catchThrowableOfType(Refusal.class, () -> stage.complete(task, whole(door, answers)));
            assertThat(refusal).as("%s at %s", rule, door).isNotNull();
            assertThat(refusal.errors().values()).as("%s at %s", rule, door).anySatisfy(said -> assertThat(said)
                    .contains(
                            rule.sentence(), rule.source(), rule.verification().inWords(), rule.remedy()));
            assertThat(refusal.errors()).containsKey(beside(door, rule));
            assertThat(stage.tasks(id, door.task())).as("%s stays open", door).hasSize(1);
            if (!shows(door, rule)) store(task, lawful());
        }
        assertThatCode(() -> stage.complete(task, Map.of())).doesNotThrowAnyException();
        assertThat(stage.tasks(id, door.task())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "PREPARATION", mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("Un projet contraire à la loi peut toujours quitter la porte : personne n’y reste pris")
    void letsEveryDoorBeLeft(Door door) {
        String id = before(door);
        Task task = task(id, door.task());
        store(task, BROKEN.get(LegalRule.PUBLIC_CAPITAL));
        if (door == Door.REWORK) {
            stage.complete(task, Map.of("voteAgain", "ABANDON"));
            assertThat(stage.family(id)).isEmpty();
            return;
        }
        assertThat(catchThrowableOfType(Refusal.class, () -> stage.complete(task, Map.of()))
                        .errors())
                .containsOnlyKeys("projectChanged", "lawyerConfirmations");
        stage.complete(task, Map.of(door.exit().orElseThrow(), true));
        assertThat(stage.open(id)).containsExactly(door == Door.CONVOCATION ? "amend-statutes" : "rework-project");
    }

    @ParameterizedTest
    @EnumSource(names = {"CONVOCATION", "VOTE", "FORMALITIES"})
    @DisplayName("Un projet préparé par une version antérieure dit à la porte suivante ce qu’on ne lui demandait pas")
    void asksOldProjects(Door door) {
        String id = before(door);
        Task task = task(id, door.task());
        runtime.removeVariables(task.getProcessInstanceId(), List.of("variableCapital", "cooperativeProject"));
        Map<String, Object> silent = new HashMap<>();
        silent.put("cooperativeProject", null);
        assertThat(Api.plain(catchThrowableOfType(Refusal.class, () -> stage.complete(task, silent))
                        .getMessage()))
                .contains("Projet coopératif dans les statuts : ce champ est obligatoire");
        stage.complete(task, Map.of());
        assertThat(stage.tasks(id, door.task())).isEmpty();
    }

    @Test
    @DisplayName("Ce qui est envoyé à un champ masqué est laissé de côté : le projet reste tel qu’il fut dit")
    void keepsWhatIsHidden() {
        String id = before(Door.CONVOCATION);
        stage.complete(
                id, "convene-general-assembly", Map.of("publicCapitalPercent", 45, "cooperativeProject", "Autre."));
        assertThat(stage.shown(task(id, "record-vote")))
                .containsEntry("projectSaid", true)
                .containsEntry("publicCapitalPercent", 20.0)
                .extractingByKey("cooperativeProject")
                .asString()
                .startsWith("Relier l’école");
    }

    @ParameterizedTest
    @ValueSource(strings = {"legalForm", "capital", "publicCapitalPercent", "reservePercent"})
    @DisplayName("Un projet dont une réponse a disparu est refusé")
    void refusesHoles(String gone) {
        String id = before(Door.CONVOCATION);
        Task task = task(id, "convene-general-assembly");
        runtime.removeVariables(task.getProcessInstanceId(), List.of(gone));
        assertThat(catchThrowableOfType(Refusal.class, () -> stage.complete(task, Map.of()))
                        .errors())
                .containsOnlyKeys(gone);
    }

    @Nested
    @DisplayName("L’histoire d’un vote refusé")
    class RefusedVote {

        @Test
        @DisplayName("Deux collèges et 60 % pour la Région ne vont plus devant l’assemblée ; corrigé, le projet y va")
        void isCheckedAgain() {
            String id = before(Door.REWORK);
            Map<String, Object> region = new HashMap<>(Map.of("publicCapitalPercent", 60));
            region.put("colleges", colleges(60, 40));
            String said = Api.plain(
                    catchThrowableOfType(Refusal.class, () -> stage.complete(task(id, "rework-project"), region))
                            .getMessage());
            assertThat(said)
                    .contains("détiennent ensemble au plus 50 % du capital", "loi n° 2022-217 du 21 février 2022")
                    .contains("S’il y a des collèges, ils sont au moins trois", "non vérifié")
                    .contains("chacun détient de 10 % à 50 % des voix", "Ramenez leur part à 50 % au plus");
            assertThat(stage.open(id)).containsExactly("rework-project");

            stage.complete(
                    task(id, "rework-project"), Map.of("publicCapitalPercent", 50, "colleges", colleges(40, 30, 30)));
            stage.complete(id, "convene-general-assembly", "record-vote");
            assertThat(stage.open(id)).containsExactly("file-formalities");
        }

        @Test
        @DisplayName("Deux collèges passent si un juriste le confirme, qui et quand ; les 60 %, jamais")
        void asksALawyer() {
            String id = before(Door.REWORK);
            Map<String, Object> answers = new HashMap<>(Map.of("colleges", colleges(50, 50)));
            answers.put(
                    "lawyerConfirmations",
                    List.of(Map.of("rule", "THREE_COLLEGES", "who", "Me Rivière", "on", "2026-11-30")));
            answers.put("publicCapitalPercent", 60);
            assertThat(catchThrowableOfType(Refusal.class, () -> stage.complete(task(id, "rework-project"), answers))
                            .errors())
                    .containsOnlyKeys("publicCapitalPercent", "lawyerConfirmations");
            answers.put(
                    "lawyerConfirmations",
                    List.of(Map.of("rule", "PUBLIC_CAPITAL", "who", "Me Rivière", "on", "2026-11-30")));
            assertThat(catchThrowableOfType(Refusal.class, () -> stage.complete(task(id, "rework-project"), answers))
                            .getMessage())
                    .contains("À confirmer par un juriste");
            answers.put("publicCapitalPercent", 20);
            answers.put(
                    "lawyerConfirmations",
                    List.of(Map.of("rule", "THREE_COLLEGES", "who", "Me Rivière", "on", "2026-11-30")));
            stage.complete(task(id, "rework-project"), answers);
            stage.complete(id, "convene-general-assembly", "record-vote", "file-formalities");
            assertThat(stage.open(id)).containsExactly("request-esus-approval");
        }
    }

    @Nested
    @DisplayName("Sans quorum")
    class WithoutQuorum {

        @Test
        @DisplayName("Une deuxième assemblée délibère sans quorum, puis sa majorité compte")
        void convenesAgain() {
            String id = before(Door.SECOND_CONVOCATION);
            Task second = task(id, "convene-second-assembly");
            assertThat(stage.shown(second).toString()).contains("Le quorum n’est pas atteint");
            assertThat(stage.shown(second)).extracting("voteRule").asString().startsWith("aucun quorum");
            assertThat(catchThrowableOfType(
                                    Refusal.class, () -> stage.complete(second, Map.of("convenedOn", "2026-11-30")))
                            .getMessage())
                    .contains("la deuxième convocation suit la première assemblée");
            stage.complete(second, Map.of());
            assertThat(stage.shown(task(id, "record-vote"))).containsEntry("whichAssembly", "Deuxième assemblée");
            stage.complete(id, "record-vote", NO_QUORUM);
            assertThat(stage.open(id)).containsExactly("file-formalities");
        }

        @Test
        @DisplayName("Le quorum plus bas de la deuxième s’il y en a un ; manqué encore, le projet se retravaille")
        void asksTheLowerQuorum() {
            String id = before(Door.VOTE, Map.of("secondQuorum", 40));
            stage.complete(id, "record-vote", NO_QUORUM);
            assertThat(stage.shown(task(id, "convene-second-assembly")))
                    .extracting("voteRule")
                    .asString()
                    .contains("un quorum de 40");
            stage.complete(id, "convene-second-assembly");
            stage.complete(id, "record-vote", Map.of("present", 11, "voteFor", 11, "against", 0, "abstained", 0));
            assertThat(stage.open(id)).containsExactly("rework-project");
            stage.complete(id, "rework-project", "convene-general-assembly");
            stage.complete(id, "record-vote", NO_QUORUM);
            assertThat(stage.open(id)).containsExactly("convene-second-assembly");
        }

        @Test
        @DisplayName(
                "Entre convocation et assemblée passent les jours que les statuts demandent, la deuxième fois aussi")
        void givesNotice() {
            String id = before(Door.CONVOCATION, Map.of("noticeDays", 15, "secondNoticeDays", 8));
            Task convene = task(id, "convene-general-assembly");
            assertThat(stage.shown(convene))
                    .extracting("statutesVersion")
                    .asString()
                    .contains("15\u00a0jours");
            assertThat(Api.plain(catchThrowableOfType(Refusal.class, () -> stage.complete(convene, Map.of()))
                            .getMessage()))
                    .contains(
                            "Assemblée le : vos statuts demandent 15 jours",
                            "le mercredi 16 décembre 2026 au plus tôt");
            stage.complete(convene, Map.of("assemblyOn", "2026-12-16"));
            stage.live(id, LocalDate.of(2026, 12, 16).atTime(20, 0));
            stage.complete(id, "record-vote", NO_QUORUM);
            Task second = task(id, "convene-second-assembly");
            assertThat(catchThrowableOfType(
                                    Refusal.class, () -> stage.complete(second, Map.of("assemblyOn", "2026-12-23")))
                            .getMessage())
                    .contains("vos statuts demandent");
            stage.complete(second, Map.of("assemblyOn", "2026-12-24"));
        }
    }

    @Nested
    @DisplayName("Les statuts modifiés")
    class AmendedStatutes {

        @Test
        @DisplayName(
                "La majorité du vote suit les statuts en vigueur le jour de la convocation, et chaque version reste")
        void changeTheVote() {
            String id = before(Door.CONVOCATION);
            stage.complete(id, "convene-general-assembly", Map.of("amendStatutesFirst", true));
            assertThat(catchThrowableOfType(
                                    Refusal.class,
                                    () -> stage.complete(
                                            task(id, "amend-statutes"), Map.of("statutesAdoptedOn", "2025-02-28")))
                            .getMessage())
                    .contains("ceux qu’ils remplacent datent du");
            stage.complete(
                    id, "amend-statutes", Map.of("statutesMajority", 50, "majorityBase", "CAST", "statutesQuorum", 25));
            assertThat(statutes.of(id))
                    .extracting(each -> each.rule().inWords())
                    .hasSize(2)
                    .first()
                    .asString()
                    .contains("66,67");
            assertThat(statutes.of(id))
                    .extracting("adoptedOn")
                    .containsExactly(TrackStage.START, LocalDate.of(2026, 12, 1));
            assertThat(stage.shown(task(id, "convene-general-assembly")))
                    .extracting("statutesVersion")
                    .asString()
                    .startsWith("Statuts modifiés, version 2");
            stage.complete(id, "convene-general-assembly");
            stage.complete(id, "record-vote", Map.of("present", 14, "voteFor", 8, "against", 6, "abstained", 0));
            assertThat(stage.open(id)).containsExactly("file-formalities");
        }

        @Test
        @DisplayName("Une assemblée convoquée avant la modification garde l’ancienne règle")
        void leavesWhatIsConvened() {
            String id = before(Door.CONVOCATION);
            stage.complete(id, "convene-general-assembly", Map.of("amendStatutesFirst", true));
            stage.complete(
                    id, "amend-statutes", Map.of("statutesMajority", 50, "majorityBase", "CAST", "statutesQuorum", 25));
            stage.complete(id, "convene-general-assembly", Map.of("convenedOn", "2026-11-30"));
            assertThat(stage.shown(task(id, "record-vote")))
                    .extracting("voteRule")
                    .asString()
                    .contains("un quorum de 50", "66,67");
        }
    }

    @Test
    @DisplayName("Une SA de 18 500 € souscrits s’inscrit ; en dessous, la porte des formalités la retient")
    void countsWhatIsSubscribed() {
        String id = before(Door.CONVOCATION, Map.of(), Map.of("legalForm", "SA", "capital", 18_500));
        stage.complete(id, "convene-general-assembly", "record-vote");
        Task formalities = task(id, "file-formalities");
        Map<String, Object> subscribed = Map.of("projectChanged", true, "capital", 18_000, "publicCapitalPercent", 20);
        assertThat(catchThrowableOfType(Refusal.class, () -> stage.complete(formalities, subscribed))
                        .errors())
                .containsOnlyKeys("capital", "lawyerConfirmations");
        stage.complete(formalities, Map.of("projectChanged", true, "capital", 18_500, "publicCapitalPercent", 20));
        assertThat(stage.open(id)).containsExactly("request-esus-approval");
    }

    /** What the project has been said to be so far. */
    private void store(Task task, Map<String, Object> said) {
        said.forEach((name, value) -> runtime.setVariable(
                task.getProcessInstanceId(), name, value instanceof List<?> rows ? Spin.JSON(json(rows)) : value));
    }

    private static Map<String, Object> lawful() {
        Map<String, Object> lawful = DemoAnswers.of("prepare-scic", TrackStage.START);
        lawful.put("colleges", List.of());
        return lawful;
    }

    private static String json(List<?> rows) {
        try {
            return new ObjectMapper().writeValueAsString(rows);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean shows(Door door, LegalRule rule) {
        return door != Door.FORMALITIES
                || List.of("capital", "publicCapitalPercent").contains(rule.field())
                        && rule != LegalRule.MINIMUM_CAPITAL;
    }

    private static String beside(Door door, LegalRule rule) {
        if (shows(door, rule)) return rule.field();
        return rule == LegalRule.MINIMUM_CAPITAL ? "projectChanged" : "backToAssembly";
    }

    /** The answers of a door, the whole project with them where it is shown. */
    private static Map<String, Object> whole(Door door, Map<String, Object> broken) {
        Map<String, Object> answers = lawful();
        if (door == Door.FORMALITIES) answers.keySet().retainAll(List.of("capital", "publicCapitalPercent"));
        answers.putAll(broken);
        if (door == Door.PREPARATION || door == Door.REWORK) answers.remove("projectChanged");
        return answers;
    }

    private String before(Door door) {
        return before(door, Map.of());
    }

    private String before(Door door, Map<String, Object> statutes) {
        return before(door, statutes, Map.of());
    }

    /** A track that stands before a door. */
    private String before(Door door, Map<String, Object> statutes, Map<String, Object> project) {
        String id = stage.open();
        stage.createWith(id, statutes);
        stage.complete(id, "gate-creation");
        stage.prove(id);
        stage.complete(id, "gate-model");
        stage.fire(id, "prepare-scic-opens");
        if (door == Door.PREPARATION) return id;
        stage.complete(id, "prepare-scic", project);
        stage.fire(id, "record-vote-opens");
        if (door == Door.CONVOCATION) return id;
        stage.complete(id, "convene-general-assembly");
        if (door == Door.VOTE) return id;
        Map<String, Object> vote =
                switch (door) {
                    case SECOND_CONVOCATION -> NO_QUORUM;
                    case REWORK -> REJECTED;
                    default -> Map.of();
                };
        stage.complete(id, "record-vote", vote);
        return id;
    }

    private Task task(String track, String definition) {
        return stage.tasks(track, definition).get(0);
    }

    private static Map<String, Object> category(String kind) {
        return Map.of("kind", kind, "name", kind);
    }

    private static List<Map<String, Object>> colleges(int... shares) {
        List<Map<String, Object>> colleges = new ArrayList<>();
        for (int share : shares) colleges.add(Map.of("name", "Collège " + (colleges.size() + 1), "votePercent", share));
        return colleges;
    }
}
