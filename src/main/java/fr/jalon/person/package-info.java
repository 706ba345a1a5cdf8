/** What Jalon keeps about a person: shown to administrators on request, and erased; forgotten passwords. */
@NullMarked
package fr.jalon.person;

import org.jspecify.annotations.NullMarked;
