/** From idea to decision: phases with their slots and gates, the journey's dates, and how they move. */
@NullMarked
package fr.jalon.bootcamp;

import org.jspecify.annotations.NullMarked;
