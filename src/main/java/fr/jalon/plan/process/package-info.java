/** The process {@code deliverable}: one item of a plan, done by its owner or its team. */
@NullMarked
package fr.jalon.plan.process;

import org.jspecify.annotations.NullMarked;
