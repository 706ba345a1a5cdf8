package fr.jalon.experiment;

import java.util.List;
import java.util.Optional;

/**
 * Where a week stands: what it measured beside what was promised.
 *
 * @param frozen the contract as it was promised, once it is frozen
 * @param contract the contract in force, amendments included, once it is frozen
 * @param amendments the oldest first
 * @param days of the week, in order
 */
public record Standing(
        Evidence evidence,
        Optional<Contract> frozen,
        Optional<Contract> contract,
        List<Amendment> amendments,
        List<WeekDay> days) {}
