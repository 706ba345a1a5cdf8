/** From idea to decision: phases with their slots and gates, the journey's dates, and how they move. */
package fr.jalon.bootcamp;
