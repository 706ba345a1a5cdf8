package fr.jalon.plan;

import fr.jalon.plan.PlanFile.Format;
import fr.jalon.plan.PlanFile.People;
import fr.jalon.plan.Schedules.Scheduled;
import fr.jalon.plan.Work.After;
import fr.jalon.plan.Work.Place;
import fr.jalon.plan.Work.Point;
import fr.jalon.text.Csv;
import fr.jalon.text.French;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the cells of a plan's file are worded, and what such words mean.
 *
 * @param titles of its items, by their ids
 */
record Wording(Format format, Map<String, String> titles, People people) {

    static final String YES = "oui";

    private static final Map<Point, String> POINTS = Map.of(
            Point.START, "début", Point.READY, "prêt", Point.LAUNCH, "lancement", Point.LAST_DAY, "dernier jour");

    /** A lag behind a title: {@code (+2 jours)}. */
    private static final Pattern LAG =
            Pattern.compile("(.*\\S) ?\\( ?([+−–-]) ?(\\d{1,4}) ?(?:j|jours?|days?)?\\.? ?\\)");

    private static final Pattern OFFSET =
            Pattern.compile("([a-z][a-z -]*?)(?: ?([+−–-]) ?(\\d{1,4}) ?(?:j|jours?|days?)?)?");
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("d/M/uuuu", Locale.FRANCE).withResolverStyle(ResolverStyle.STRICT);

    /** Spaces of every kind as one, none around. */
    static String plain(String text) {
        return Csv.clean(text.replaceAll("\\s+", " "));
    }

    Map<PlanColumn, String> cells(Scheduled scheduled) {
        Work work = scheduled.work();
        Item item = scheduled.item();
        Map<PlanColumn, String> cells = new EnumMap<>(PlanColumn.class);
        cells.put(PlanColumn.SECTION, plain(item.section()));
        cells.put(PlanColumn.TITLE, plain(item.title()));
        cells.put(PlanColumn.FROM, date(item.plannedStart()));
        cells.put(PlanColumn.TO, date(item.plannedEnd()));
        cells.put(PlanColumn.DAYS, String.valueOf(work.duration()));
        cells.put(PlanColumn.EVERY_DAY, work.everyDay() ? YES : "");
        cells.put(PlanColumn.WHO, plain(Objects.requireNonNullElse(work.who(), "")));
        cells.put(PlanColumn.OWNER, item.owner() == null ? "" : people.label(item.owner()));
        cells.put(
                PlanColumn.AFTER,
                work.after().stream()
                        .map(after -> after(titles.getOrDefault(after.id(), after.id()), after.lag()))
                        .collect(Collectors.joining("\n")));
        cells.put(PlanColumn.OPTIONAL, work.optional() ? YES : "");
        cells.put(PlanColumn.PLACE, place(work.place()));
        return cells;
    }

    String date(LocalDate day) {
        return format == Format.FRENCH ? French.date(day) : day.toString();
    }

    private String place(@Nullable Place place) {
        if (place instanceof Place.Fixed fixed) return date(fixed.day());
        return place instanceof Place.Offset offset ? offset(offset) : "";
    }

    /** {@code lancement -1}. */
    static String offset(Place.Offset offset) {
        String point = Objects.requireNonNull(POINTS.get(offset.from()));
        return offset.days() == 0 ? point : "%s %+d".formatted(point, offset.days());
    }

    /** A title that ends as if a lag stood behind it is given one, so that it is read as it is. */
    static String after(String title, int lag) {
        if (lag == 0 && !LAG.matcher(title).matches()) return title;
        return "%s (%+d jour%s)".formatted(title, lag, Math.abs(lag) > 1 ? "s" : "");
    }

    /** What a line of « Après » names; empty where that is no title of the plan. */
    static Optional<After> after(String said, Function<String, @Nullable String> ids) {
        Matcher lag = LAG.matcher(said);
        String waited = lag.matches() ? ids.apply(lag.group(1)) : null;
        if (waited != null) return Optional.of(new After(waited, signed(lag.group(2), lag.group(3))));
        String id = ids.apply(said);
        return id == null ? Optional.empty() : Optional.of(new After(id, 0));
    }

    private static int signed(@Nullable String sign, @Nullable String days) {
        if (days == null) return 0;
        return "+".equals(sign) ? Integer.parseInt(days) : -Integer.parseInt(days);
    }

    /** A day as either format writes it. */
    static Optional<LocalDate> day(String said) {
        try {
            return Optional.of(said.indexOf('/') > 0 ? LocalDate.parse(said, WRITTEN) : LocalDate.parse(said));
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    static Optional<Place> place(String said) {
        Optional<LocalDate> day = day(said);
        if (day.isPresent()) return Optional.of(new Place.Fixed(day.get()));
        String letters = Normalizer.normalize(said.toLowerCase(Locale.FRENCH), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
        Matcher offset = OFFSET.matcher(letters);
        if (!offset.matches()) return Optional.empty();
        Point point =
                switch (offset.group(1)) {
                    case "debut", "start" -> Point.START;
                    case "pret", "ready" -> Point.READY;
                    case "lancement", "launch", "j" -> Point.LAUNCH;
                    case "dernier jour", "last day" -> Point.LAST_DAY;
                    default -> null;
                };
        if (point == null) return Optional.empty();
        return Optional.of(new Place.Offset(point, signed(offset.group(2), offset.group(3))));
    }

    /** Yes or no in the words of spreadsheets; empty where it is neither. */
    static Optional<Boolean> answer(String said) {
        return switch (said.toLowerCase(Locale.FRENCH)) {
            case "oui", "o", "x", "vrai", "yes", "true", "1" -> Optional.of(true);
            case "", "non", "n", "faux", "no", "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
