/** Retroplannings: counting back from a launch. */
@NullMarked
package fr.jalon.retroplanning;

import org.jspecify.annotations.NullMarked;
