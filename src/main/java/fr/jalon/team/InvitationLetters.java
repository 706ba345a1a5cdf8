package fr.jalon.team;

import fr.jalon.mail.Letter;
import fr.jalon.mail.Matter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** An invitation is mailed while it still lets somebody in; its letter's object is the hash of the token. */
@Component
class InvitationLetters implements Matter {

    static final String KIND = "invitation";
    static final String USED = "L’invitation a déjà servi.";

    private final InvitationRows rows;

    InvitationLetters(InvitationRows rows) {
        this.rows = rows;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<String, String> lost(List<Letter> letters) {
        Map<String, InvitationRows.Fate> fates =
                rows
                        .fates(letters.stream()
                                .map(Letter::object)
                                .filter(Objects::nonNull)
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(InvitationRows.Fate::hash, Function.identity()));
        Map<String, String> lost = new HashMap<>();
        for (Letter letter : letters) {
            InvitationRows.Fate fate = fates.get(letter.object());
            if (fate != null && fate.isUsed()) lost.put(letter.key(), USED);
            else if (fate == null || fate.isExpired()) lost.put(letter.key(), "L’invitation ne vaut plus.");
        }
        return lost;
    }
}
