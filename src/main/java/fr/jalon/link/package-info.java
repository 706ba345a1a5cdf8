/** Links that teams share: tagged by one rule, each with a short address that counts its visits and nobody. */
@NullMarked
package fr.jalon.link;

import org.jspecify.annotations.NullMarked;
