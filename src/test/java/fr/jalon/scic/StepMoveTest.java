package fr.jalon.scic;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.scic.process.TrackStage;
import java.io.File;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@JalonTest
@DisplayName("Ce qui vient après une étape d’un parcours vers la SCIC")
class StepMoveTest {

    private static final LocalDate START = TrackStage.START;

    private static final String TRANSFORMATION = "scic-transformation";

    @Autowired
    private Plans plans;

    @Autowired
    private TrackStage stage;

    @Autowired
    private Journeys journeys;

    @Autowired
    private MockMvcTester mvc;

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    /** The items of a fresh plan. */
    private List<Item> items() {
        return plans.items(stage.open()).stream()
                .map(item -> new Item(
                        item.id(),
                        item.title(),
                        item.section(),
                        item.baselineStart(),
                        item.baselineEnd(),
                        item.plannedStart(),
                        item.plannedEnd(),
                        null,
                        null))
                .toList();
    }

    private Set<String> moved(String step, LocalDate start, List<Item> items) {
        Map<String, Item> before = items.stream().collect(Collectors.toMap(Item::id, item -> item));
        List<Item> moved =
                new StepMove(step, start, null, true).of(items, plans.before(Tracks.PROCESS), START.minusYears(1));
        long days = ChronoUnit.DAYS.between(before.get(step).plannedStart(), start);
        assertThat(moved).allSatisfy(item -> {
            assertThat(item.plannedStart())
                    .isEqualTo(before.get(item.id()).plannedStart().plusDays(days));
            assertThat(item.plannedEnd())
                    .isEqualTo(before.get(item.id()).plannedEnd().plusDays(days));
        });
        return moved.stream().map(Item::id).filter(id -> !id.equals(step)).collect(Collectors.toSet());
    }

