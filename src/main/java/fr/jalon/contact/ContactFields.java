package fr.jalon.contact;

import fr.jalon.contact.Draft.Next;
import fr.jalon.team.Team;
import fr.jalon.text.MailAddress;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a form or a line of a file says of a contact, by field, and what is wrong with it. */
final class ContactFields {

    static final String NAME = "name";
    static final String EMAIL = "email";
    static final String PHONE = "phone";
    static final String CHANNEL = "channel";
    static final String FOLLOWER = "follower";
    static final String ACTION = "action";
    static final String DAY = "day";
    static final String STATE = "state";

    static final int LONGEST_NAME = 120;
    static final int LONGEST_CHANNEL = 60;
    static final int LONGEST_ACTION = 200;
    static final int LONGEST_NOTE = 2000;

    /** Before it, no day is meant. */
    static final LocalDate LONG_AGO = LocalDate.of(2000, 1, 1);

    private static final int YEARS_AHEAD = 5;
    private static final Pattern PHONE_NUMBER = Pattern.compile("\\+?[0-9 ().\u00a0\u202f/-]{4,29}");
    private static final int FEWEST_FIGURES = 4;

    private final Map<String, String> typed;
    private final Map<String, String> faults = new LinkedHashMap<>();
    private final LocalDate today;

    ContactFields(Map<String, String> typed, LocalDate today) {
        this.typed = typed;
        this.today = today;
    }

    /** What is wrong, by field: the beginning of a sentence in French, without a capital and a full stop. */
    Map<String, String> faults() {
        return faults;
    }

    void fault(String field, String why) {
        faults.putIfAbsent(field, why);
    }

    String value(String field) {
        return typed.getOrDefault(field, "").replace("\r", "").strip();
    }

    /** Where it is to stand; null, and a fault, where that is no state. */
    @Nullable
    ContactState state() {
        ContactState state = ContactState.of(value(STATE)).orElse(null);
        if (state == null) fault(STATE, "choisissez un état de la liste");
        return state;
    }

    /**
     * What is noted of the contact; null where something of it makes no sense.
     *
     * @param members who may follow it, by account
     * @param earliest the first day on which something can be done
     */
    @Nullable
    Draft draft(@Nullable ContactState state, Set<String> members, LocalDate earliest) {
        String name = line(NAME, LONGEST_NAME);
        if (name.isEmpty()) fault(NAME, "un nom est attendu, d’une personne ou d’une organisation");
        String email = email();
        String phone = value(PHONE);
        if (!phone.isEmpty()
                && (!PHONE_NUMBER.matcher(phone).matches()
                        || phone.chars().filter(Character::isDigit).count() < FEWEST_FIGURES))
            fault(
                    PHONE,
                    "un numéro de téléphone est attendu : des chiffres et des espaces, avec « + » devant s’il le faut");
        String channel = line(CHANNEL, LONGEST_CHANNEL);
        String follower = value(FOLLOWER);
        if (!follower.isEmpty() && !members.contains(follower)) fault(FOLLOWER, "choisissez une personne de l’équipe");
        Next next = next(state, earliest);
        return faults.isEmpty()
                ? new Draft(name, orNull(email), orNull(phone), orNull(channel), orNull(follower), next)
                : null;
    }

    private String email() {
        String email = value(EMAIL);
        if (email.isEmpty()) return email;
        try {
            return new MailAddress(email).value();
        } catch (IllegalArgumentException expected) {
            fault(EMAIL, String.valueOf(expected.getMessage()));
            return email;
        }
    }

    /** What is done next; null where that is nothing, or makes no sense, which is a fault. */
    @Nullable
    Next next(@Nullable ContactState state, LocalDate earliest) {
        String action = line(ACTION, LONGEST_ACTION);
        String day = value(DAY);
        if (action.isEmpty() && day.isEmpty()) {
            if (state != null && state.isOpen()) fault(ACTION, "un contact ouvert a toujours une prochaine action");
            return null;
        }
        if (state == ContactState.LOST) {
            fault(ACTION, "un contact perdu n’a pas de prochaine action : laissez-la vide");
            return null;
        }
        if (action.isEmpty()) fault(ACTION, "dites quoi faire ce jour-là");
        LocalDate on = day(day, earliest);
        return on == null || action.isEmpty() ? null : new Next(action, on);
    }

    private @Nullable LocalDate day(String day, LocalDate earliest) {
        try {
            LocalDate on = LocalDate.parse(day);
            if (on.isBefore(earliest))
                fault(
                        DAY,
                        earliest.equals(today) ? "choisissez aujourd’hui ou un jour à venir" : "ce jour est trop loin");
            else if (on.isAfter(today.plusYears(YEARS_AHEAD))) fault(DAY, "un jour dans les cinq ans est attendu");
            return on;
        } catch (DateTimeParseException malformed) {
            fault(DAY, day.isEmpty() ? "dites quel jour" : "une date est attendue");
            return null;
        }
    }

    /** What somebody notes of an exchange. */
    String note() {
        String said = value("said");
        if (said.isEmpty()) fault("said", "écrivez ce qui s’est dit");
        else if (said.length() > LONGEST_NOTE) fault("said", LONGEST_NOTE + " caractères au plus");
        return said;
    }

    private String line(String field, int longest) {
        String value = value(field);
        if (value.length() > longest) fault(field, longest + " caractères au plus");
        else if (!value.matches(Team.NAME)) fault(field, Team.NAME_MESSAGE);
        return value;
    }

    private static @Nullable String orNull(String value) {
        return value.isEmpty() ? null : value;
    }
}
