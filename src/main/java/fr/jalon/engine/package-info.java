/** The embedded engine: its configuration, clock and schema, forms as contracts, accounts and rights. Knows no slice. */
package fr.jalon.engine;
