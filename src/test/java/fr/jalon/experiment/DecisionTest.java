package fr.jalon.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.chain.Canonical;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Une décision")
class DecisionTest {

    private static final Instant TAKEN = Instant.parse("2026-12-07T09:30:00.123Z");

    private final Canonical canonical = new Canonical();

    @Test
    @DisplayName("s’écrit toujours dans le même ordre, son empreinte à la fin")
    void keepsItsOrder() {
        Decision decision = new Decision(
                "team-a",
                2,
                3,
                new Decision.Verdict("PIVOT", "pourquoi « ça »", "fanny", TAKEN),
                new Advice(
                        "STOP",
                        "règle",
                        "go-pivot-stop v2",
                        "[{\"visites\":\">= 100\"}]",
                        "Arrêter",
                        "Bêta(1 ; 19)",
                        "{\"recommendation\":\"GO\"}",
                        "{\"toGo\":[]}"),
                new Proposal("GO", "parce que", "ceci"),
                new Decision.Grounds("{\"spendCap\":90.0}", "{\"visits\":1}", "[]"),
                "abc",
                "def");

        assertThat(canonical.write(decision)).isEqualTo("""
                {"team":"team-a","iteration":2,"position":3,"decision":"PIVOT","recommendation":"STOP",\
                "recommendationReason":"règle","proposal":"GO","proposalReason":"parce que","learnings":"ceci",\
                "reason":"pourquoi « ça »","decidedBy":"fanny","decidedAt":"2026-12-07T09:30:00.123Z",\
                "tableVersion":"go-pivot-stop v2","contract":{"spendCap":90.0},"evidence":{"visits":1},\
                "amendments":[],"thresholds":[{"visites":">= 100"}],"label":"Arrêter","prior":"Bêta(1 ; 19)",\
                "amendedVerdict":{"recommendation":"GO"},"demands":{"toGo":[]},"previousHash":"abc","hash":"def"}""");
        assertThat(decision.hash()).isEqualTo("def");
        assertThat(canonical.write(decision.unhashed())).endsWith(",\"previousHash\":\"abc\"}");
    }

    @Test
    @DisplayName("tait ce que son temps ne connaissait pas encore")
    void leavesOutWhatIsAbsent() {
        Decision old = new Decision(
                "team-a",
                1,
                1,
                new Decision.Verdict("GO", null, "fanny", TAKEN),
                new Advice("GO", "règle", "go-pivot-stop v1", null, null, null, null, null),
                new Proposal("GO", null, null),
                new Decision.Grounds("{}", "{}", null),
                null,
                null);

        assertThat(canonical.write(old)).isEqualTo("""
                {"team":"team-a","iteration":1,"position":1,"decision":"GO","recommendation":"GO",\
                "recommendationReason":"règle","proposal":"GO","decidedBy":"fanny",\
                "decidedAt":"2026-12-07T09:30:00.123Z","tableVersion":"go-pivot-stop v1","contract":{},\
                "evidence":{}}""");
    }
}
