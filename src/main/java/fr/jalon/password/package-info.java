/** Forgotten passwords: a link by mail, for an hour, once. */
package fr.jalon.password;
