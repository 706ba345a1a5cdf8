/**
 * Plans: dated items from templates, as first planned, as planned now and as lived, for processes of any kind. Knows no
 * process.
 */
@NullMarked
package fr.jalon.plan;

import org.jspecify.annotations.NullMarked;
