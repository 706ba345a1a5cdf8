package fr.jalon.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import fr.jalon.Refusal;
import fr.jalon.engine.http.DatabaseAway;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.util.ClassUtils;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every error of Jalon's routes as problem details (RFC 9457) in French; {@code errors} names the fields at fault. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final String BUSY = "Trop de demandes à la fois";
    private static final String RETRY_AFTER_SECONDS = "5";
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    static String title(HttpStatusCode status) {
        return switch (status.value()) {
            case 400 -> "Requête incorrecte";
            case 401 -> "Connexion requise";
            case 403 -> "Accès refusé";
            case 404 -> "Introuvable";
            case 405 -> "Méthode non admise";
            case 409 -> "Conflit avec l’état actuel";
            case 413 -> "Contenu trop volumineux";
            case 415 -> "Type de contenu non admis";
            case 422 -> "Valeurs refusées";
            case 429 -> "Trop d’essais";
            case 503 -> "Base de données injoignable";
            default -> status.is5xxServerError() ? "Erreur interne" : "Requête refusée";
        };
    }

    /** What to say where nothing more is known than the status. */
    static String detail(HttpStatusCode status) {
        return switch (status.value()) {
            case 401 -> "Connectez-vous avec votre identifiant et votre mot de passe.";
            case 403 -> "Vous n’avez pas accès à cette action.";
            case 404 -> "Cette adresse ne mène à rien.";
            case 405 -> "Cette adresse n’admet pas cette méthode.";
            case 413 -> "Le contenu envoyé est trop volumineux.";
            case 415 ->
                "Ce type de contenu n’est pas admis ici ; envoyez du JSON, ou un fichier en text/csv là "
                        + "où l’on en dépose.";
            case 503 -> DatabaseAway.SENTENCE;
            default -> status.is5xxServerError() ? DatabaseAway.UNKNOWN : "La requête n’est pas recevable.";
        };
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> refused(Refusal refusal, WebRequest request) throws IOException {
        if (refusal.kind() == Refusal.Kind.BUSY) return busy(refusal, (ServletWebRequest) request);
        HttpStatus status =
                switch (refusal.kind()) {
                    case MALFORMED -> HttpStatus.BAD_REQUEST;
                    case UNKNOWN -> HttpStatus.NOT_FOUND;
                    case CONFLICT -> HttpStatus.CONFLICT;
                    case INVALID -> HttpStatus.UNPROCESSABLE_ENTITY;
                    case BUSY -> HttpStatus.TOO_MANY_REQUESTS;
                };
        return answer(request, status, refusal.getMessage(), refusal.errors());
    }

    /** Says when to ask again: on a page to whoever followed a link in a browser, be it one of the interface. */
    private static @Nullable ResponseEntity<Object> busy(Refusal refusal, ServletWebRequest request)
            throws IOException {
        HttpServletResponse response = request.getResponse();
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        if (accepted != null && accepted.contains(MediaType.TEXT_HTML_VALUE)) {
            ErrorPages.writePage(response, HttpStatus.TOO_MANY_REQUESTS, BUSY, refusal.getMessage());
            return null;
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.TOO_MANY_REQUESTS, refusal.getMessage());
        problem.setTitle(BUSY);
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS).body(problem);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> denied(AccessDeniedException denied, WebRequest request) {
        return answer(request, HttpStatus.FORBIDDEN, detail(HttpStatus.FORBIDDEN), Map.of());
    }

    /** Two requests wrote the same thing at once, and one of them did, or one waited too long for the other. */
    @ExceptionHandler({
        DataIntegrityViolationException.class,
        ConcurrencyFailureException.class,
        QueryTimeoutException.class
    })
    @Nullable
    ResponseEntity<Object> collided(DataAccessException collision, WebRequest request) {
        LOG.warn("request collided", collision);
        return answer(
                request,
                HttpStatus.CONFLICT,
                "Ces données viennent d’être modifiées par ailleurs : relisez-les, puis réessayez.",
                Map.of());
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> mismatched(MethodArgumentTypeMismatchException mismatch, WebRequest request) {
        String message = "« " + mismatch.getName() + " » : "
                + (mismatch.getRequiredType() == LocalDate.class ? DATE : "valeur mal formée") + ".";
        return answer(request, HttpStatus.BAD_REQUEST, message, Map.of(mismatch.getName(), message));
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> unexpected(Exception failure, WebRequest request) throws Exception {
        // Half an answer is out: the connection ends, so that nobody takes it for a whole one.
        if (((ServletWebRequest) request).getResponse().isCommitted()) throw failure;
        boolean isAway = DatabaseAway.isCauseOf(failure);
        if (isAway) LOG.warn("the database is away: {}", failure.getMessage());
        else LOG.error("request failed", failure);
        HttpStatus status = isAway ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.INTERNAL_SERVER_ERROR;
        return answer(request, status, detail(status), Map.of());
    }

    /** The name that a strict parser has found twice in one object. */
    private static Stream<String> twice(JsonProcessingException failure) {
        return TWICE.matcher(String.valueOf(failure.getOriginalMessage()))
                .results()
                .map(found -> found.group(1));
    }

    private static final Pattern TWICE = Pattern.compile("^Duplicate field '(.*?)'(?:$|\\n)", Pattern.DOTALL);
    private static final String DATE = "une date est attendue, par exemple 2026-12-07";

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        Optional<String> twice = Stream.iterate((Throwable) unreadable, Objects::nonNull, Throwable::getCause)
                .filter(JsonProcessingException.class::isInstance)
                .flatMap(cause -> twice((JsonProcessingException) cause))
                .findFirst();
        if (twice.isPresent()) {
            String message = "« " + twice.get() + " » : ce champ est donné deux fois.";
            return answer(request, HttpStatus.BAD_REQUEST, message, Map.of(twice.get(), message));
        }
        if (NestedExceptionUtils.getMostSpecificCause(unreadable) instanceof StreamConstraintsException) {
            return answer(
                    request,
                    HttpStatus.BAD_REQUEST,
                    "Le corps de la requête contient trop de valeurs, ou elles sont trop imbriquées.",
                    Map.of());
        }
        if (!(unreadable.getCause() instanceof JsonMappingException mapping)) {
            return answer(
                    request, HttpStatus.BAD_REQUEST, "Le corps de la requête n’est pas du JSON lisible.", Map.of());
        }
        String field = mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
        if (field.isEmpty())
            return answer(
                    request, HttpStatus.BAD_REQUEST, "Le corps de la requête n’a pas la forme attendue.", Map.of());
        String message = mapping instanceof UnrecognizedPropertyException
                ? "« " + field + " » : ce champ n’existe pas."
                : mapping instanceof ValueInstantiationException
                                && mapping.getCause() instanceof IllegalArgumentException meant
                        ? "« " + field + " » : " + meant.getMessage() + "."
                        : mapping instanceof InvalidFormatException format
                                        && String.valueOf(format.getValue()).indexOf('\0') >= 0
                                ? "« " + field + " » : un texte sans caractère nul est attendu."
                                : mapping instanceof MismatchedInputException wrong
                                        ? "« " + field + " » : " + expected(wrong.getTargetType()) + "."
                                        : "Le corps de la requête n’est pas lisible.";
        return answer(request, HttpStatus.BAD_REQUEST, message, Map.of(field, message));
    }

    private static String expected(Class<?> type) {
        Class<?> wanted = type == null ? Object.class : ClassUtils.resolvePrimitiveIfNecessary(type);
        if (wanted == LocalDate.class) return DATE;
        if (wanted == String.class) return "un texte est attendu, entre guillemets";
        if (wanted == Boolean.class) return "true ou false est attendu, sans guillemets";
        if (wanted == Long.class || wanted == Integer.class) return "un nombre entier est attendu, sans guillemets";
        return Number.class.isAssignableFrom(wanted) ? "un nombre est attendu, sans guillemets" : "valeur mal formée";
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Map<String, String> errors = new LinkedHashMap<>();
        invalid.getBindingResult()
                .getFieldErrors()
                .forEach(error -> errors.putIfAbsent(error.getField(), error.getDefaultMessage()));
        return malformed(request, errors);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Map<String, String> errors = new LinkedHashMap<>();
        invalid.getParameterValidationResults()
                .forEach(result -> result.getResolvableErrors().forEach(error -> {
                    String field = error instanceof FieldError nested
                            ? nested.getField()
                            : result.getMethodParameter().getParameterName();
                    errors.putIfAbsent(field, error.getDefaultMessage());
                }));
        return malformed(request, errors);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(request, status, detail(status), Map.of());
    }

    /** Tells as many faults as anybody corrects at once. */
    private static @Nullable ResponseEntity<Object> malformed(WebRequest request, Map<String, String> faults) {
        Map<String, String> errors = new LinkedHashMap<>();
        faults.forEach((field, fault) -> errors.put(field, "« " + field + " » : " + fault + "."));
        Refusal refusal = Refusal.malformed(errors);
        return answer(request, HttpStatus.BAD_REQUEST, refusal.getMessage(), refusal.errors());
    }

    /** Problem details for programs; somebody who looks at a page gets a page. */
    private static @Nullable ResponseEntity<Object> answer(
            WebRequest request, HttpStatusCode status, String detail, Map<String, String> errors) {
        HttpServletRequest asked = ((ServletWebRequest) request).getRequest();
        HttpServletResponse response = ((ServletWebRequest) request).getResponse();
        if (response != null && ErrorPages.isForPeople(asked)) {
            try {
                ErrorPages.writePage(response, status, title(status), detail);
                return null;
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
        if (response != null && status.value() == 503)
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(DatabaseAway.RETRY_AFTER));
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title(status));
        if (!errors.isEmpty()) problem.setProperty("errors", errors);
        return ResponseEntity.status(status).body(problem);
    }
}
