package fr.jalon.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the decision table said of a week.
 *
 * @param promised of what was promised
 * @param amended of the contract as it was amended since
 * @param table the table that spoke, with its version
 * @param rules its rules
 */
public record Recommendation(
        Advice.Verdict promised, Optional<Advice.Verdict> amended, String table, List<Map<String, String>> rules) {}
