package faulty.engine.http;

import faulty.engine.form.Form;

/** Knows a room that knows its own. */
public record Answer(Form form) {}
