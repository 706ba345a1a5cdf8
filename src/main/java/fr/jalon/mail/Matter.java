package fr.jalon.mail;

import java.util.List;
import java.util.Map;

/** What messages of one kind are about, as the slice knows it that writes them. */
public interface Matter {

    /** How its messages name it. */
    String kind();

    /** What they are to their readers. */
    default Topic topic() {
        return Topic.NEEDED;
    }

    /**
     * Which of its messages, about to leave, have lost their object meanwhile; asked in a few queries, however many
     * they are.
     *
     * @return why, in a French sentence for administrators that names nobody, by the message's key
     */
    Map<String, String> lost(List<Letter> letters);
}
