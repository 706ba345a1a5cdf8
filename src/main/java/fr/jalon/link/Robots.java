package fr.jalon.link;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells programs from people who follow a link, by what they say of themselves: robots of search engines, previews of
 * messengers, scanners of mails, tools of developers, and browsers that load a page before anybody asks for it. Whoever
 * claims to be a browser is taken for one.
 */
final class Robots {

    /** The Cubot is a telephone. */
    private static final Pattern PROGRAM = Pattern.compile("(?<!cu)bot|crawl|spider|slurp|preview|scan|monitor"
            + "|facebookexternalhit|meta-external|whatsapp|slack|embedly|imageproxy|favicon|read-aloud"
            + "|headless|lighthouse|pingdom|uptime|curl|wget|python|java/|http-?client|httpie|okhttp|axios|fetch"
            + "|\\bnode\\b|ruby|perl|php|postman|libwww");

    private static final List<String> AHEAD = List.of("prefetch", "prerender", "preview");

    private Robots() {}

    /**
     * Whether a request is a program's.
     *
     * @param agent what it says of itself, empty where it says nothing
     * @param purposes what it says it is for
     */
    static boolean sent(String agent, Collection<String> purposes) {
        return agent.isBlank()
                || PROGRAM.matcher(agent.toLowerCase(Locale.ROOT)).find()
                || purposes.stream()
                        .map(purpose -> purpose.toLowerCase(Locale.ROOT))
                        .anyMatch(purpose -> AHEAD.stream().anyMatch(purpose::contains));
    }
}
