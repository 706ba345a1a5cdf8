package fr.jalon.engine.identity;

import java.util.Set;

/**
 * The groups of the staff that an OpenID provider gives and takes away at each login of an account that is linked to
 * it.
 */
public record ClaimedRoles(Set<String> groups) {}
