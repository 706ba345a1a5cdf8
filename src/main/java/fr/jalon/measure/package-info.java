/** How many came to a team's service and from where, as its Matomo counts them, and what Metabase may read. */
@NullMarked
package fr.jalon.measure;

import org.jspecify.annotations.NullMarked;
