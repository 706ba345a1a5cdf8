/** Decision tables as they were deployed. */
@NullMarked
package fr.jalon.engine.decision;

import org.jspecify.annotations.NullMarked;
