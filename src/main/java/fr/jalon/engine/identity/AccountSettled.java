package fr.jalon.engine.identity;

/**
 * An account has got a password, a group that is no team's or a link to single sign-on, or it is gone: whatever was
 * handed out to set its password is void. Told in the transaction in which that happens.
 */
public record AccountSettled(String account, boolean isGone) {}
