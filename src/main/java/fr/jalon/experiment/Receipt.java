package fr.jalon.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What became of the figures that came in.
 *
 * @param added rows of a day and channel that are new
 * @param newChannels names that the campaigns do not know
 * @param doubtful days with more conversions than visits: attribution can do that
 * @param reading how the file was read
 * @param missing what is still unknown of these days
 */
record Receipt(
        int added,
        int corrected,
        int unchanged,
        Set<LocalDate> days,
        Set<String> newChannels,
        Set<LocalDate> doubtful,
        @JsonUnwrapped MetricsFile.Reading reading,
        List<Gap> missing) {

    private static final int TOLD = 10;

    /** Figures of a channel, by the names that they have in JSON, that are unknown on some days. */
    record Gap(String channel, List<String> figures, List<LocalDate> days) {}

    /** What was read and recorded, in sentences. */
    @JsonProperty
    List<String> summary() {
        List<String> sentences = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        count(added, "enregistrée", parts);
        count(corrected, "corrigée", parts);
        count(unchanged, "inchangée", parts);
        String became = String.join(", ", parts) + ", sur " + several(days.size(), "jour", "jours") + ".";
        boolean isSummed = reading.lines() > reading.rows();
        sentences.add(
                isSummed
                        ? French.number(reading.lines())
                                + " lignes du fichier, additionnées par jour et par canal, en font "
                                + French.number(reading.rows()) + "\u00a0: " + became
                        : became);
        if (reading.totals() > 0) {
            sentences.add(
                    several(reading.totals(), "ligne de total ne compte pas.", "lignes de total ne comptent pas."));
        }
        sentences.add("Colonnes lues\u00a0: "
                + told(reading.columns().stream()
                        .map(column -> quoted(column.heading()) + " ("
                                + MetricsColumn.of(column.readAs()).label() + ")")
                        .toList())
                + ".");
        if (!reading.ignored().isEmpty()) {
            sentences.add("Colonnes ignorées\u00a0: "
                    + told(reading.ignored().stream().map(Receipt::quoted).toList()) + ".");
        }
        return sentences;
    }

    /** What a person should look at, in sentences. */
    @JsonProperty
    List<String> warnings() {
        List<String> sentences = new ArrayList<>();
        if (!reading.suspect().isEmpty()) {
            sentences.add(told(reading.suspect().stream().map(Receipt::quoted).toList())
                    + "\u00a0: des chiffres que Jalon ne connaît"
                    + " pas sous ce nom, et n’a pas lus. S’ils comptent, renommez la colonne "
                    + "(impressions, clics, visites, conversions"
                    + " ou dépense), puis renvoyez le fichier.");
        }
        if (!newChannels.isEmpty()) {
            sentences.add("Canal nouveau, que vos campagnes ne connaissent pas\u00a0: " + told(newChannels) + ".");
        }
        if (!doubtful.isEmpty()) sentences.add("Plus de conversions que de visites\u00a0: " + dates(doubtful) + ".");
        if (reading.rounded()) sentences.add("Les conversions sont arrondies à deux décimales par jour et par canal.");
        if (!missing.isEmpty()) {
            sentences.add("Encore inconnu, ce qui n’est pas 0\u00a0: "
                    + told(
                            missing.stream()
                                    .map(gap -> gap.channel() + ", "
                                            + gap.figures().stream()
                                                    .map(figure -> MetricsColumn.of(figure)
                                                            .label())
                                                    .collect(Collectors.joining(", "))
                                            + " ("
                                            + dates(gap.days()) + ")")
                                    .toList(),
                            "\u00a0; ")
                    + ".");
        }
        return sentences;
    }

    private static void count(int rows, String became, List<String> parts) {
        String lines = parts.isEmpty() ? rows > 1 ? "lignes " : "ligne " : "";
        if (rows > 0) parts.add(French.number(rows) + " " + lines + became + (rows > 1 ? "s" : ""));
    }

    private static String several(int count, String one, String many) {
        return French.number(count) + " " + (count > 1 ? many : one);
    }

    private static String quoted(String heading) {
        return "«\u00a0" + heading + "\u00a0»";
    }

    private static String dates(Collection<LocalDate> days) {
        return told(days.stream().map(French::date).toList());
    }

    private static String told(Collection<String> things) {
        return told(things, ", ");
    }

    /** The first ones, and how many more there are. */
    private static String told(Collection<String> things, String joint) {
        int more = things.size() - TOLD;
        return things.stream().limit(TOLD).collect(Collectors.joining(joint))
                + (more > 0 ? " et " + several(more, "autre", "autres") : "");
    }
}
