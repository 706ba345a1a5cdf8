/** Decision tables as they were deployed. */
package fr.jalon.engine.decision;
