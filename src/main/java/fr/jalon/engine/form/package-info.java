/** Forms as contracts: what a task accepts, whichever way its completion arrives. */
package fr.jalon.engine.form;
