/** What configures the embedded engine; its rooms hold forms, HTTP, identity, time and decisions. Knows no slice. */
@NullMarked
package fr.jalon.engine;

import org.jspecify.annotations.NullMarked;