    private Set<String> named(String ids) {
        Map<String, Set<String>> sections = plans.sections(Tracks.PROCESS);
        Set<String> named = new HashSet<>();
        for (String id : ids.split(" ")) {
            if (id.equals("POC") || id.equals("SCIC"))
                sections.forEach((title, steps) -> {
                    if (title.startsWith(id.equals("POC") ? "Phase 2" : "Phase 3")) named.addAll(steps);
                });
            else if (!id.isBlank()) named.add(id);
        }
        return named;
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
      meet-lawyer             | adopt-statutes declare-association obtain-siret subscribe-insurance BESIDE POC SCIC
      contact-cress           | adopt-statutes declare-association obtain-siret subscribe-insurance BESIDE POC SCIC
      confirm-employer-group  | adopt-statutes declare-association obtain-siret subscribe-insurance BESIDE POC SCIC
      adopt-statutes          | declare-association obtain-siret subscribe-insurance BESIDE POC SCIC
      declare-association     | obtain-siret subscribe-insurance join-employer-group build-platform-prototype POC SCIC
      obtain-siret            | subscribe-insurance join-employer-group build-platform-prototype POC SCIC
      subscribe-insurance     | join-employer-group build-platform-prototype POC SCIC
      set-launch-budget       | declare-association obtain-siret subscribe-insurance BESIDE POC SCIC
      recruit-founders        | declare-association obtain-siret subscribe-insurance BESIDE POC SCIC
      market-validation       | declare-association obtain-siret subscribe-insurance BESIDE POC SCIC
      benchmark-competition   | join-employer-group build-platform-prototype POC SCIC
      sign-partnerships       | join-employer-group build-platform-prototype POC SCIC
      join-employer-group     | build-platform-prototype POC SCIC
      build-platform-prototype| POC SCIC
      build-mvp-platform      | place-first-apprentices place-ten-apprentices validate-model SCIC
      place-first-apprentices | place-ten-apprentices validate-model SCIC
      place-ten-apprentices   | validate-model SCIC
      validate-model          | SCIC
      prepare-scic            | record-vote launch-scic reach-fifty-apprentices
      record-vote             | launch-scic reach-fifty-apprentices
      launch-scic             | reach-fifty-apprentices
      reach-fifty-apprentices | ''
      """)
    @DisplayName("est ce qui ne peut s’en passer, puis ce qui est prévu plus tard ; jamais ce dont elle a besoin")
    void isWhatComesAfter(String step, String expected) {
        List<Item> items = items();
        LocalDate start = items.stream()
                .filter(item -> item.id().equals(step))
                .findFirst()
                .orElseThrow()
                .plannedStart();
        String beside = "benchmark-competition sign-partnerships join-employer-group build-platform-prototype";
        Set<String> moved = moved(step, start.plusDays(10), items);
        assertThat(moved).isEqualTo(named(expected.replace("BESIDE", beside)));
        assertThat(moved).noneMatch(plans.before(Tracks.PROCESS).get(step)::contains);
    }

    @Test
    @DisplayName("n’est pas ramené devant ce qu’il attend et qui reste")
    void staysBehindWhatStays() {
        List<Item> items = items();
        assertThat(moved("benchmark-competition", START.plusDays(4), items))
                .isEqualTo(named("build-platform-prototype POC SCIC"));
        assertThat(moved("build-mvp-platform", START.plusDays(42), items))
                .isEqualTo(named("place-ten-apprentices validate-model SCIC place-first-apprentices"));
        assertThat(moved("build-mvp-platform", START.minusDays(66), items)).isEqualTo(named("validate-model SCIC"));
    }

    @Test
    @DisplayName("suit les modèles : ce que le plan met avant une étape est ce qu’ils font avant elle")
    void followsTheModels() {
        Set<String> all = plans.before(Tracks.PROCESS).keySet();
        Map<String, Set<String>> before = new HashMap<>();
        Map<String, Set<String>> steps = new HashMap<>();
        for (String process : List.of("market-validation", "association-creation", "proof-of-concept", TRANSFORMATION))
            steps.put(process, inOrder(process, all, before));
        steps.getOrDefault("association-creation", Set.of()).addAll(steps.get("market-validation"));
        Map<String, Set<String>> phases = new HashMap<>();
        inOrder(Tracks.PROCESS, steps.keySet(), phases);
        phases.forEach((phase, earlier) -> earlier.forEach(
                other -> steps.get(phase).forEach(step -> before.get(step).addAll(steps.get(other)))));
        assertThat(phases.get(TRANSFORMATION)).containsExactlyInAnyOrder("association-creation", "proof-of-concept");
        assertThat(plans.before(Tracks.PROCESS)).isEqualTo(before);
    }

    /** Some elements of a model, each with those that it does before. */
    private static Set<String> inOrder(String process, Set<String> some, Map<String, Set<String>> before) {
        List<FlowNode> nodes = Bpmn.readModelFromFile(new File("bpmn/scic/" + process + ".bpmn"))
                .getModelElementsByType(FlowNode.class)
                .stream()
                .filter(node -> some.contains(node.getId()))
                .toList();
        for (FlowNode node : nodes) {
            Set<String> earlier = nodes.stream()
                    .filter(other ->
                            reached(other).contains(node) && !reached(node).contains(other))
                    .map(FlowNode::getId)
                    .collect(Collectors.toSet());
            before.put(node.getId(), earlier);
        }
        return nodes.stream().map(FlowNode::getId).collect(Collectors.toSet());
    }

    private static Set<FlowNode> reached(FlowNode from) {
        Set<FlowNode> reached = new HashSet<>();
        Deque<FlowNode> left = new ArrayDeque<>(from.getSucceedingNodes().list());
        while (!left.isEmpty()) {
            FlowNode node = left.pop();
            if (reached.add(node)) left.addAll(node.getSucceedingNodes().list());
        }
        return reached;
    }

    @ParameterizedTest(name = "SIRET au {0}")
    @CsvSource(value = {"''", "2026-03-20"})
    @DisplayName("ne défait pas le conseil donné : l’assurance déplacée comme il le dit attend enfin le SIRET")
    void letsTheAdviceCure(String siret) {
        String track = stage.open();
        Api api = new Api(mvc);
        String dates = "/api/teams/" + journeys.journey(track).team() + "/journeys/" + track + "/dates";
        if (!siret.isEmpty())
            assertThat(api.put("fanny", "{\"step\": \"obtain-siret\", \"start\": \"" + siret + "\"}", dates))
                    .hasStatusOk();
        assertThat(insurance(api, track)).isNotEmpty();
        var advice = Pattern.compile("déplacer « Souscrire les assurances » au \\S+ (\\d+\\S* \\S+ \\d{4})")
                .matcher(Api.plain(Api.text(api.get("fanny", "/api/plans/{plan}", track))));
        assertThat(advice.find()).isTrue();
        LocalDate day = LocalDate.parse(
                advice.group(1).replace("1er", "1"), DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.FRANCE));
        LocalDate kept = plans.item(track, "obtain-siret").plannedStart();
        assertThat(api.put(
                        "fanny",
                        "{\"step\": \"subscribe-insurance\", \"start\": \"" + day + "\", \"following\": true}",
                        dates))
                .hasStatusOk();
        assertThat(insurance(api, track)).isEmpty();
        assertThat(plans.item(track, "obtain-siret").plannedStart()).isEqualTo(kept);
    }

    /** What is said of the insurance that cannot be there in time. */
    private static List<String> insurance(Api api, String track) {
        String said = Api.plain(Api.text(api.get("fanny", "/api/plans/{plan}", track)));
        return Arrays.stream(said.substring(said.indexOf("\"impossible\"")).split("\"chain\""))
                .filter(each -> each.contains("\"Souscrire les assurances\"]"))
                .toList();
    }
}
