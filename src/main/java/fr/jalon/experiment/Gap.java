package fr.jalon.experiment;

import fr.jalon.text.French;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Days that lie between two of a week and are none of it: nothing is measured on them. */
record Gap(LocalDate from, LocalDate to) {

    /** What lies between a day of a week and the next; empty where the next follows at once. */
    static Optional<Gap> between(LocalDate day, LocalDate next) {
        return next.isAfter(day.plusDays(1))
                ? Optional.of(new Gap(day.plusDays(1), next.minusDays(1)))
                : Optional.empty();
    }

    /** Those of a week, in order. */
    static List<Gap> of(List<WeekDay> week) {
        return IntStream.range(1, week.size())
                .mapToObj(at -> between(week.get(at - 1).day(), week.get(at).day()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** In a sentence: {@code Du … au …, hors de la semaine et sans chiffres : deux jours non comptés.} */
    String said() {
        long days = ChronoUnit.DAYS.between(from, to) + 1;
        return days == 1
                ? "Le " + French.day(from) + ", hors de la semaine et sans chiffres\u00a0: un jour non compté."
                : "Du " + French.day(from) + " au " + French.day(to) + ", hors de la semaine et sans chiffres\u00a0: "
                        + French.days(days) + " non comptés.";
    }
}
