package fr.jalon.experiment;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where a team writes or corrects the figures of any day of its week, and sees what it has written. */
@Controller
class FigurePages {

    /**
     * A figure of a channel: as it was typed, what is wrong with it, what is hard to believe of it, and what is known
     * beside it.
     */
    record Cell(String figure, String label, String value, String fault, String doubt, String beside) {

        Cell doubted(String said) {
            return new Cell(figure, label, value, fault, said, beside);
        }
    }

    /**
     * What is written of a channel: only what it has.
     *
     * @param doubts what is to be confirmed, in the words that the confirmation gives back; empty where nothing is
     * @param recorded who recorded it and when; empty where nobody has
     * @param formerly what stood there before, the oldest first
     */
    record Written(String channel, List<Cell> cells, String doubts, String recorded, List<String> formerly) {

        boolean isFaulty() {
            return cells.stream().anyMatch(cell -> !cell.fault().isEmpty());
        }
    }

    /**
     * The unique visitors of the week, as they are written.
     *
     * @param formerly what was given before, the oldest first
     */
    record Counted(String value, String fault, String beside, String recorded, List<String> formerly) {}

    /** A channel that was stopped by the end of the day. */
    record Stopped(String channel, String last) {}

    /** A day of a team's week, as it is written to. */
    private record Sheet(Team team, Experiment experiment, LocalDate day) {}

    private static final Map<MetricsColumn, String> LABELS = new EnumMap<>(Map.of(
            MetricsColumn.IMPRESSIONS,
            "Impressions",
            MetricsColumn.CLICKS,
            "Clics",
            MetricsColumn.VISITS,
            "Visites uniques",
            MetricsColumn.CONVERSIONS,
            "Conversions",
            MetricsColumn.SPEND,
            "Dépense (€)"));

    /** Of a channel's former values, so many are read. */
    private static final int CORRECTIONS = 30;

    private final Teams teams;
    private final ExperimentRows rows;
    private final FigureRows recordings;
    private final Measures measures;
    private final Intake intake;
    private final ParisCalendar paris;
    private final Accounts accounts;

    FigurePages(
            Teams teams,
            ExperimentRows rows,
            FigureRows recordings,
            Measures measures,
            Intake intake,
            ParisCalendar paris,
            Accounts accounts) {
        this.teams = teams;
        this.rows = rows;
        this.recordings = recordings;
        this.measures = measures;
        this.intake = intake;
        this.paris = paris;
        this.accounts = accounts;
    }

    @GetMapping("/equipes/{team}/chiffres/{day}")
    String day(@PathVariable String team, @PathVariable("day") String told, Authentication writer, Model model) {
        Sheet sheet = sheet(teams.writtenBy(writer, team), told);
        model.addAttribute(
                "closed", intake.closed(sheet.experiment(), writer.getName()).orElse(null));
        Long visitors = sheet.experiment().uniqueVisitors();
        return page(
                sheet,
                written(sheet, (figure, row, at) -> said(figure.in(row))),
                visitors == null ? "" : visitors.toString(),
                "",
                model);
    }

    /**
     * All channels of the day or none: what is wrong is said beside its figure, and nothing typed is lost. What is hard
     * to believe is recorded once it is confirmed in the words in which it was said.
     */
    @PostMapping("/equipes/{team}/chiffres/{day}")
    String record(
            @PathVariable String team,
            @PathVariable("day") String told,
            @RequestParam MultiValueMap<String, String> typed,
            Authentication writer,
            Model model) {
        Sheet sheet = sheet(teams.writtenBy(writer, team), told);
        String resumed = typed.getFirst("resume");
        if (resumed != null) return resume(sheet, resumed, writer, model);
        String visitors = asksUniques(sheet)
                ? Objects.requireNonNullElse(typed.getFirst("visitors"), "").strip()
                : "";
        List<Written> written = written(
                sheet, (figure, row, at) -> Objects.requireNonNullElse(typed.getFirst(figure.key() + "-" + at), "")
                        .strip());
        String fault = faultOf(visitors);
        if (!fault.isEmpty() || written.stream().anyMatch(Written::isFaulty))
            return page(sheet, written, visitors, fault, model);
        List<MetricRow> given = written.stream()
                .map(FigurePages::row)
                .filter(row -> !row.givesNothing())
                .toList();
        Long count = visitors.isEmpty()
                ? null
                : (Long) WrittenFigure.COUNT.read(visitors).longValueExact();
        if (count != null)
            fault = intake.faultOfVisitors(sheet.experiment().id(), sheet.day(), given, count)
                    .orElse("");
        if (!fault.isEmpty()) return page(sheet, written, visitors, fault, model);
        List<Written> doubted =
                doubted(written, intake.doubts(sheet.experiment().id(), sheet.day(), given));
        boolean isConfirmed = IntStream.range(0, doubted.size())
                .allMatch(at -> doubted.get(at).doubts().isEmpty()
                        || doubted.get(at).doubts().equals(typed.getFirst("confirm-" + at)));
        if (!isConfirmed) return page(sheet, doubted, visitors, "", model);
        try {
            if (!given.isEmpty() || count != null)
                intake.confirm(sheet.team().id(), sheet.day(), given, count, writer.getName());
        } catch (Refusal refusal) {
            model.addAttribute("refused", refusal.getMessage());
            return page(sheet, written, visitors, "", model);
        }
        return saved(sheet, "saved");
    }

