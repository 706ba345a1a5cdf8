/** French, CSV, characters and addresses: plain pieces without a slice. */
@NullMarked
package fr.jalon.text;

import org.jspecify.annotations.NullMarked;
