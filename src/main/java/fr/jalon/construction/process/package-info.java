/** The process {@code construction}. */
@NullMarked
package fr.jalon.construction.process;

import org.jspecify.annotations.NullMarked;
