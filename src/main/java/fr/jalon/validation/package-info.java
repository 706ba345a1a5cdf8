/** What an applied migration names: no other class stands here. */
package fr.jalon.validation;
