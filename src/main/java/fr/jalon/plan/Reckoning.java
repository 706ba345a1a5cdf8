package fr.jalon.plan;

import java.util.List;

/** What can be seen of the plans of a kind before they are lived; each kind that counts on registers a bean. */
public interface Reckoning {

    /** The key of its process. */
    String kind();

    /** What of an open plan cannot be in time, the longest overdue first. */
    List<Impossible> impossible(Plan plan, List<Item> items);
}
