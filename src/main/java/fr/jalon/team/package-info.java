/** Cohorts, teams and their members; who may see what; invitations. */
@NullMarked
package fr.jalon.team;

import org.jspecify.annotations.NullMarked;
