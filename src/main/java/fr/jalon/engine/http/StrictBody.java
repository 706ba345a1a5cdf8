package fr.jalon.engine.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fr.jalon.Refusal;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A body for the engine's HTTP interfaces, read once to see what the engine would make something else of in silence: of
 * a name that occurs twice it takes the last value, of a text a number where the variable's type says so.
 */
final class StrictBody extends HttpServletRequestWrapper {

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();
    private static final Pattern TWICE = Pattern.compile("^Duplicate field '(.*?)'(?:$|\\n)", Pattern.DOTALL);

    /** As Jackson writes it. */
    private static final String NUL = "\\u0000";

    private final byte[] body;

    private StrictBody(HttpServletRequest request) throws IOException {
        super(request);
        body = request.getInputStream().readAllBytes();
    }

    /** The request, with a body that can be looked at where it has one; files stay as they are. */
    static HttpServletRequest of(HttpServletRequest request) throws IOException {
        String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
        boolean hasBody = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        return hasBody && !type.startsWith("multipart/") ? new StrictBody(request) : request;
    }

    /** What is ambiguous in a request, in French; what is no JSON at all is left to the engine. */
    static Optional<String> fault(HttpServletRequest request) {
        if (!(request instanceof StrictBody strict)) return Optional.empty();
        try {
            JsonNode content = JSON.readTree(strict.body);
            if (content.isMissingNode()) return Optional.empty();
            if (!content.isObject()) return Optional.of("Le corps de la requête doit être un objet JSON.");
            if (content.toString().contains(NUL))
                return Optional.of("Un caractère nul n’a pas de place dans un texte.");
            return content.path("variables").properties().stream()
                    .flatMap(variable -> fault(variable).stream())
                    .findFirst();
        } catch (IOException unreadable) {
            return twice(unreadable.getMessage()).map(name -> refusal(name, " est donné deux fois."));
        }
    }

    /** The name that a strict parser has found twice in one object. */
    private static Optional<String> twice(@Nullable String said) {
        return Optional.ofNullable(said)
                .map(TWICE::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1));
    }

    private static Optional<String> fault(Map.Entry<String, JsonNode> variable) {
        JsonNode value = variable.getValue().path("value");
        if (value.isMissingNode() || value.isNull()) return Optional.empty();
        @Nullable
        String wanted =
                switch (variable.getValue().path("type").asText().toLowerCase(Locale.ROOT)) {
                    case "string" -> value.isTextual() ? null : "un texte est attendu, entre guillemets";
                    case "integer", "short", "long", "double", "number" ->
                        value.isNumber() ? null : "un nombre est attendu, sans guillemets";
                    case "boolean" ->
                        value.isBoolean() ? null : "oui (true) ou non (false) est attendu, sans guillemets";
                    case "file", "bytes" -> "aucun fichier n’est attendu ici";
                    default -> null;
                };
        return Optional.ofNullable(wanted).map(what -> refusal(variable.getKey(), " : " + what + "."));
    }

    private static String refusal(String field, String what) {
        String shown = field.length() > 60 ? field.substring(0, 60) + "…" : field;
        return Refusal.malformed(Map.of(field, "Le champ « " + shown + " »" + what))
                .getMessage();
    }

    @Override
    public ServletInputStream getInputStream() {
        ByteArrayInputStream content = new ByteArrayInputStream(body);
        return new ServletInputStream() {
            @Override
            public int read() {
                return content.read();
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                return content.read(bytes, from, length);
            }

            @Override
            public boolean isFinished() {
                return content.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
}
