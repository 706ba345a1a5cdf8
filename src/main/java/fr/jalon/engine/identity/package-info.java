/** Accounts, passwords, groups and rights. */
@NullMarked
package fr.jalon.engine.identity;

import org.jspecify.annotations.NullMarked;
