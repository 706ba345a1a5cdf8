/** What a few counts say of a rate, with its uncertainty: plain pieces without a slice. */
@NullMarked
package fr.jalon.statistics;

import org.jspecify.annotations.NullMarked;
