package fr.jalon.engine;

import java.util.Optional;

/** Knows why an instance is suspended, where that is somebody's decision and not an administrator's act. */
public interface Pauses {

    /**
     * What to say to whoever wants to go on, in French.
     *
     * @param root the outermost process instance
     */
    Optional<String> why(String root);
}
