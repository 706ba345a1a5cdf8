/** What of the engine's own HTTP interfaces is let through, to whom, and how it answers in French. */
package fr.jalon.engine.http;
