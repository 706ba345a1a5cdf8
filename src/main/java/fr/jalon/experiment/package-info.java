/** The validation week: experiment contract, daily metrics, evidence, recommendation, decision. Knows no process. */
package fr.jalon.experiment;
