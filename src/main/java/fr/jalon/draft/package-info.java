/** What is typed into a form before its task is done, kept for the team: a draft a task, with who and when. */
@NullMarked
package fr.jalon.draft;

import org.jspecify.annotations.NullMarked;
