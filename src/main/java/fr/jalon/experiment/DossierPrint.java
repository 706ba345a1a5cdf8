package fr.jalon.experiment;

import fr.jalon.Refusal;
import fr.jalon.chain.Canonical;
import fr.jalon.engine.http.Printer;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Team;
import java.time.LocalDate;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Writes a decision dossier for people: one page, on screen or on paper. */
@Component
class DossierPrint {

    /** How many corrections of an iteration a page shows. */
    static final int CORRECTIONS = 30;

    private static final int LINES = 200;
    /**
     * What the page shows of an iteration besides its own fields: drawings as SVG, the rules that spoke, as many lines
     * of figures as people read, the days that are none of the week, the verdict under the amended contract, and what
     * asked for a written reason.
     */
    record Sheet(
            Dossier.Iteration of,
            List<String> charts,
            List<Map<String, String>> rules,
            List<Recording> lines,
            List<String> gaps,
            Advice.@Nullable Verdict amended,
            @Nullable Demands demands) {

        /** How many corrections stand among the lines. */
        public int corrections() {
            return lines.stream().mapToInt(line -> line.formerly().size()).sum();
        }
    }

    /**
     * Whom a dossier is written for.
     *
     * @param loan what whoever was lent it is told of that; null for the team and its staff
     * @param mayLend whether it is somebody who may lend it
     */
    record Reader(@Nullable Lent loan, boolean mayLend) {

        /** @param by the name of whoever lent it; null where there is none any more */
        record Lent(String borrower, @Nullable String by, LocalDate until) {}

        static Reader lent(String borrower, @Nullable String by, LocalDate until) {
            return new Reader(new Lent(borrower, by, until), false);
        }
    }

    private final Printer printer;
    private final ITemplateEngine templates;
    private final Canonical canonical;
    private final ParisCalendar paris;

    DossierPrint(Printer printer, ITemplateEngine templates, Canonical canonical, ParisCalendar paris) {
        this.printer = printer;
        this.templates = templates;
        this.canonical = canonical;
        this.paris = paris;
    }

    String html(Dossier dossier, Reader reader) {
        return html(dossier, reader, "screen");
    }

    /** How browsers name the PDF of a page. */
    static String fileName(Team team, int page) {
        return "inline; filename=\"dossier-" + team.id() + (page > 1 ? "-" + page : "") + ".pdf\"";
    }

    /**
     * The same page as PDF.
     *
     * @throws Refusal while others are printing theirs
     */
    byte[] pdf(Supplier<Dossier> dossier, Reader reader) {
        return printer.pdf(() -> html(dossier.get(), reader, "paper"));
    }

    private String html(Dossier dossier, Reader reader, String medium) {
        Context context = new Context(Locale.FRANCE);
        context.setVariable("dossier", dossier);
        context.setVariable(
                "sheets", dossier.iterations().stream().map(this::sheet).toList());
        context.setVariable("paris", paris);
        context.setVariable("reader", reader);
        context.setVariable("medium", medium);
        return templates.process("dossier", context);
    }

    @SuppressWarnings("unchecked")
    private Sheet sheet(Dossier.Iteration iteration) {
        List<LocalDate> days = iteration.days().stream().map(WeekDay::day).toList();
        List<String> charts = iteration.promise() == null
                ? List.of()
                : List.of(
                        Charts.conversion(iteration.evidence(), days), Charts.pace(iteration.evidence(), days),
                        Charts.spend(iteration.evidence(), iteration.promise().contractInForce(), days),
                                Charts.channels(iteration.evidence()));
        List<Map<String, String>> rules =
                iteration.advice() == null || iteration.advice().thresholds() == null
                        ? List.of()
                        : canonical.read(iteration.advice().thresholds(), List.class);
        rules.forEach(rule -> rule.replaceAll((column, cell) -> french(cell)));
        Advice advice = iteration.advice();
        return new Sheet(
                iteration,
                charts,
                rules,
                lines(iteration.metrics()),
                Gap.of(iteration.days()).stream().map(Gap::said).toList(),
                advice == null || advice.amendedVerdict() == null
                        ? null
                        : canonical.read(advice.amendedVerdict(), Advice.Verdict.class),
                advice == null || advice.demands() == null ? null : canonical.read(advice.demands(), Demands.class));
    }

    /** The last lines, and each of which a correction is shown, in their order. */
    private static List<Recording> lines(List<Recording> all) {
        LinkedList<Recording> lines = new LinkedList<>();
        long room =
                LINES - all.stream().filter(line -> !line.formerly().isEmpty()).count();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (!all.get(i).formerly().isEmpty() || room-- > 0) lines.addFirst(all.get(i));
        }
        return lines;
    }

    /** A cell of a decision table as people write it. */
    private static String french(String cell) {
        return switch (cell) {
            case "true" -> "oui";
            case "false" -> "non";
            case "null" -> "inconnu";
            case "-" -> "–";
            default -> cell.replace(">=", "≥").replace("<=", "≤").replaceAll("(\\d)\\.(\\d)", "$1,$2");
        };
    }
}
