/** French, CSV and the faults of what it lists, characters and addresses: plain pieces without a slice. */
@NullMarked
package fr.jalon.text;

import org.jspecify.annotations.NullMarked;
