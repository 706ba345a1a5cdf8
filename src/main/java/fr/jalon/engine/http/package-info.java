/** What of the engine's own HTTP interfaces is let through, to whom, and how it answers in French. */
@NullMarked
package fr.jalon.engine.http;

import org.jspecify.annotations.NullMarked;
