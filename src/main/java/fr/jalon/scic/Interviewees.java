package fr.jalon.scic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who was interviewed about the market: a name, and perhaps an address, apart from the answers and for a time. */
@Service
public class Interviewees {

    /** The fields of a form that name somebody: older interviews have them among their answers. */
    public static final List<String> NAMES = List.of("contact", "apprentice", "intervieweeEmail");

    private final MarketRows rows;
    private final ObjectMapper json;
    private final Clock clock;
    private final Duration keptFor;

    Interviewees(
            MarketRows rows, ObjectMapper json, Clock clock, @Value("${jalon.interviews.kept-for}") Duration keptFor) {
        this.rows = rows;
        this.json = json;
        this.clock = clock;
        this.keptFor = keptFor;
    }

    /** Forgets who they were that were interviewed long enough ago; answers how many they were. */
    @Transactional
    int forgetOld() {
        Instant before = clock.instant().minus(keptFor);
        int forgotten = rows.forgetBefore(before);
        Map<Long, String> named = rows.namingBefore(before);
        named.forEach((id, answers) -> rows.rewrite(id, nameless(answers)));
        return forgotten + named.size();
    }

    private String nameless(String answers) {
        try {
            ObjectNode read = (ObjectNode) json.readTree(answers);
            read.remove(NAMES);
            return json.writeValueAsString(read);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** In days: how long a name is kept after the interview. */
    public long keptFor() {
        return keptFor.toDays();
    }
}
