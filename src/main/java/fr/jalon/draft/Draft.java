package fr.jalon.draft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * What stands in a form so far.
 *
 * @param version counts from 1, and up by one each time it is saved
 * @param author who saved it last
 * @param answers by the names of the form's fields
 */
record Draft(int version, String author, Instant at, ObjectNode answers) {}
