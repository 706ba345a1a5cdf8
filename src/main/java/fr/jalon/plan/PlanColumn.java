package fr.jalon.plan;

import fr.jalon.text.Slug;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A column of a plan in a spreadsheet, by the headings that name it. */
public enum PlanColumn {
    SECTION("Moment", "section", "phase", "rubrique"),
    TITLE("Étape", "titre", "tache", "quoi", "title", "task", "nom-de-la-tache", "task-name"),
    FROM("Du", "debut", "date-de-debut", "start", "from"),
    TO("Au", "fin", "date-de-fin", "finish", "end", "to"),
    DAYS("Durée (jours)", "duree", "jours", "duree-en-jours", "days", "duration"),
    EVERY_DAY("Tous les jours", "every-day"),
    WHO("Qui", "role", "who"),
    OWNER("Responsable", "owner"),
    AFTER("Après", "predecesseurs", "after", "predecessors"),
    OPTIONAL("Facultatif", "optionnel", "optional"),
    PLACE("Compté depuis", "counted-from");

    private final String label;
    private final List<String> headings;

    PlanColumn(String label, String... others) {
        this.label = label;
        this.headings =
                Stream.concat(Stream.of(Slug.of(label)), Arrays.stream(others)).toList();
    }

    /** As Jalon heads it. */
    public String label() {
        return label;
    }

    /** As the errors of a refusal name it. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The column of a heading, written without capitals, accents and signs. */
    static Optional<PlanColumn> of(String slug) {
        return Arrays.stream(values())
                .filter(column -> column.headings.contains(slug))
                .findFirst();
    }

    /** All of them, as a person reads them. */
    static String all() {
        return Arrays.stream(values()).map(PlanColumn::label).collect(Collectors.joining(", "));
    }
}
