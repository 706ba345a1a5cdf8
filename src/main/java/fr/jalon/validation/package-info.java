/** What an applied migration names: no other class stands here. */
@NullMarked
package fr.jalon.validation;

import org.jspecify.annotations.NullMarked;
