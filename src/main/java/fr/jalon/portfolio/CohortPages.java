package fr.jalon.portfolio;

import de.siegmar.fastcsv.writer.CsvWriter;
import fr.jalon.engine.identity.Groups;
import fr.jalon.journey.JourneyKind.Figure;
import fr.jalon.journey.Kinds;
import fr.jalon.portfolio.CohortView.Line;
import fr.jalon.portfolio.CohortView.Signs;
import fr.jalon.team.Cohort;
import fr.jalon.team.Teams;
import fr.jalon.text.Csv;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;

/** Cohorts, for those who accompany them. */
@Controller
@PreAuthorize(Groups.FOR_STAFF)
class CohortPages {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Teams teams;
    private final CohortView view;
    private final ComparisonView comparison;
    private final Kinds kinds;
    private final CohortDeletion deletion;

    CohortPages(Teams teams, CohortView view, ComparisonView comparison, Kinds kinds, CohortDeletion deletion) {
        this.teams = teams;
        this.view = view;
        this.comparison = comparison;
        this.kinds = kinds;
        this.deletion = deletion;
    }

    /**
     * The cohorts that go on, one's own first, or those that are archived; coming home, whoever has but one of their
     * own, or for whom there is but one, is shown it.
     */
    @GetMapping("/cohortes")
    String all(
            @RequestParam(required = false) @Nullable String home,
            @RequestParam(required = false) @Nullable String archivees,
            Authentication viewer,
            Model model) {
        boolean isArchive = archivees != null;
        List<Cohort> cohorts = teams.cohorts(isArchive);
        Set<String> chosen = teams.cohortsOf(viewer.getName());
        List<Cohort> mine =
                cohorts.stream().filter(each -> chosen.contains(each.id())).toList();
        List<Cohort> others =
                cohorts.stream().filter(each -> !chosen.contains(each.id())).toList();
        List<Cohort> first = mine.isEmpty() ? cohorts : mine;
        if (home != null && first.size() == 1)
            return "redirect:/cohortes/" + first.get(0).id();
        model.addAttribute("mine", mine);
        model.addAttribute("others", others);
        model.addAttribute("isArchive", isArchive);
        model.addAttribute("isFacilitator", isFacilitator(viewer));
        model.addAttribute("isAdministrator", isAdministrator(viewer));
        model.addAttribute("due", isArchive ? deletion.due() : Map.of());
        model.addAttribute("underWay", isArchive && isAdministrator(viewer) ? deletion.underWay() : List.of());
        model.addAttribute("deleted", isArchive ? deletion.deleted() : List.of());
        return "cohorts";
    }

    /** Some cohorts side by side. */
    @GetMapping("/comparaison")
    String comparison(@RequestParam(defaultValue = "") List<String> cohort, Authentication viewer, Model model) {
        model.addAttribute("page", comparison.of(viewer, cohort));
        model.addAttribute(
                "seesAll",
                !Collections.disjoint(Groups.of(viewer), Set.of(Groups.FACILITATORS, Groups.ADMINISTRATORS)));
        model.addAttribute(
                "csv",
                cohort.stream()
                        .map(id -> "cohort=" + UriUtils.encodeQueryParam(id, StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "/comparaison.csv?", "")));
        return "comparison";
    }

    /**
     * The same for a spreadsheet: a line a cohort, kind and part; then one a cohort and count of verdicts or forecasts.
     */
    @GetMapping(path = "/comparaison.csv", produces = "text/csv;charset=UTF-8")
    ResponseEntity<String> comparisonCsv(@RequestParam(defaultValue = "") List<String> cohort, Authentication viewer) {
        ComparisonView.Page page = comparison.of(viewer, cohort);
        StringWriter text = new StringWriter().append(BYTE_ORDER_MARK);
        CsvWriter csv = CsvWriter.builder().fieldSeparator(';').bufferSize(0).build(text);
        csv.writeRecord(
                "Cohorte",
                "Parcours",
                "Partie",
                "Commencés",
                "Achevés",
                "Achevés en retard",
                "Durée médiane",
                "Nombre",
                "Sur");
        for (ComparisonView.Table table : page.tables()) {
            for (ComparisonView.Row row : table.rows()) {
                for (int i = 0; i < page.cohorts().size(); i++) {
                    ComparisonView.Reached reached = row.reached().get(i);
                    csv.writeRecord(
                            Csv.harmless(page.cohorts().get(i).name()),
                            table.title(),
                            row.stage(),
                            String.valueOf(reached.begun()),
                            String.valueOf(reached.done()),
                            String.valueOf(reached.late()),
                            reached.days(),
                            "",
                            "");
                }
            }
        }
        for (CalibrationView.Row row : page.calibration().all()) {
            for (int i = 0; i < page.cohorts().size(); i++) {
                CalibrationView.Share share = row.shares().get(i);
                csv.writeRecord(
                        Csv.harmless(page.cohorts().get(i).name()),
                        "Verdicts et prévisions",
                        row.name(),
                        "",
                        "",
                        "",
                        "",
                        String.valueOf(share.of()),
                        String.valueOf(share.by()));
            }
        }
        if (page.leftOut() > 0) csv.writeRecord(page.missing(), "", "", "", "", "", "", "", "");
        return download("comparaison", text);
    }

