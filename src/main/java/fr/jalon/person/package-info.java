/** What Jalon keeps about a person: shown to administrators on request, and erased. */
package fr.jalon.person;
