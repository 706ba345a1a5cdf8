/**
 * From association to SCIC: market validation, launch budget, grants, milestones, vote and legal guards, over three
 * years.
 */
package fr.jalon.scic;
