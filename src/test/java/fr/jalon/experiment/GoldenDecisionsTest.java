package fr.jalon.experiment;

import static fr.jalon.Api.plain;
import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.bootcamp.BootcampDays;
import fr.jalon.bootcamp.Editions;
import fr.jalon.chain.Canonical;
import fr.jalon.chain.Chain;
import fr.jalon.team.Cohort;
import fr.jalon.team.Enrolments;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/**
 * Two decisions as they were written when figures were whole numbers and none was absent. Their texts and hashes are
 * fixed: whatever becomes of the records, and of the order of their fields, what was decided must hold.
 */
@JalonTest
@DisplayName("Ce qui a été décidé autrefois")
class GoldenDecisionsTest {

    private static final String TEAM = "equipe-doree";
    private static final String FIRST = "e6f5cc4c9751feeccca4057c36fff3796a79557b726dc1d2e29f3c24a98de613";
    private static final String SECOND = "8da939bb7f267c3eb6bd466f2ea71c36c04346f89c6caac3d3bf07b08d9b3807";
    private static final String FIRST_CONTRACT = "d0627c789a83970939ad7ddd5acf0eac3f71ae9ba4371c5eb011c31bc5243b59";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Enrolments enrolments;

    @Autowired
    private Editions editions;

    @Autowired
    private Validation validation;

    @Autowired
    private DecisionRows decisions;

    @Autowired
    private Canonical canonical;

    private static List<Decision> golden() throws IOException {
        try (InputStream file = GoldenDecisionsTest.class.getResourceAsStream("/decisions/golden.json")) {
            return new ObjectMapper()
                    .readValue(file, new TypeReference<List<Map<String, String>>>() {}).stream()
                            .map(row -> new Decision(
                                    TEAM,
                                    Integer.parseInt(row.get("iteration")),
                                    Integer.parseInt(row.get("position")),
                                    new Decision.Verdict(
                                            row.get("decision"),
                                            row.get("reason"),
                                            "fanny",
                                            Instant.parse(row.get("decidedAt"))),
                                    new Advice(
                                            row.get("recommendation"),
                                            row.get("recommendationReason"),
                                            row.get("tableVersion"),
                                            row.get("thresholds"),
                                            null,
                                            null,
                                            null,
                                            null),
                                    new Proposal(row.get("proposal"), row.get("proposalReason"), row.get("learnings")),
                                    new Decision.Grounds(
                                            row.get("contract"), row.get("evidence"), row.get("amendments")),
                                    row.get("position").equals("1") ? null : FIRST,
                                    null))
                            .toList();
        }
    }

    @Test
    @DisplayName("garde ses empreintes et sa chaîne")
    void keepsItsHashes() throws IOException {
        List<Decision> golden = golden();

        assertThat(golden).extracting(canonical::hash).containsExactly(FIRST, SECOND);
        assertThat(canonical.hash(canonical.read(golden.get(0).grounds().contract(), Contract.class)))
                .isEqualTo(FIRST_CONTRACT);
        List<Decision> signed =
                List.of(golden.get(0).hashed(FIRST), golden.get(1).hashed(SECOND));
        assertThat(Chain.verify(signed, canonical)).isEqualTo(new Chain.Verification(true, null));
        assertThat(Chain.verify(List.of(signed.get(0), signed.get(1).hashed(FIRST)), canonical))
                .isEqualTo(new Chain.Verification(false, 2));
    }

    @Test
    @DisplayName("se lit encore : un zéro y reste un zéro, un compte un nombre entier")
    void staysReadable() throws IOException {
        for (Decision decision : golden()) {
            Evidence evidence = canonical.read(decision.grounds().evidence(), Evidence.class);
            assertThat(canonical.write(evidence)).isEqualTo(decision.grounds().evidence());
            assertThat(canonical.write(canonical.read(decision.grounds().contract(), Contract.class)))
                    .isEqualTo(decision.grounds().contract());
        }
    }

    @Test
    @DisplayName("s’ouvre dans le dossier et s’y vérifie")
    void isShown() throws IOException {
        stage.staff();
        keep();
        Api api = new Api(mvc);

        assertThat(api.get("carlos", "/api/teams/{team}/decisions/verification", TEAM))
                .bodyJson()
                .isStrictlyEqualTo("{\"valid\": true}");
        assertThat(api.get("carlos", "/api/teams/{team}/decisions", TEAM))
                .bodyJson()
                .extractingPath("$[*].hash")
                .isEqualTo(List.of(FIRST, SECOND));
        assertThat(api.get("carlos", "/api/teams/{team}/dossier?format=json", TEAM))
                .bodyJson()
                .isLenientlyEqualTo("""
        {"verification": {"valid": true}, "iterations": [
          {"contractHash": "%s", "evidence": {"impressions": 13600, "clicks": 231, "visits": 295, "conversions": 19}},
          {"evidence": {"impressions": 0, "clicks": 0, "visits": 0, "conversions": 0, "spend": 0.00,
            "days": [{"date": "2026-11-20", "channels": [{"channel": "Affiches", "visits": 0, "conversions": 0}]}]}}]}""".formatted(FIRST_CONTRACT));
        assertThat(plain(text(api.get("carlos", "/api/teams/{team}/dossier", TEAM))))
                .contains(
                        "La chaîne des empreintes est intacte",
                        "13 600",
                        "6,4 %",
                        "4,2 % à 9,8 %",
                        "3,76 €",
                        FIRST,
                        SECOND);
        assertThat(text(api.get("carlos", "/api/teams/{team}/dossier", TEAM)))
                .doesNotContain("Prévision et mesure", "essais");
        assertThat(api.get("carlos", "/api/teams/{team}/dossier?format=pdf", TEAM))
                .hasStatusOk();
    }

    /** Puts both decisions where they would be, with the experiments that led to them. */
    private void keep() throws IOException {
        LocalDate first = LocalDate.of(2026, 10, 21);
        editions.create(new Cohort("cohorte-doree", "Cohorte dorée", List.of(), List.of()), BootcampDays.from(first));
        enrolments.enrol("cohorte-doree", TEAM, "Équipe dorée", List.of());
        for (Decision decision : golden()) {
            ExperimentId id = new ExperimentId("parcours-dore", decision.iteration());
            validation.plan(
                    id,
                    TEAM,
                    List.of("Affiches", "Instagram"),
                    Set.of("Affiches"),
                    List.of(first.plusDays(30L * decision.iteration())));
            validation.freeze(id, canonical.read(decision.grounds().contract(), Contract.class), 1);
            validation.recommend(
                    id,
                    decision.proposal(),
                    new Recommendation(
                            new Advice.Verdict(
                                    decision.advice().recommendation(),
                                    null,
                                    decision.advice().recommendationReason()),
                            Optional.empty(),
                            decision.advice().tableVersion(),
                            List.of()));
            decisions.write(id.journey(), decision);
        }
    }
}
