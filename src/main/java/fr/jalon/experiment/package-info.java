/** The validation week: experiment contract, daily metrics, evidence, recommendation, decision. Knows no process. */
@NullMarked
package fr.jalon.experiment;

import org.jspecify.annotations.NullMarked;
