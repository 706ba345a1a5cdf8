/** What Jalon keeps about a person: shown to administrators on request, and erased; forgotten passwords. */
package fr.jalon.person;
