/** What leaves the database by mail: an outbox written with the work it tells of, sent by a job. */
package fr.jalon.mail;