    private static ResponseEntity<String> download(String name, StringWriter text) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".csv\"")
                .body(text.toString());
    }

    /** Has a facilitator call a cohort theirs, or no longer. */
    @PostMapping("/cohortes/{cohort}/mienne")
    @PreAuthorize("hasAuthority('facilitators')")
    String choose(
            @PathVariable String cohort, @RequestParam(defaultValue = "false") boolean oui, Authentication chooser) {
        teams.choose(chooser.getName(), teams.cohort(cohort), oui);
        return "redirect:/cohortes";
    }

    /** Archives a cohort or opens it again. */
    @PostMapping("/cohortes/{cohort}/archive")
    @PreAuthorize("hasAuthority('facilitators')")
    String archive(@PathVariable String cohort, @RequestParam(defaultValue = "false") boolean oui) {
        Cohort archived = teams.cohort(cohort);
        teams.archive(archived, oui);
        return "redirect:/cohortes/" + archived.id();
    }

    private static boolean isFacilitator(Authentication viewer) {
        return Groups.of(viewer).contains(Groups.FACILITATORS);
    }

    private static boolean isAdministrator(Authentication viewer) {
        return Groups.of(viewer).contains(Groups.ADMINISTRATORS);
    }

    @GetMapping("/cohortes/{cohort}")
    String one(
            @PathVariable String cohort,
            @RequestParam(required = false) @Nullable String need,
            @RequestParam(required = false) @Nullable String signe,
            Authentication viewer,
            Model model) {
        CohortView.Page page = view.of(viewer, cohort);
        Need chosen = need == null ? null : Need.named(need).orElse(null);
        model.addAttribute("page", page);
        model.addAttribute("chosen", chosen);
        List<Signs> signs = page.signs();
        model.addAttribute("signs", signs);
        Signs sign = signs.stream()
                .filter(each -> each.id().equals(signe))
                .findFirst()
                .orElse(null);
        model.addAttribute("sign", sign);
        model.addAttribute("lines", sign == null ? page.only(chosen) : page.only(sign));
        model.addAttribute("tallies", page.tallies());
        model.addAttribute("urgent", page.urgent());
        boolean isFacilitator = isFacilitator(viewer);
        model.addAttribute("isFacilitator", isFacilitator);
        model.addAttribute("mayDelete", isAdministrator(viewer) && teams.isArchived(page.cohort()));
        model.addAttribute("kinds", titlesOfOpen(page));
        return "cohort";
    }

    /** The titles of the kinds that the cohort has open, by their keys. */
    private Map<String, String> titlesOfOpen(CohortView.Page page) {
        Map<String, String> titles = new TreeMap<>();
        page.lines().stream()
                .filter(Line::isOpen)
                .map(line -> kinds.of(Objects.requireNonNull(line.journey())))
                .forEach(kind -> titles.put(kind.key(), kind.title()));
        return titles;
    }

    /** The same list for a spreadsheet. */
    @GetMapping(path = "/cohortes/{cohort}/suivi.csv", produces = "text/csv;charset=UTF-8")
    ResponseEntity<String> csv(@PathVariable String cohort, Authentication viewer) {
        CohortView.Page page = view.of(viewer, cohort);
        StringWriter text = new StringWriter().append(BYTE_ORDER_MARK);
        CsvWriter csv = CsvWriter.builder().fieldSeparator(';').bufferSize(0).build(text);
        csv.writeRecord(
                "Équipe",
                "Parcours",
                "Besoin",
                "Étape",
                "Retard",
                "Attendus",
                "Dernier signe de vie",
                "Prochain jalon",
                "Issue",
                "Chiffres",
                "Signes");
        for (Line line : page.lines()) {
            csv.writeRecord(
                    Csv.harmless(line.team().name()),
                    line.journey() == null ? "" : Csv.harmless(line.journey().title()),
                    line.need().label(),
                    said(line.step()),
                    said(line.late()),
                    line.awaited(),
                    line.lastSign(),
                    said(line.gate()),
                    said(line.outcome()),
                    line.figures().stream().map(Figure::toString).collect(Collectors.joining(", ")),
                    String.join(", ", line.signs()));
        }
        return download(cohort, text);
    }

    private static String said(@Nullable String words) {
        return words == null ? "" : words;
    }
}
