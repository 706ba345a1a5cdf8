/**
 * The demonstration: people, and teams in every phase, replayed through the real process. Profile {@code demo} alone.
 */
@NullMarked
package fr.jalon.demo;

import org.jspecify.annotations.NullMarked;
