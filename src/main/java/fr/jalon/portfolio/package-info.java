/** The pages of team and cohort: reads timelines and façades, owns no journey, and nobody knows it. */
@NullMarked
package fr.jalon.portfolio;

import org.jspecify.annotations.NullMarked;
