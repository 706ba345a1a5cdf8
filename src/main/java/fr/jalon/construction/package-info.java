/** The construction of a digital service: a first user, tests month by month, and a committee that decides. */
@NullMarked
package fr.jalon.construction;

import org.jspecify.annotations.NullMarked;
