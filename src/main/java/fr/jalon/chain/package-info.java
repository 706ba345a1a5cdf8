/** What is written once and proves it, each carrying the hash of the one before: plain pieces without a slice. */
@NullMarked
package fr.jalon.chain;

import org.jspecify.annotations.NullMarked;
