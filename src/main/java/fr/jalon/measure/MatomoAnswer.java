package fr.jalon.measure;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads what Matomo's Reporting API answers in JSON for several dates: an object of figures by date, {@code []} for a
 * date without any, and for a fault {@code {"result": "error", "message": …}}. Anything else is refused as a whole.
 */
final class MatomoAnswer {

    /** More than any site has in a day or a month. */
    private static final long MOST = 1_000_000_000L;

    private static final int LONGEST_MESSAGE = 300;

    private static final String VISITS = "nb_visits";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private MatomoAnswer() {}

    /**
     * The visits of {@code VisitsSummary.get} with {@code period=day}.
     *
     * @throws Unread if it is not that, or speaks of days that were not asked for
     */
    static Map<LocalDate, Long> visits(byte[] answer, LocalDate from, LocalDate until) throws Unread {
        Map<LocalDate, Long> visits = new TreeMap<>();
        for (Map.Entry<String, JsonNode> dated : dated(answer)) {
            LocalDate day = day(dated.getKey());
            if (day.isBefore(from) || day.isAfter(until)) throw notAsked(dated.getKey());
            if (isNothing(dated.getValue())) continue;
            visits.put(day, count(dated.getValue()));
        }
        return visits;
    }

    /**
     * The origins of {@code Referrers.getReferrerType} with {@code period=month}.
     *
     * @throws Unread if it is not that, or speaks of months that were not asked for
     */
    static Map<YearMonth, Map<Origin, Long>> origins(byte[] answer, YearMonth from, YearMonth until) throws Unread {
        Map<YearMonth, Map<Origin, Long>> origins = new TreeMap<>();
        for (Map.Entry<String, JsonNode> dated : dated(answer)) {
            YearMonth month = month(dated.getKey());
            if (month.isBefore(from) || month.isAfter(until)) throw notAsked(dated.getKey());
            if (!dated.getValue().isArray()) throw unlike("les origines du mois " + month);
            Map<Origin, Long> visits = new EnumMap<>(Origin.class);
            for (JsonNode row : dated.getValue()) visits.merge(origin(row), count(row), Long::sum);
            origins.put(month, visits);
        }
        return origins;
    }

    private static Iterable<Map.Entry<String, JsonNode>> dated(byte[] answer) throws Unread {
        JsonNode all = parsed(answer);
        if (all.path("result").asText().equals("error"))
            throw refused(all.path("message").asText());
        if (!all.isObject() && !isNothing(all)) throw unlike("la réponse");
        return all.properties();
    }

    private static JsonNode parsed(byte[] answer) throws Unread {
        try {
            return JSON.readTree(answer);
        } catch (IOException malformed) {
            throw new Unread(
                    "La réponse n’est pas celle de Matomo\u00a0: du JSON est attendu, entier. L’adresse est-elle "
                            + "celle de Matomo, et non celle de votre site\u00a0?");
        }
    }

    private static boolean isNothing(JsonNode node) {
        return node.isArray() && node.isEmpty();
    }

    private static LocalDate day(String written) throws Unread {
        try {
            return LocalDate.parse(written);
        } catch (DateTimeException malformed) {
            throw unlike("un jour");
        }
    }

    private static YearMonth month(String written) throws Unread {
        try {
            return YearMonth.parse(written);
        } catch (DateTimeException malformed) {
            throw unlike("un mois");
        }
    }

    private static long count(JsonNode figures) throws Unread {
        JsonNode visits = figures.path(VISITS);
        if (!visits.isIntegralNumber()
                || !visits.canConvertToLong()
                || visits.longValue() < 0
                || visits.longValue() > MOST) throw unlike("le nombre de visites");
        return visits.longValue();
    }

    private static Origin origin(JsonNode row) {
        return Origin.of(row.path("referrer_type").asInt(), row.path("label").asText());
    }

    /** Matomo's own words, in one line: they are English, and say more than any of ours. */
    private static Unread refused(String message) {
        String line = message.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip().replaceFirst("\\.$", "");
        return new Unread("Matomo refuse\u00a0: «\u00a0"
                + (line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) + "…" : line)
                + "\u00a0». Vérifiez le jeton, et qu’il donne le droit de lire ce site.");
    }

    private static Unread unlike(String what) {
        return new Unread("La réponse n’a pas la forme que Matomo documente\u00a0: " + what
                + " ne se lit pas. Aucun chiffre n’en est gardé.");
    }

    private static Unread notAsked(String date) {
        return new Unread("La réponse parle d’une date qui n’était pas demandée (" + date
                + ")\u00a0: aucun chiffre n’en est gardé.");
    }
}
