/** The contacts of a team: where each stands, what is done next about it and when, and what was done. */
@NullMarked
package fr.jalon.contact;

import org.jspecify.annotations.NullMarked;
