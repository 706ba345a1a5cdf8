package fr.jalon.roadmap;

import fr.jalon.journey.JourneyKind.Panel;
import fr.jalon.roadmap.RoadmapYear.Month;
import fr.jalon.roadmap.RoadmapYear.Phase;
import fr.jalon.roadmap.Roadmaps.Entry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What a roadmap shows on its team's page: how far it has come, and once it is closed what became of the year. */
final class RoadmapPanels {

    private RoadmapPanels() {}

    static List<Panel> of(List<Entry> entries, boolean isOpen, LocalDate today) {
        List<Panel> panels = new ArrayList<>();
        if (!isOpen) panels.add(closing(entries, today));
        List<List<String>> rows = new ArrayList<>();
        for (Phase phase : RoadmapYear.STUDIO.phases()) {
            rows.add(row("Phase " + phase.title(), of(entries, phase.months()), today));
            phase.months().forEach(month -> rows.add(row(month.name(), of(entries, List.of(month)), today)));
        }
        panels.add(new Panel(
                "Avancement par phase et par mois",
                List.of(ProgressChart.of(entries, today)),
                List.of("Phase ou mois", "Faits", "En retard", "Abandonnés", "Reports"),
                rows,
                List.of()));
        return panels;
    }

    private static List<Entry> of(List<Entry> entries, List<Month> months) {
        return entries.stream().filter(entry -> months.contains(entry.month())).toList();
    }

    private static List<String> row(String name, List<Entry> entries, LocalDate today) {
        Progress progress = Progress.of(entries, today);
        return List.of(
                name,
                progress.done() + " sur " + progress.total(),
                some(progress.late()),
                some(progress.dropped()),
                some(progress.carried()));
    }

    private static String some(int count) {
        return count == 0 ? "–" : String.valueOf(count);
    }

    private static Panel closing(List<Entry> entries, LocalDate today) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("L’année", "–", Progress.of(entries, today).report()));
        Progress.unfinished(entries)
                .forEach(entry ->
                        rows.add(List.of(entry.item().title(), entry.month().name(), Progress.of(entry, today))));
        return new Panel(
                "Bilan de l’année", List.of(), List.of("Livrable", "Prévu", "Ce qu’il en est"), rows, List.of());
    }
}
