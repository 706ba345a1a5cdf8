/** The core: a row for every journey of whatever kind, what a kind says of itself, and the timeline that all share. */
@NullMarked
package fr.jalon.journey;

import org.jspecify.annotations.NullMarked;
