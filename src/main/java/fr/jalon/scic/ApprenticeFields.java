package fr.jalon.scic;

import fr.jalon.Refusal;
import fr.jalon.team.Team;
import fr.jalon.text.French;
import fr.jalon.text.MailAddress;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a form, or a request, says of an apprentice, by field, and what is wrong with it. */
final class ApprenticeFields {

    static final String NAME = "name";
    static final String EMAIL = "email";
    static final String EMPLOYER = "employer";
    static final String CONTRACT = "contract";
    static final String STARTS = "startsOn";
    static final String ENDS = "endsOn";
    static final String BROKEN = "brokenOn";
    static final String FILED = "filedOn";

    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_EMPLOYER = 120;
    private static final int YEARS = 5;

    private final Map<String, String> typed;
    private final LocalDate today;
    private final Map<String, String> faults = new LinkedHashMap<>();

    ApprenticeFields(Map<String, String> typed, LocalDate today) {
        this.typed = typed;
        this.today = today;
    }

    /** As a form shows it that is to change one. */
    static Map<String, String> of(Apprentice known) {
        Map<String, String> typed = new LinkedHashMap<>();
        put(typed, NAME, known.name());
        put(typed, EMAIL, known.email());
        put(typed, EMPLOYER, known.employer());
        ApprenticeContract contract = known.contract();
        put(typed, CONTRACT, contract == null ? null : contract.key());
        put(typed, STARTS, known.startsOn());
        put(typed, ENDS, known.endsOn());
        put(typed, BROKEN, known.brokenOn());
        put(typed, FILED, known.filedOn());
        return typed;
    }

    private static void put(Map<String, String> typed, String field, @Nullable Object value) {
        if (value != null) typed.put(field, value.toString());
    }

    /**
     * One that is new.
     *
     * @throws Refusal naming each field that is wrong
     */
    Apprentice fresh(String id) {
        return read(id, 1, false);
    }

    /**
     * One that is known, as it is from now on.
     *
     * @param seen the version that was read
     * @throws Refusal naming each field that is wrong
     */
    Apprentice changed(Apprentice known, int seen) {
        return read(known.id(), seen + 1, known.name() == null);
    }

    private Apprentice read(String id, int version, boolean isErased) {
        String name = line(NAME, LONGEST_NAME);
        if (name.isEmpty() && !isErased) fault(NAME, "Un prénom ou des initiales sont attendus.");
        String employer = line(EMPLOYER, LONGEST_EMPLOYER);
        if (employer.isEmpty()) fault(EMPLOYER, "Dites chez quel employeur.");
        Optional<ApprenticeContract> contract = ApprenticeContract.of(value(CONTRACT));
        if (contract.isEmpty()) fault(CONTRACT, "Choisissez le type de contrat.");
        LocalDate starts = day(STARTS);
        if (starts == null) fault(STARTS, "Dites quel jour le contrat commence.");
        LocalDate ends = day(ENDS);
        LocalDate broken = day(BROKEN);
        LocalDate filed = day(FILED);
        if (starts != null) {
            if (ends != null && !ends.isAfter(starts)) fault(ENDS, "Un contrat finit après son début.");
            if (broken != null && broken.isBefore(starts))
                fault(BROKEN, "Une rupture suit le début du contrat. S’il n’a pas commencé, retirez la fiche.");
        }
        if (broken != null && ends != null && broken.isAfter(ends))
            fault(BROKEN, "Une rupture précède la fin prévue du contrat.");
        if (broken != null && broken.isAfter(today)) fault(BROKEN, "Ce jour est à venir.");
        if (filed != null && filed.isAfter(today)) fault(FILED, "Ce jour est à venir.");
        if (filed != null && starts != null && filed.isBefore(starts.minusYears(1)))
            fault(FILED, "Un contrat se dépose dans l’année qui précède son début, ou après.");
        String email = email();
        if (!faults.isEmpty()) throw Refusal.invalid(faults);
        return new Apprentice(
                id,
                name.isEmpty() ? null : name,
                email.isEmpty() ? null : email,
                employer,
                contract.orElseThrow(),
                Objects.requireNonNull(starts),
                ends,
                broken,
                filed,
                version);
    }

    private String value(String field) {
        return String.valueOf(typed.getOrDefault(field, "")).strip();
    }

    private void fault(String field, String why) {
        faults.putIfAbsent(field, why);
    }

    private String line(String field, int longest) {
        String value = value(field);
        if (value.length() > longest) fault(field, longest + " caractères au plus.");
        else if (!value.matches(Team.NAME)) fault(field, French.capitalised(Team.NAME_MESSAGE) + ".");
        return value;
    }

    private String email() {
        String email = value(EMAIL);
        if (email.isEmpty()) return email;
        try {
            return new MailAddress(email).value();
        } catch (IllegalArgumentException expected) {
            fault(EMAIL, French.capitalised(String.valueOf(expected.getMessage())) + ".");
            return "";
        }
    }

    private @Nullable LocalDate day(String field) {
        String day = value(field);
        if (day.isEmpty()) return null;
        try {
            LocalDate on = LocalDate.parse(day);
            if (on.isBefore(today.minusYears(2L * YEARS)) || on.isAfter(today.plusYears(YEARS)))
                fault(field, "Ce jour est trop loin.");
            return on;
        } catch (DateTimeParseException malformed) {
            fault(field, "Une date est attendue.");
            return null;
        }
    }
}
