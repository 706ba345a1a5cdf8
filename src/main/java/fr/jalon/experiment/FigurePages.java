package fr.jalon.experiment;

import fr.jalon.Refusal;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where a team writes or corrects the figures of any day of its week, and sees what it has written. */
@Controller
class FigurePages {

    /** What is written of a channel: as it was typed, by figure, with what is wrong with it. */
    record Written(String channel, Map<String, String> values, Map<String, String> errors) {}

    private static final Map<String, WrittenFigure> FIGURES = new LinkedHashMap<>();
    private static final Map<String, String> LABELS = Map.of(
            "impressions",
            "Impressions",
            "clicks",
            "Clics",
            "visits",
            "Visites uniques",
            "conversions",
            "Conversions",
            "spend",
            "Dépense (€)");

    static {
        FIGURES.put("impressions", WrittenFigure.COUNT);
        FIGURES.put("clicks", WrittenFigure.COUNT);
        FIGURES.put("visits", WrittenFigure.COUNT);
        FIGURES.put("conversions", WrittenFigure.SHARED);
        FIGURES.put("spend", WrittenFigure.MONEY);
    }

    private final Teams teams;
    private final ExperimentRows rows;
    private final Measures measures;
    private final Intake intake;
    private final TransactionTemplate transaction;

    FigurePages(Teams teams, ExperimentRows rows, Measures measures, Intake intake, TransactionTemplate transaction) {
        this.teams = teams;
        this.rows = rows;
        this.measures = measures;
        this.intake = intake;
        this.transaction = transaction;
    }

    @GetMapping("/equipes/{team}/chiffres/{day}")
    String day(@PathVariable String team, @PathVariable("day") String told, Authentication writer, Model model) {
        Team mine = teams.writtenBy(writer, team);
        LocalDate day = day(told);
        List<Written> written = measures.rowsToFill(week(mine, day), day).stream()
                .map(row -> new Written(row.channel(), values(row), Map.of()))
                .toList();
        return page(mine, day, written, model);
    }

    /** All channels of the day or none: what is wrong is said beside its figure, and nothing typed is lost. */
    @PostMapping("/equipes/{team}/chiffres/{day}")
    String record(
            @PathVariable String team,
            @PathVariable("day") String told,
            @RequestParam MultiValueMap<String, String> typed,
            Authentication writer,
            Model model) {
        Team mine = teams.writtenBy(writer, team);
        LocalDate day = day(told);
        List<String> channels = measures.rowsToFill(week(mine, day), day).stream()
                .map(MetricRow::channel)
                .toList();
        List<Written> written = new ArrayList<>();
        List<MetricRow> given = new ArrayList<>();
        for (int i = 0; i < channels.size(); i++) {
            Written channel = read(channels.get(i), i, typed);
            written.add(channel);
            if (channel.errors().isEmpty()) given.add(row(channel));
        }
        if (given.size() < channels.size()) return page(mine, day, written, model);
        try {
            transaction.executeWithoutResult(status -> given.stream()
                    .filter(row -> !row.givesNothing())
                    .forEach(row -> intake.record(mine.id(), day, row, writer.getName())));
        } catch (Refusal refusal) {
            model.addAttribute("refused", refusal.getMessage());
            return page(mine, day, written, model);
        }
        return "redirect:/equipes/" + mine.id() + "/chiffres/" + day + "?saved";
    }

    private static LocalDate day(String told) {
        try {
            return LocalDate.parse(told);
        } catch (DateTimeParseException noDay) {
            throw Refusal.unknown("« " + told + " » n’est pas un jour de la semaine de validation.");
        }
    }

    private ExperimentId week(Team team, LocalDate day) {
        ExperimentId id = rows.present(team.id()).id();
        if (rows.days(id).stream().noneMatch(each -> each.day().equals(day))) {
            throw Refusal.unknown("Le " + French.date(day) + " n’est pas un jour de la semaine de validation.");
        }
        return id;
    }

    private String page(Team team, LocalDate day, List<Written> written, Model model) {
        model.addAttribute("team", team);
        model.addAttribute("day", day);
        model.addAttribute("title", "Chiffres du " + French.day(day));
        model.addAttribute("labels", LABELS);
        model.addAttribute("figures", FIGURES.keySet());
        model.addAttribute("written", written);
        model.addAttribute("isFaulty", written.stream().anyMatch(channel -> !channel.errors()
                .isEmpty()));
        return "figures";
    }

    private static Map<String, String> values(MetricRow row) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("impressions", said(row.impressions()));
        values.put("clicks", said(row.clicks()));
        values.put("visits", said(row.visits()));
        values.put("conversions", said(row.conversions()));
        values.put("spend", said(row.spend()));
        return values;
    }

    private static String said(@Nullable Number figure) {
        return figure == null ? "" : figure.toString().replace('.', ',');
    }

    private static Written read(String channel, int number, MultiValueMap<String, String> typed) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> errors = new LinkedHashMap<>();
        FIGURES.forEach((figure, how) -> {
            String cell = Objects.requireNonNullElse(typed.getFirst(figure + "-" + number), "")
                    .strip();
            values.put(figure, cell);
            try {
                if (!cell.isEmpty()) how.read(cell);
            } catch (IllegalArgumentException faulty) {
                errors.put(figure, faulty.getMessage());
            }
        });
        if (errors.isEmpty())
            row(new Written(channel, values, errors)).fault().ifPresent(fault -> errors.put("clicks", fault));
        return new Written(channel, values, errors);
    }

    private static MetricRow row(Written channel) {
        return new MetricRow(
                channel.channel(),
                count(channel, "impressions"),
                count(channel, "clicks"),
                count(channel, "visits"),
                figure(channel, "conversions"),
                figure(channel, "spend"));
    }

    private static @Nullable Long count(Written channel, String figure) {
        BigDecimal count = figure(channel, figure);
        return count == null ? null : count.longValueExact();
    }

    private static @Nullable BigDecimal figure(Written channel, String figure) {
        String cell = Objects.requireNonNull(channel.values().get(figure));
        return cell.isEmpty()
                ? null
                : Objects.requireNonNull(FIGURES.get(figure)).read(cell);
    }
}
