/** Pictures from figures: plain pieces without a slice. */
package fr.jalon.drawing;
