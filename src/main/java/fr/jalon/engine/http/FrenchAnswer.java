package fr.jalon.engine.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What the engine's HTTP interfaces answer, where they refuse, in Jalon's words: the engine's own are English, and name
 * tables, permissions and classes. Administrators keep those, but for a database that is away.
 */
final class FrenchAnswer extends HttpServletResponseWrapper {

    /**
     * The exceptions that Jalon throws in the engine with a sentence of its own; Jersey's sentences begin with their
     * status.
     */
    private static final Map<String, Set<Integer>> OURS = Map.of(
            "BadRequestException",
            Set.of(SC_BAD_REQUEST),
            "ForbiddenException",
            Set.of(SC_FORBIDDEN),
            "NotFoundException",
            Set.of(SC_NOT_FOUND),
            "ClientErrorException",
            Set.of(SC_CONFLICT, HttpStatus.TOO_MANY_REQUESTS.value()),
            "ServiceUnavailableException",
            Set.of(SC_SERVICE_UNAVAILABLE));

    static final String NOTHING = "Ce que vous demandez n’existe pas, ou ne vous est pas ouvert.";
    private static final String JERSEYS = "HTTP ";
    /**
     * What the engine comes upon where it has not looked whether the thing asked for, or a part of the body, is there.
     */
    private static final Set<String> OVERSIGHTS = Set.of("NullValueException", "NullPointerException");

    private final ObjectMapper json;
    private final int from;
    private @Nullable ByteArrayOutputStream refusal;

    FrenchAnswer(HttpServletResponse response, ObjectMapper json, boolean isForAdministrators) {
        super(response);
        this.json = json;
        this.from = isForAdministrators ? SC_SERVICE_UNAVAILABLE : SC_BAD_REQUEST;
    }

    /** Sends the refusal, if it is one. */
    void finish() throws IOException {
        if (refusal == null) return;
        JsonNode said = read(refusal.toByteArray());
        String type = said.path("type").asText("RestException");
        String message = said.path("message").asText();
        int status =
                getStatus() == SC_INTERNAL_SERVER_ERROR && OVERSIGHTS.contains(type) ? SC_BAD_REQUEST : getStatus();
        boolean isOurs = OURS.getOrDefault(type, Set.of()).contains(status) && !message.startsWith(JERSEYS);
        write((HttpServletResponse) getResponse(), json, status, type, isOurs ? message : sentence(status));
    }

    private JsonNode read(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException other) {
            return json.missingNode();
        }
    }

    private static String sentence(int status) {
        return switch (status) {
            case 403 -> HttpRefusal.Denials.SENTENCE;
            case 404 -> NOTHING;
            case 405 -> "Cette adresse n’admet pas cette méthode.";
            case 406, 415 -> "Cette adresse n’admet pas ce type de contenu.";
            case 409 -> "Ces données viennent d’être modifiées par ailleurs\u00a0: relisez-les, puis réessayez.";
            case 503 -> DatabaseAway.SENTENCE;
            default ->
                status < 500
                        ? "La demande n’est pas recevable\u00a0: un paramètre ou un champ est mal formé, "
                                + "ou désigne ce qui n’existe pas."
                        : DatabaseAway.UNKNOWN;
        };
    }

    /** Writes a refusal as the engine words its own, which Tasklist shows. */
    static void write(HttpServletResponse response, ObjectMapper json, int status, String type, String message)
            throws IOException {
        byte[] body = json.writeValueAsBytes(Map.of("type", type, "message", message));
        response.setStatus(status);
        response.setContentType("application/json;charset=UTF-8");
        response.setContentLength(body.length);
        if (status == SC_SERVICE_UNAVAILABLE)
            response.setHeader("Retry-After", String.valueOf(DatabaseAway.RETRY_AFTER));
        response.getOutputStream().write(body);
    }

    private boolean isRefusal() {
        return getStatus() >= from;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (!isRefusal()) return super.getOutputStream();
        ByteArrayOutputStream refusal = this.refusal == null ? new ByteArrayOutputStream() : this.refusal;
        this.refusal = refusal;
        return new ServletOutputStream() {
            @Override
            public void write(int next) {
                refusal.write(next);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Override
    public void flushBuffer() throws IOException {
        if (!isRefusal()) super.flushBuffer();
    }
}
