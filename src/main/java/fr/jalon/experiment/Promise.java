package fr.jalon.experiment;

import java.time.Instant;

/**
 * What a team promised for its week, once it is frozen.
 *
 * @param contract as it was frozen
 * @param contractHash SHA-256 of its JSON
 * @param contractInForce the contract with its amendments
 */
record Promise(Contract contract, Instant frozenAt, String contractHash, Contract contractInForce) {}
