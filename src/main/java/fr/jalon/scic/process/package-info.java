/** The processes from association to SCIC: what their models call, show and listen to. */
package fr.jalon.scic.process;
