/** Forms as contracts: what a task accepts, whichever way its completion arrives. */
@NullMarked
package fr.jalon.engine.form;

import org.jspecify.annotations.NullMarked;
