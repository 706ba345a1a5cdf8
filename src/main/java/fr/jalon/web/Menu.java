package fr.jalon.web;

import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.identity.Groups;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Where the person who asks can go from a page of Jalon's own; the webapps' menus offer the same pages (french.js). */
@Component
class Menu {

    /** A place, and the group that may go there; null for everyone. */
    record Place(String label, String href, @Nullable String group) {}

    private static final List<Place> PLACES = List.of(
            new Place("Tâches", Webapps.TASKLIST, null),
            new Place("Invitations", "/invitations", Groups.FACILITATORS),
            new Place("Courriels", "/mail", Groups.ADMINISTRATORS),
            new Place("Cockpit", Webapps.COCKPIT, Groups.ADMINISTRATORS),
            new Place("Admin", Webapps.ADMIN, Groups.ADMINISTRATORS));

    public List<Place> places() {
        Set<String> groups = Stream.ofNullable(
                        SecurityContextHolder.getContext().getAuthentication())
                .flatMap(person -> person.getAuthorities().stream())
                .map(GrantedAuthority::getAuthority)
                .collect(Collectors.toSet());
        return PLACES.stream()
                .filter(place -> place.group() == null || groups.contains(place.group()))
                .toList();
    }
}
