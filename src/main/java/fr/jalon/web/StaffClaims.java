package fr.jalon.web;

import fr.jalon.engine.identity.Groups;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which values of a claim of the OpenID provider put a person into which staff group. A group without values is not
 * mapped; groups of teams never are.
 */
@ConfigurationProperties("jalon.oidc")
record StaffClaims(
        @DefaultValue("groups") String groupsClaim,
        @DefaultValue List<String> facilitators,
        @DefaultValue List<String> coaches,
        @DefaultValue List<String> administrators) {

    /** The mapped groups that a claim gives. */
    Set<String> given(@Nullable Object claim) {
        Collection<?> values =
                claim instanceof Collection<?> several ? several : claim == null ? List.of() : List.of(claim);
        return groups(accepted -> accepted.stream().anyMatch(values::contains));
    }

    /** The mapped groups that a claim does not give. */
    Set<String> withheld(@Nullable Object claim) {
        Set<String> given = given(claim);
        return groups(accepted -> !accepted.isEmpty()).stream()
                .filter(group -> !given.contains(group))
                .collect(Collectors.toSet());
    }

    private Set<String> groups(Predicate<List<String>> chosen) {
        return Map.of(Groups.FACILITATORS, facilitators, Groups.COACHES, coaches, Groups.ADMINISTRATORS, administrators)
                .entrySet()
                .stream()
                .filter(group -> chosen.test(group.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
