package fr.jalon.chain;

import org.jspecify.annotations.Nullable;

/** What is written once, after another of its kind. */
public interface Link {

    /** From 1. */
    int position();

    /** The hash of the one before; null for the first. */
    @Nullable
    String previousHash();

    /** {@link Canonical#hash} of what is hashed. */
    @Nullable
    String hash();

    /** This value without its hash: what is hashed. */
    Object unhashed();
}
