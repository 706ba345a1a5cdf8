/** Pictures from figures: plain pieces without a slice. */
@NullMarked
package fr.jalon.drawing;

import org.jspecify.annotations.NullMarked;
