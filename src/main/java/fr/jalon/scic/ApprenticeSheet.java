package fr.jalon.scic;

import de.siegmar.fastcsv.writer.CsvWriter;
import fr.jalon.text.Csv;
import fr.jalon.text.French;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Apprentices as a spreadsheet in France reads them, one a line below a line of headings. */
final class ApprenticeSheet {

    private static final List<String> HEADINGS = List.of(
            "Alternant",
            "Adresse électronique",
            "Employeur",
            "Contrat",
            "Début",
            "Fin prévue",
            "Rupture",
            "Déposé à l’OPCO",
            "État");

    private ApprenticeSheet() {}

    /** With the mark by which Excel knows the encoding. */
    static String write(Collection<Apprentice> apprentices, LocalDate today) {
        StringWriter text = new StringWriter().append('\ufeff');
        CsvWriter csv = CsvWriter.builder().fieldSeparator(';').bufferSize(0).build(text);
        csv.writeRecord(HEADINGS);
        for (Apprentice each : apprentices) {
            csv.writeRecord(Stream.of(
                            Objects.requireNonNullElse(each.name(), ""),
                            Objects.requireNonNullElse(each.email(), ""),
                            each.employer(),
                            contract(each.contract()),
                            French.date(each.startsOn()),
                            date(each.endsOn()),
                            date(each.brokenOn()),
                            date(each.filedOn()),
                            each.on(today).label())
                    .map(Csv::harmless)
                    .toList());
        }
        return text.toString();
    }

    private static String contract(@Nullable ApprenticeContract contract) {
        return contract == null ? "" : contract.label();
    }

    private static String date(@Nullable LocalDate day) {
        return day == null ? "" : French.date(day);
    }
}
