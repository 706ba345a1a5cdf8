package fr.jalon.bootcamp;

import fr.jalon.Refusal;
import fr.jalon.text.French;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The days of a bootcamp: two days of work, seven of validation, one of restitution. Without word to the contrary they
 * follow one another. Source: the general organisation of the programme, planning détaillé.
 */
public record BootcampDays(
        LocalDate firstDay, LocalDate secondDay, LocalDate validationStart, LocalDate restitutionDay) {

    /** How many days a validation week has before any extension. */
    public static final int WEEK = 7;

    /** Refuses days that are out of order, or a restitution before the week has been lived. */
    public BootcampDays {
        if (!secondDay.isAfter(firstDay)) {
            throw Refusal.invalid("secondDay", "Le deuxième jour vient après le premier.");
        }
        if (!validationStart.isAfter(secondDay)) {
            throw Refusal.invalid("validationStart", "La semaine de validation commence après le deuxième jour.");
        }
        if (restitutionDay.isBefore(validationStart.plusDays(WEEK))) {
            throw Refusal.invalid(
                    "restitutionDay", "La restitution a lieu au plus tôt le lendemain du septième jour de validation.");
        }
    }

    /**
     * The days that follow from a first day; each that is given replaces the derived one and carries the later ones
     * along.
     *
     * @throws Refusal for days out of order, or a restitution out of reach, where a pause alone may bring it
     */
    public static BootcampDays from(
            LocalDate first,
            Optional<LocalDate> second,
            Optional<LocalDate> validation,
            Optional<LocalDate> restitution) {
        LocalDate two = second.orElse(first.plusDays(1));
        LocalDate week = validation.orElse(two.plusDays(1));
        LocalDate last = restitution.orElse(week.plusDays(WEEK));
        BootcampDays days = new BootcampDays(first, two, week, last);
        if (last.isAfter(first.plusYears(1)))
            throw Refusal.invalid("restitutionDay", "La restitution a lieu dans l’année qui suit le premier jour.");
        return days;
    }

    public static BootcampDays from(LocalDate first) {
        return from(first, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same week begun on another day; the restitution moves by as much. */
    public BootcampDays withValidationStart(LocalDate start) {
        long moved = start.toEpochDay() - validationStart.toEpochDay();
        return new BootcampDays(firstDay, secondDay, start, restitutionDay.plusDays(moved));
    }

    public BootcampDays withRestitutionDay(LocalDate day) {
        return new BootcampDays(firstDay, secondDay, validationStart, day);
    }

    /**
     * Lets latecomers in as long as the restitution lies ahead.
     *
     * @throws Refusal if it is past
     */
    public void refusePast(LocalDate today) {
        if (restitutionDay.isBefore(today)) {
            throw Refusal.invalid(
                    "firstDay",
                    ("Avec ce premier jour, la restitution serait déjà passée (le %s) : choisissez une "
                                    + "date plus tardive.")
                            .formatted(French.day(restitutionDay)));
        }
    }

    /**
     * What is to be said of days on which nobody works, those that are past apart: the two days of work, the first of
     * validation, on which all that was prepared is launched, and the restitution bring people together. The rest of
     * the week runs over its weekend by design: only a public holiday or a closed day within it is told.
     *
     * @param closed a day on which nobody works, and why; empty of others
     */
    List<String> onClosedDays(LocalDate today, Function<LocalDate, Optional<String>> closed) {
        Map<LocalDate, String> meetings = new TreeMap<>();
        meetings.put(firstDay, "Le premier jour");
        meetings.put(secondDay, "Le deuxième jour");
        meetings.put(validationStart, "Le premier jour de validation");
        meetings.put(restitutionDay, "La restitution");
        List<String> said = new ArrayList<>();
        meetings.forEach((day, name) -> {
            if (!day.isBefore(today))
                closed.apply(day)
                        .ifPresent(why -> said.add(name + " tombe le " + why + "\u00a0: l’équipe s’y réunit, vérifiez"
                                + " que chacun peut venir."));
        });
        for (LocalDate day : week().subList(1, WEEK)) {
            if (!day.isBefore(today) && day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0)
                closed.apply(day)
                        .ifPresent(why -> said.add("Un jour de validation tombe le " + why
                                + "\u00a0: les visites peuvent " + "s’en ressentir, et personne n’est là pour aider."));
        }
        return said;
    }

    /** The seven days of validation. */
    public List<LocalDate> week() {
        List<LocalDate> days = new ArrayList<>();
        for (int day = 0; day < WEEK; day++) days.add(validationStart.plusDays(day));
        return days;
    }
}
