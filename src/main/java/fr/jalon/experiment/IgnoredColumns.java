package fr.jalon.experiment;

import de.siegmar.fastcsv.reader.CsvRecord;
import fr.jalon.text.Csv;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The columns of a file that are not read, and what stands in them. */
final class IgnoredColumns {

    private static final int MOST = 50;

    private final List<String> headings;
    private final boolean[] isRead;
    private final boolean[] hasFigures;
    private final boolean[] hasOthers;

    /**
     * The columns of a file that are not among those that are read.
     *
     * @param names of the headings, as {@link Headings#of}
     * @param columns that are read, and where they are
     */
    IgnoredColumns(List<String> headings, List<String> names, Map<MetricsColumn, List<Integer>> columns) {
        this.headings = headings;
        isRead = new boolean[headings.size()];
        hasFigures = new boolean[isRead.length];
        hasOthers = new boolean[isRead.length];
        columns.values().forEach(places -> places.forEach(place -> isRead[place] = true));
        // A less exact name of what is read all the same, and what nothing is missed of.
        for (int at = 0; at < isRead.length; at++) {
            String name = names.get(at);
            hasOthers[at] =
                    Headings.isOther(name) || columns.keySet().stream().anyMatch(column -> column.rank(name) >= 0);
        }
    }

    /** Has columns ignored that were read so far. */
    void add(List<Integer> places) {
        places.forEach(place -> isRead[place] = false);
    }

    /** Sees what stands in a line. */
    void look(CsvRecord line) {
        for (int at = 0; at < Math.min(isRead.length, line.getFieldCount()); at++) {
            if (isRead[at] || hasOthers[at]) continue;
            String cell = Csv.clean(line.getField(at));
            if (cell.isEmpty()) continue;
            if (!WrittenFigure.isLikely(cell)) hasOthers[at] = true;
            else if (cell.chars().anyMatch(digit -> digit >= '1' && digit <= '9')) hasFigures[at] = true;
        }
    }

    /** Their headings, fifty at most. */
    List<String> all() {
        return headings(at -> !isRead[at]);
    }

    /** Those of them that figures stand under which nobody may want to lose. */
    List<String> suspect() {
        return headings(at -> !isRead[at] && hasFigures[at] && !hasOthers[at]);
    }

    private List<String> headings(IntPredicate which) {
        return IntStream.range(0, isRead.length)
                .filter(which)
                .mapToObj(at -> Csv.shown(Csv.clean(headings.get(at))))
                .filter(heading -> !heading.isEmpty())
                .limit(MOST)
                .toList();
    }
}
