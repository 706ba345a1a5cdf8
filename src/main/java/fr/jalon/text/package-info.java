/** French, CSV, characters and addresses: plain pieces without a slice. */
package fr.jalon.text;
