/** The journey's process: what its model calls, shows and listens to. */
package fr.jalon.bootcamp.process;
