package fr.jalon.scic;

import fr.jalon.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What market validation counts of a company interview.
 *
 * @param acceptsPrice whether the pack is acceptable at the track's price
 * @param letterSigned whether a letter of intent was signed
 */
public record CompanyInterview(Segment segment, Interest interest, boolean acceptsPrice, boolean letterSigned) {

    /** How much a company wants the pack. */
    public enum Interest {
        NONE,
        WEAK,
        STRONG
    }

    /** @throws Refusal without segment or interest */
    public CompanyInterview {
        Map<String, String> errors = new LinkedHashMap<>();
        if (segment == null) errors.put("segment", "Segment : choisissez l’un des trois segments visés.");
        if (interest == null) errors.put("interest", "Intérêt pour le pack : choisissez aucun, faible ou fort.");
        if (!errors.isEmpty()) throw Refusal.malformed(errors);
    }
}
