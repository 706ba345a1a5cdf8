/** The one clock, the one calendar, and how a rehearsal moves them. */
@NullMarked
package fr.jalon.engine.time;

import org.jspecify.annotations.NullMarked;
