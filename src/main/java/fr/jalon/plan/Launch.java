package fr.jalon.plan;

import fr.jalon.Refusal;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * What a plan counts back from.
 *
 * @param days how long it lasts, its first day included
 * @param ready the last day on which anything is still prepared; the launch itself at the latest
 */
public record Launch(LocalDate day, int days, LocalDate ready) {

    /** @throws Refusal if it lasts no day, or is not ready in time */
    public Launch {
        if (days < 1) throw Refusal.invalid("days", "Le lancement dure au moins un jour.");
        if (ready.isAfter(day))
            throw Refusal.invalid(
                    "ready",
                    "Tout doit être prêt le " + French.day(ready) + ", après le lancement du " + French.day(day) + ".");
    }

    /** A day on which all must be done, and nothing else. */
    public static Launch dueOn(LocalDate day) {
        return new Launch(day, 1, day);
    }

    public LocalDate lastDay() {
        return day.plusDays(days - 1L);
    }

    /** The same on another day: as long, and ready as many days before. */
    public Launch on(LocalDate other) {
        return new Launch(other, days, ready.plusDays(ChronoUnit.DAYS.between(day, other)));
    }

    Launch readyOn(LocalDate other) {
        return new Launch(day, days, other);
    }
}
