/**
 * The demonstration: people, and teams in every phase, replayed through the real process. Profile {@code demo} alone.
 */
package fr.jalon.demo;