    private static String saved(Sheet sheet, String how) {
        return "redirect:/equipes/" + sheet.team().id() + "/chiffres/" + sheet.day() + "?" + how;
    }

    private String resume(Sheet sheet, String channel, Authentication writer, Model model) {
        try {
            intake.resume(sheet.team().id(), channel, writer.getName());
        } catch (Refusal refusal) {
            model.addAttribute("refused", refusal.getMessage());
            return page(sheet, written(sheet, (figure, row, at) -> said(figure.in(row))), "", "", model);
        }
        return saved(sheet, "resumed");
    }

    /** Once they are known every day has them beside it: a day and they are corrected together. */
    private boolean asksUniques(Sheet sheet) {
        Experiment experiment = sheet.experiment();
        return experiment.countsUniques()
                && (experiment.uniqueVisitors() != null || measures.asksUniques(experiment.id(), sheet.day()));
    }

    private static String faultOf(String visitors) {
        try {
            if (!visitors.isEmpty()) WrittenFigure.COUNT.read(visitors);
            return "";
        } catch (IllegalArgumentException faulty) {
            return Objects.requireNonNull(faulty.getMessage());
        }
    }

    private static LocalDate day(String told) {
        try {
            return LocalDate.parse(told);
        } catch (DateTimeParseException noDay) {
            throw Refusal.unknown("« " + told + " » n’est pas un jour de la semaine de validation.");
        }
    }

    private Sheet sheet(Team team, String told) {
        LocalDate day = day(told);
        Experiment experiment = rows.present(team.id());
        if (rows.days(experiment.id()).stream().noneMatch(each -> each.day().equals(day))) {
            throw Refusal.unknown("Le " + French.day(day) + " n’est pas un jour de la semaine de validation.");
        }
        if (day.isAfter(paris.today())) {
            throw Refusal.unknown("Le " + French.day(day) + " n’est pas encore venu : ses chiffres se saisissent dès "
                    + "ce jour-là.");
        }
        return new Sheet(team, experiment, day);
    }

    private String page(Sheet sheet, List<Written> written, String visitors, String fault, Model model) {
        Evidence evidence = measures.seen(sheet.experiment());
        model.addAttribute("team", sheet.team());
        model.addAttribute("day", sheet.day());
        model.addAttribute("title", "Chiffres du " + French.day(sheet.day()));
        model.addAttribute("written", written);
        model.addAttribute("isFaulty", !fault.isEmpty() || written.stream().anyMatch(Written::isFaulty));
        model.addAttribute("counted", asksUniques(sheet) ? counted(sheet, evidence, visitors, fault) : null);
        model.addAttribute(
                "stopped",
                sheet.experiment().stopped().entrySet().stream()
                        .filter(stop -> !stop.getValue().isAfter(sheet.day()))
                        .map(stop -> new Stopped(stop.getKey(), French.day(stop.getValue())))
                        .toList());
        model.addAttribute("isDoubtful", written.stream().anyMatch(channel -> !channel.doubts()
                .isEmpty()));
        model.addAttribute(
                "week",
                WeekInWords.of(evidence, rows.days(sheet.experiment().id()).size()));
        return "figures";
    }

    private Counted counted(Sheet sheet, Evidence evidence, String value, String fault) {
        List<Visitors> given = rows.visitors(sheet.experiment());
        Map<String, String> names =
                accounts.names(given.stream().map(Visitors::recordedBy).collect(Collectors.toSet()));
        boolean isKnown = sheet.experiment().uniqueVisitors() != null;
        Visitors last = isKnown ? given.get(given.size() - 1) : null;
        return new Counted(
                value,
                fault,
                "somme des jours\u00a0:\u00a0"
                        + French.number(evidence.rateOfVisits().by()),
                last == null ? "" : signed("Enregistré", last.recordedBy(), last.recordedAt(), names),
                given.subList(0, given.size() - (isKnown ? 1 : 0)).stream()
                        .map(former -> French.number(former.visitors())
                                + signed(", écrit", former.recordedBy(), former.recordedAt(), names))
                        .toList());
    }

    /** What stands in the field of a figure, of the row at that place. */
    private interface Typed {
        String in(MetricsColumn figure, MetricRow row, int at);
    }

