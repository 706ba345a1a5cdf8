package fr.jalon.web;

import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.Rehearsal;
import fr.jalon.text.French;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Where the person who asks can go from a page of Jalon's own; the webapps' menus offer the same pages (french.js). */
@Component
class Menu {

    private static final String NAME = "jalon.name";

    /** A place, and whether somebody in some groups may go there. */
    record Place(String label, String href, Predicate<Set<String>> isFor) {}

    private static final List<Place> PLACES = List.of(
            new Place("Mon équipe", "/equipes", groups -> groups.stream().anyMatch(Groups::isOfTeam)),
            new Place("Cohortes", "/cohortes", Groups::areOfStaff),
            new Place("Tâches", Webapps.TASKLIST, groups -> true),
            new Place("Calendrier", "/calendrier", groups -> true),
            new Place("Invitations", "/invitations", groups -> groups.contains(Groups.FACILITATORS)),
            new Place("Courriels", "/mail", groups -> groups.contains(Groups.ADMINISTRATORS)),
            new Place("Personnes", "/personnes", groups -> groups.contains(Groups.ADMINISTRATORS)),
            new Place("Guide", "/guide", groups -> true),
            new Place("Cockpit", Webapps.COCKPIT, groups -> groups.contains(Groups.ADMINISTRATORS)),
            new Place("Admin", Webapps.ADMIN, groups -> groups.contains(Groups.ADMINISTRATORS)));

    private final Accounts accounts;
    private final HttpServletRequest request;
    private final ObjectProvider<Rehearsal> rehearsal;
    private final ParisCalendar paris;

    Menu(Accounts accounts, HttpServletRequest request, ObjectProvider<Rehearsal> rehearsal, ParisCalendar paris) {
        this.accounts = accounts;
        this.request = request;
        this.rehearsal = rehearsal;
        this.paris = paris;
    }

    public List<Place> places() {
        Set<String> groups = groups();
        return PLACES.stream().filter(place -> place.isFor().test(groups)).toList();
    }

    /** Whether there is anybody; some pages are for everybody. */
    public boolean isLoggedIn() {
        Authentication person = SecurityContextHolder.getContext().getAuthentication();
        return person != null && !(person instanceof AnonymousAuthenticationToken);
    }

    public boolean isAdministrator() {
        return groups().contains(Groups.ADMINISTRATORS);
    }

    /**
     * The time that a rehearsal has reached, in words: administrators may move it, others know of it once it has been
     * moved. Null for anybody else.
     */
    public @Nullable String rehearsal() {
        Rehearsal clock = rehearsal.getIfAvailable();
        if (clock == null || clock.offset().isZero() && !isAdministrator()) return null;
        return French.moment(paris.now());
    }

    private static Set<String> groups() {
        return Groups.of(SecurityContextHolder.getContext().getAuthentication());
    }

    /** Who is there, by name; asked once a session. Whoever came without one is given none. */
    public String name() {
        Authentication person = SecurityContextHolder.getContext().getAuthentication();
        HttpSession session = request.getSession(false);
        if (session != null && session.getAttribute(NAME) instanceof String known) return known;
        String name = accounts.find(person.getName()).map(Person::name).orElse(person.getName());
        if (session != null) session.setAttribute(NAME, name);
        return name;
    }
}
