/** What leaves the database by mail: an outbox written with the work it tells of, sent by a job. */
@NullMarked
package fr.jalon.mail;

import org.jspecify.annotations.NullMarked;
