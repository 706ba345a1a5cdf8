/** Accounts, passwords, groups and rights. */
package fr.jalon.engine.identity;