    private List<Written> written(Sheet sheet, Typed typed) {
        ExperimentId id = sheet.experiment().id();
        Map<LocalDate, Map<String, MetricRow>> known = recordings.of(id);
        Map<String, Recording> recorded = recordings.recordings(id, CORRECTIONS).stream()
                .filter(each -> each.date().equals(sheet.day()))
                .collect(Collectors.toMap(each -> each.figures().channel(), each -> each));
        Map<String, String> names = accounts.names(recorded.values().stream()
                .flatMap(each -> Stream.concat(
                        Stream.of(each.recordedBy()), each.formerly().stream().map(Recording.Former::recordedBy)))
                .collect(Collectors.toSet()));
        List<Written> written = new ArrayList<>();
        for (MetricRow row : measures.rowsToFill(id, sheet.day())) {
            int at = written.size();
            MetricRow before = known.getOrDefault(sheet.day().minusDays(1), Map.of())
                    .getOrDefault(row.channel(), MetricRow.empty(row.channel()));
            List<MetricRow> week = known.values().stream()
                    .flatMap(day -> Stream.ofNullable(day.get(row.channel())))
                    .toList();
            List<Cell> cells = sheet.experiment().has(row).stream()
                    .map(figure -> cell(figure, typed.in(figure, row, at), before, week))
                    .toList();
            Recording recording = recorded.get(row.channel());
            written.add(faulted(new Written(
                    row.channel(),
                    cells,
                    "",
                    recording == null
                            ? ""
                            : signed("Enregistré", recording.recordedBy(), recording.recordedAt(), names)
                                    + confirmed(recording.confirmed()),
                    recording == null
                            ? List.of()
                            : recording.formerly().stream()
                                    .map(former -> inWords(former.figures())
                                            + signed(", écrit", former.recordedBy(), former.recordedAt(), names)
                                            + confirmed(former.confirmed()))
                                    .toList())));
        }
        return written;
    }

    private static Cell cell(MetricsColumn figure, String value, MetricRow before, List<MetricRow> week) {
        String fault = "";
        try {
            if (!value.isEmpty()) figure.written().read(value);
        } catch (IllegalArgumentException faulty) {
            fault = Objects.requireNonNull(faulty.getMessage());
        }
        Number total = Evidence.sum(week, figure::in);
        return new Cell(
                figure.key(),
                Objects.requireNonNull(LABELS.get(figure)),
                value,
                fault,
                "",
                "veille\u00a0:\u00a0" + French.number(figure.in(before)) + "\u00a0· semaine\u00a0:\u00a0"
                        + French.number(total));
    }

    /** With what is wrong between its figures. */
    private static Written faulted(Written channel) {
        if (channel.isFaulty()) return channel;
        String fault = row(channel).fault().orElse("");
        return fault.isEmpty()
                ? channel
                : new Written(
                        channel.channel(),
                        channel.cells().stream()
                                .map(cell -> cell.figure().equals(MetricsColumn.CLICKS.key())
                                        ? new Cell(cell.figure(), cell.label(), cell.value(), fault, "", cell.beside())
                                        : cell)
                                .toList(),
                        "",
                        channel.recorded(),
                        channel.formerly());
    }

    private static List<Written> doubted(List<Written> written, List<Doubt> doubts) {
        Map<String, String> inWords = Intake.inWords(doubts);
        return written.stream()
                .map(channel -> new Written(
                        channel.channel(),
                        channel.cells().stream()
                                .map(cell -> doubts.stream()
                                        .filter(doubt -> doubt.channel().equals(channel.channel())
                                                && doubt.figure().key().equals(cell.figure()))
                                        .findFirst()
                                        .map(doubt -> cell.doubted(doubt.said()))
                                        .orElse(cell))
                                .toList(),
                        inWords.getOrDefault(channel.channel(), ""),
                        channel.recorded(),
                        channel.formerly()))
                .toList();
    }

    private String signed(String what, String by, Instant at, Map<String, String> names) {
        LocalDateTime wall = paris.wallClock(at);
        return what + " par " + names.getOrDefault(by, by)
                + (wall.toLocalDate().equals(paris.today()) ? "" : " le " + French.day(wall.toLocalDate())) + " à "
                + French.hour(wall);
    }

    private static String confirmed(@Nullable String doubts) {
        return doubts == null ? "" : ", confirmé malgré ceci\u00a0: " + doubts;
    }

    private static String inWords(MetricRow row) {
        return MetricsColumn.FIGURES.stream()
                .filter(figure -> figure.in(row) != null)
                .map(figure -> figure.label() + " " + French.number(figure.in(row)))
                .collect(Collectors.joining(", "));
    }

    private static String said(@Nullable Number figure) {
        return figure == null ? "" : figure.toString().replace('.', ',');
    }

    private static MetricRow row(Written channel) {
        Map<String, BigDecimal> figures = channel.cells().stream()
                .filter(cell -> !cell.value().isEmpty())
                .collect(Collectors.toMap(
                        Cell::figure,
                        cell -> MetricsColumn.of(cell.figure()).written().read(cell.value())));
        return new MetricRow(
                channel.channel(),
                count(figures.get(MetricsColumn.IMPRESSIONS.key())),
                count(figures.get(MetricsColumn.CLICKS.key())),
                count(figures.get(MetricsColumn.VISITS.key())),
                figures.get(MetricsColumn.CONVERSIONS.key()),
                figures.get(MetricsColumn.SPEND.key()));
    }

    private static @Nullable Long count(@Nullable BigDecimal figure) {
        return figure == null ? null : figure.longValueExact();
    }
}
