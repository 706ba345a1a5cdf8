package fr.jalon.validation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;

/** All that supports the decisions of a team, iteration by iteration. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Dossier(
    String team, String teamName, Instant writtenAt, List<Iteration> iterations, Decision.Verification verification) {

  /**
   * One iteration. What has not come yet is absent; once a decision is taken, the evidence is the one it rests on.
   *
   * @param contract as it was frozen
   * @param contractHash SHA-256 of its JSON
   * @param contractInForce the contract with its amendments
   * @param thresholds the rules of the decision table that spoke, as JSON
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Iteration(
      int iteration, Contract contract, Instant frozenAt, String contractHash, Contract contractInForce,
      List<Amendment> amendments, List<WeekDay> days, List<Recording> metrics, Evidence evidence, Proposal proposal,
      String recommendation, String recommendationReason, String tableVersion, @JsonRawValue String thresholds,
      Decision decision) {}
}
