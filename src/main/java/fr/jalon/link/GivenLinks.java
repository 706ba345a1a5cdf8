package fr.jalon.link;

import fr.jalon.team.Team;
import java.util.List;
import java.util.Optional;

/** Tagged links that another slice makes of what it knows: they stand on the team's page beside those it keeps. */
public interface GivenLinks {

    /**
     * What is given to a team.
     *
     * @param lead what they are for, in a sentence
     * @param none what to say while there is none
     */
    record Given(String title, String lead, String none, List<TaggedLink> links) {}

    /** Empty where it is none of a team's business. */
    Optional<Given> of(Team team);
}
