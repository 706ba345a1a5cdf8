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
        return page(sheet, written(sheet, (figure, row, at) -> said(figure.in(row))), model);
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
        List<Written> written = written(
                sheet, (figure, row, at) -> Objects.requireNonNullElse(typed.getFirst(figure.key() + "-" + at), "")
                        .strip());
        if (written.stream().anyMatch(Written::isFaulty)) return page(sheet, written, model);
        List<MetricRow> given = written.stream()
                .map(FigurePages::row)
                .filter(row -> !row.givesNothing())
                .toList();
        List<Written> doubted =
                doubted(written, intake.doubts(sheet.experiment().id(), sheet.day(), given));
        boolean isConfirmed = IntStream.range(0, doubted.size())
                .allMatch(at -> doubted.get(at).doubts().isEmpty()
                        || doubted.get(at).doubts().equals(typed.getFirst("confirm-" + at)));
        if (!isConfirmed) return page(sheet, doubted, model);
        try {
            if (!given.isEmpty()) intake.confirm(sheet.team().id(), sheet.day(), given, writer.getName());
        } catch (Refusal refusal) {
            model.addAttribute("refused", refusal.getMessage());
            return page(sheet, written, model);
        }
        return "redirect:/equipes/" + sheet.team().id() + "/chiffres/" + sheet.day() + "?saved";
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

    private String page(Sheet sheet, List<Written> written, Model model) {
        Evidence evidence = measures.seen(sheet.experiment());
        model.addAttribute("team", sheet.team());
        model.addAttribute("day", sheet.day());
        model.addAttribute("title", "Chiffres du " + French.day(sheet.day()));
        model.addAttribute("written", written);
        model.addAttribute("isFaulty", written.stream().anyMatch(Written::isFaulty));
        model.addAttribute("isDoubtful", written.stream().anyMatch(channel -> !channel.doubts()
                .isEmpty()));
        model.addAttribute(
                "week",
                WeekInWords.of(evidence, rows.days(sheet.experiment().id()).size()));
        return "figures";
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
