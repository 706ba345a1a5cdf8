/** Whose team has been silent for too long, whom that is told, and what a team says that is blocked. */
@NullMarked
package fr.jalon.silence;

import org.jspecify.annotations.NullMarked;
