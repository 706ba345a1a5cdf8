package fr.jalon.plan;

import fr.jalon.engine.time.FrenchDays;
import fr.jalon.plan.Work.After;
import fr.jalon.plan.Work.Place;
import fr.jalon.plan.Work.Point;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Works as tests write them. */
final class Some {

    static final Predicate<LocalDate> FRANCE = FrenchDays.in("metropole");

    private Some() {}

    /** Takes working days, after others: {@code logo}, or {@code logo:2} with a lag. */
    static Work work(String id, int days, String... after) {
        return new Work(id, id.toUpperCase(), days, false, null, false, after(after), null);
    }

    static Work any(String id, int days, String... after) {
        return new Work(id, id.toUpperCase(), days, true, null, false, after(after), null);
    }

    static Work on(Point point, int offset, Work work) {
        return placed(work, new Place.Offset(point, offset));
    }

    static Work on(String day, Work work) {
        return placed(work, new Place.Fixed(LocalDate.parse(day)));
    }

    static Work by(String who, Work work) {
        return new Work(
                work.id(),
                work.title(),
                work.duration(),
                work.everyDay(),
                who,
                work.optional(),
                work.after(),
                work.place());
    }

    static Work optional(Work work) {
        return new Work(
                work.id(),
                work.title(),
                work.duration(),
                work.everyDay(),
                work.who(),
                true,
                work.after(),
                work.place());
    }

    private static Work placed(Work work, Place place) {
        return new Work(
                work.id(),
                work.title(),
                work.duration(),
                work.everyDay(),
                work.who(),
                work.optional(),
                work.after(),
                place);
    }

    private static List<After> after(String... others) {
        return Arrays.stream(others)
                .map(other -> other.split(":", 2))
                .map(parts -> new After(parts[0], parts.length == 1 ? 0 : Integer.parseInt(parts[1])))
                .toList();
    }

    static LocalDate day(String day) {
        return LocalDate.parse(day);
    }
}
