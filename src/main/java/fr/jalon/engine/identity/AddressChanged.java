package fr.jalon.engine.identity;

/**
 * An account has another address: a link that was mailed to the earlier one is not for whoever reads that. Told in the
 * transaction in which that happens.
 */
public record AddressChanged(String account) {}
