/** The studio's roadmap: counting on for a year. */
@NullMarked
package fr.jalon.roadmap;

import org.jspecify.annotations.NullMarked;
