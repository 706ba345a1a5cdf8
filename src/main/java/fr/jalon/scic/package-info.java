/**
 * From association to SCIC: market validation, launch budget, grants, milestones, vote and legal guards, over three
 * years.
 */
@NullMarked
package fr.jalon.scic;

import org.jspecify.annotations.NullMarked;
