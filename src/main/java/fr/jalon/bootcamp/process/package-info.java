/** The journey's process: what its model calls, shows and listens to. */
@NullMarked
package fr.jalon.bootcamp.process;

import org.jspecify.annotations.NullMarked;
