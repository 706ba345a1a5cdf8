package fr.jalon.engine.identity;

/**
 * Somebody belongs to a group no longer, in whichever way that came about. Told in the transaction in which it happens;
 * of an account that is gone {@link AccountSettled} tells.
 */
public record MembershipEnded(String account, String group) {}
