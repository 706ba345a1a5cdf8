package fr.jalon.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what is larger than anything Jalon takes: 5 MB of CSV or XML, a file of a team from somebody who is logged
 * in, 1 MB of anything else. Stands before all other filters, so that nobody's body is read into memory first; a body
 * that does not announce its length is counted while it is read.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class BodyLimit extends OncePerRequestFilter {

    static final long BODY = 1024 * 1024;
    static final long CSV = 5 * BODY;

    /** What a form sends around a file. */
    private static final long FRAME = 64 * 1024;

    private static final RequestMatcher FILES = new OrRequestMatcher(
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/equipes/{team}/fichiers"),
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/equipes/{team}/contacts/tableur"),
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/equipes/{team}/plans/{plan}"));

    private final ProblemWriter problems;
    private final long file;

    /** @param file as large as one of a team's may be */
    BodyLimit(ProblemWriter problems, @Value("${jalon.files.size}") DataSize file) {
        this.problems = problems;
        this.file = file.toBytes() + FRAME;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String type = request.getContentType();
        long most = type != null && type.matches("(?is)(text/csv|application/xml)\\s*(;.*)?") ? CSV : BODY;
        boolean isForm = type != null && type.regionMatches(true, 0, MediaType.MULTIPART_FORM_DATA_VALUE, 0, 19);
        boolean isFile = isForm && FILES.matches(request);
        if (isFile && isLoggedIn(request)) most = Math.max(file, BODY);
        if (isForm && request.getContentLengthLong() < 0) {
            // The container reads it before it can be counted.
            problems.write(response, HttpStatus.LENGTH_REQUIRED, "Annoncez la longueur de ce que vous envoyez.");
        } else if (isFile && request.getContentLengthLong() > most) {
            request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, HttpStatus.PAYLOAD_TOO_LARGE.value());
            chain.doFilter(new Unread(request), response);
        } else if (request.getContentLengthLong() > most) {
            refuse(response, most);
        } else if (request.getContentLengthLong() >= 0) {
            chain.doFilter(request, response);
        } else {
            Counted counted = new Counted(request, response, most);
            try {
                chain.doFilter(counted, response);
            } catch (IOException | ServletException | RuntimeException failure) {
                if (!counted.isExceeded()) throw failure;
            }
        }
    }

    /** By a session or by credentials of its own, which are looked at later: others fill no disk. */
    private static boolean isLoggedIn(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null
                || session != null
                        && session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY)
                                != null;
    }

    private void refuse(HttpServletResponse response, long most) throws IOException {
        problems.write(
                response,
                HttpStatus.PAYLOAD_TOO_LARGE,
                "Le contenu envoyé est trop volumineux\u00a0: %d\u00a0Mo au plus.".formatted(most / BODY));
    }

    /** Asks for the page instead, where somebody is told what happened; without the body that nobody reads. */
    private static final class Unread extends HttpServletRequestWrapper {

        Unread(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return HttpMethod.GET.name();
        }

        @Override
        public @Nullable String getContentType() {
            return null;
        }

        @Override
        public int getContentLength() {
            return 0;
        }

        @Override
        public long getContentLengthLong() {
            return 0;
        }

        @Override
        public @Nullable String getParameter(String name) {
            return null;
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return null;
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of();
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.emptyEnumeration();
        }
    }

    /** Answers as soon as the body exceeds its limit; whatever the reader answers afterwards goes nowhere. */
    private final class Counted extends HttpServletRequestWrapper {

        private final HttpServletResponse response;
        private final long most;
        private long read;
        private @Nullable ServletInputStream body;
        private @Nullable BufferedReader reader;

        Counted(HttpServletRequest request, HttpServletResponse response, long most) {
            super(request);
            this.response = response;
            this.most = most;
        }

        boolean isExceeded() {
            return read > most;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) body = counting(super.getInputStream());
            return body;
        }

        @Override
        public BufferedReader getReader() throws IOException {
            if (reader == null) {
                Charset charset = getCharacterEncoding() == null
                        ? StandardCharsets.UTF_8
                        : Charset.forName(getCharacterEncoding());
                reader = new BufferedReader(new InputStreamReader(getInputStream(), charset));
            }
            return reader;
        }

        private int count(int bytes) throws IOException {
            boolean isNew = !isExceeded();
            if (bytes > 0) read += bytes;
            if (isExceeded()) {
                if (isNew) refuse(response, most);
                throw new IOException("body exceeds " + most + " bytes");
            }
            return bytes;
        }

        private ServletInputStream counting(ServletInputStream source) {
            return new ServletInputStream() {
                @Override
                public int read() throws IOException {
                    int next = source.read();
                    count(next < 0 ? 0 : 1);
                    return next;
                }

                @Override
                public int read(byte[] bytes, int from, int length) throws IOException {
                    return count(source.read(bytes, from, length));
                }

                @Override
                public boolean isFinished() {
                    return source.isFinished();
                }

                @Override
                public boolean isReady() {
                    return source.isReady();
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    source.setReadListener(listener);
                }
            };
        }
    }
}
