package fr.jalon.journey;

import java.util.List;

/**
 * What a journey has taught, handed to the one that follows it so that nothing is typed twice.
 *
 * @param journey the one that taught it
 * @param facts in the order in which they are read
 */
public record Learnt(String journey, List<Fact> facts) {

    /** Something that is known, under what people call it; an address is a link. */
    public record Fact(String label, String value) {}
}
