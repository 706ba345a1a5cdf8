package faulty.scic;

import faulty.portfolio.Page;
import faulty.scic.process.Vote;

/** Knows a process, and the portfolio. */
public record Track(Vote vote, Page page) {}
