package fr.jalon.plan;

import fr.jalon.Refusal;
import fr.jalon.plan.Work.Point;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a plan is counted from.
 *
 * @param start the first day on which anything can be done
 * @param launch what a plan counts back from; absent of one that counts on
 * @param end the last day of a plan that counts on; absent where it ends when all is done
 */
record Frame(
        LocalDate start, @Nullable Launch launch, @Nullable LocalDate end) {

    /** @throws Refusal if a plan of this kind has no such day */
    LocalDate day(Work work, Point point) {
        LocalDate day =
                switch (point) {
                    case START -> launch == null ? start : null;
                    case READY -> launch == null ? null : launch.ready();
                    case LAUNCH -> launch == null ? null : launch.day();
                    case LAST_DAY -> launch == null ? null : launch.lastDay();
                };
        if (day == null)
            throw Refusal.invalid(
                    "items[%s].place".formatted(work.id()),
                    work.quoted() + " compte à partir " + point.label() + ", que ce plan n’a pas.");
        return day;
    }

    /** The day by which all is done; absent where nothing says so. */
    @Nullable
    LocalDate due() {
        return launch == null ? end : launch.ready();
    }
}
