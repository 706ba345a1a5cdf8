package fr.jalon.roadmap;

import fr.jalon.plan.Item;
import fr.jalon.roadmap.Roadmaps.Entry;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far some of a roadmap's items have come on a day.
 *
 * @param total without what was given up
 * @param late how many of those that are left should be done
 * @param carried how often they were put off to the next month, all together
 */
public record Progress(int total, int done, int late, int dropped, int carried) {

    public static Progress of(Collection<Entry> entries, LocalDate today) {
        return of(
                entries.stream().map(Entry::item).toList(),
                entries.stream().mapToInt(Entry::carried).sum(),
                today);
    }

    /** Without a word on what was put off. */
    static Progress ofItems(Collection<Item> items, LocalDate today) {
        return of(items, 0, today);
    }

    private static Progress of(Collection<Item> items, int carried, LocalDate today) {
        int dropped = count(items.stream().filter(item -> item.droppedOn() != null));
        return new Progress(
                items.size() - dropped,
                count(items.stream().filter(item -> item.actualEnd() != null)),
                count(items.stream().filter(item -> item.isLateOn(today))),
                dropped,
                carried);
    }

    private static int count(Stream<Item> some) {
        return (int) some.count();
    }

    public int left() {
        return total - done;
    }

    /** {@code 12 livrables sur 15}, with what was given up. */
    public String said() {
        return done
                + (done > 1 ? " livrables sur " : " livrable sur ")
                + total
                + (dropped == 0 ? "" : dropped == 1 ? ", un abandonné" : ", " + dropped + " abandonnés");
    }

    /** All of it in sentences, for the end of the year: what is done, put off, given up, left. */
    public String report() {
        return said().replaceFirst(",.*", "") + (done > 1 ? " rendus" : " rendu") + "\u00a0; "
                + (left() == 0 ? "rien ne reste à faire" : left() + (left() > 1 ? " restent" : " reste") + " à faire")
                + "\u00a0; "
                + (dropped == 0 ? "aucun abandonné" : dropped + (dropped > 1 ? " abandonnés" : " abandonné"))
                + "\u00a0; "
                + (carried == 0
                        ? "aucun report"
                        : carried + (carried > 1 ? " reports" : " report") + " d’un mois à l’autre")
                + ".";
    }

    /** What has become of one item on a day, in words. */
    public static String of(Entry entry, LocalDate today) {
        Item item = entry.item();
        String state;
        if (item.actualEnd() != null) {
            boolean isLate = item.actualEnd().isAfter(item.baselineEnd());
            state = "Fait le " + French.date(item.actualEnd()) + (isLate ? ", après son mois" : "");
        } else if (item.droppedOn() != null) {
            state = "Abandonné le " + French.date(item.droppedOn());
        } else if (item.isLateOn(today)) {
            state = "En retard depuis le " + French.date(item.plannedEnd());
        } else {
            state = item.actualStart() == null ? "À venir" : "En cours";
        }
        String times = times(entry.carried());
        return times == null ? state : state + " (" + times + ")";
    }

    /** What the year has not brought as it was planned: late, put off, given up or left. */
    public static List<Entry> unfinished(Collection<Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.item().actualEnd() == null
                        || entry.carried() > 0
                        || entry.item().actualEnd().isAfter(entry.item().baselineEnd()))
                .toList();
    }

    private static @Nullable String times(int carried) {
        return carried == 0 ? null : carried == 1 ? "reporté une fois" : "reporté " + French.count(carried) + " fois";
    }
}
