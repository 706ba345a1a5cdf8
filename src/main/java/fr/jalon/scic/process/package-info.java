/** The processes from association to SCIC: what their models call, show and listen to. */
@NullMarked
package fr.jalon.scic.process;

import org.jspecify.annotations.NullMarked;
