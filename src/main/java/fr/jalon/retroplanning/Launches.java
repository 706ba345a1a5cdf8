package fr.jalon.retroplanning;

import fr.jalon.Refusal;
import fr.jalon.plan.Launch;
import fr.jalon.plan.WorkTemplate;
import fr.jalon.text.French;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** When a launch makes sense. */
public final class Launches {

    /** In years: nobody plans a launch further ahead. */
    private static final int FARTHEST = 3;

    private Launches() {}

    /**
     * A launch as it is asked for; where no day is said, all is ready as the template says, or the day before.
     *
     * @throws Refusal if it is past or too far, or all would be ready after it
     */
    public static Launch of(
            LocalDate day, int days, @Nullable LocalDate ready, @Nullable WorkTemplate template, LocalDate today) {
        refusePast(day, today);
        if (ready != null && ready.isAfter(day))
            throw Refusal.invalid(
                    "readyBy",
                    "Tout doit être prêt le : ce jour vient après le lancement du " + French.day(day)
                            + " ; choisissez ce jour ou un jour d’avant.");
        return new Launch(day, days, ready != null ? ready : day.minusDays(template == null ? 1 : template.ready()));
    }

    static void refusePast(LocalDate day, LocalDate today) {
        if (day.isBefore(today))
            throw Refusal.invalid(
                    "launchDay",
                    "Jour du lancement : le " + French.day(day)
                            + " est passé ; choisissez aujourd’hui ou un jour à venir.");
        if (day.isAfter(today.plusYears(FARTHEST)))
            throw Refusal.invalid("launchDay", "Jour du lancement : choisissez un jour des trois ans à venir.");
    }
}
