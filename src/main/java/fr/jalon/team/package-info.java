/** Cohorts, teams and their members; who may see what; invitations. */
package fr.jalon.team;
