/** The processes {@code studio-roadmap} and {@code roadmap-month}. */
@NullMarked
package fr.jalon.roadmap.process;

import org.jspecify.annotations.NullMarked;
