/** Where every team stands: reads what the journeys tell of themselves, owns none, and nobody knows it. */
package fr.jalon.portfolio;
