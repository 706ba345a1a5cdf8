-- What is told late of tracks was of two kinds; what has not left yet is asked for, and declined, as the rest is.
update outbox set kind = 'track' where kind = 'track-late';
