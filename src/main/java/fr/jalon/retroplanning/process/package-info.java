/** The process {@code retroplanning}: what its model calls, shows and listens to. */
@NullMarked
package fr.jalon.retroplanning.process;

import org.jspecify.annotations.NullMarked;
