/** What configures the embedded engine; its rooms hold forms, HTTP, identity, time and decisions. Knows no slice. */
package fr.jalon.engine;
