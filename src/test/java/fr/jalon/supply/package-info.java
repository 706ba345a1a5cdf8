/** What the jar is made of, held against lists of known faults. */
package fr.jalon.supply;
