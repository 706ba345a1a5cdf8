package faulty.engine.form;

import faulty.engine.http.Answer;

/** Knows a room that knows its own. */
public record Form(Answer answer) {}
