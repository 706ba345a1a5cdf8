/** What a few counts say of a rate, with its uncertainty: plain pieces without a slice. */
package fr.jalon.statistics;
