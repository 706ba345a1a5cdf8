package fr.jalon.portfolio;

import fr.jalon.Refusal;
import fr.jalon.engine.Processes;
import fr.jalon.engine.Processes.OpenTask;
import fr.jalon.engine.form.Question;
import fr.jalon.engine.form.Questions;
import fr.jalon.journey.Kinds;
import fr.jalon.portfolio.Deeds.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One task completed for several teams, by a form without lists; gates and decisions are held one by one. */
@Controller
@PreAuthorize("hasAuthority('facilitators')")
class TaskDeedPages {

    /** A task that some of the journeys have open. */
    record Offer(String definition, String name, int teams) {}

    /** What stands before the name of a question in the page: nothing else has such a name. */
    private static final String ANSWER = "answer.";

    private final Deeds deeds;
    private final Processes processes;
    private final Questions questions;
    private final Kinds kinds;

    TaskDeedPages(Deeds deeds, Processes processes, Questions questions, Kinds kinds) {
        this.deeds = deeds;
        this.processes = processes;
        this.questions = questions;
        this.kinds = kinds;
    }

    /** Offers the open tasks of the ticked journeys, then asks the form of the one that is chosen. */
    @GetMapping("/cohortes/{cohort}/tache")
    String ask(@PathVariable String cohort, @RequestParam MultiValueMap<String, String> asked, Model model) {
        List<Row> rows = deeds.journeys(cohort, asked, model);
        Map<String, List<OpenTask>> open = open(rows, asked.getFirst("task"));
        if (form(open, model).isEmpty()) model.addAttribute("offers", offers(rows));
        model.addAttribute("typed", Map.of());
        return "deed-task";
    }

    @PostMapping("/cohortes/{cohort}/tache")
    String complete(
            @PathVariable String cohort,
            @RequestParam MultiValueMap<String, String> asked,
            Authentication who,
            Model model) {
        List<Row> rows = deeds.journeys(cohort, asked, model);
        Map<String, List<OpenTask>> open = open(rows, asked.getFirst("task"));
        Optional<Questions.Form> form = form(open, model);
        if (form.isEmpty()) {
            model.addAttribute("gone", true);
            model.addAttribute("offers", offers(rows));
            return "deed-task";
        }
        Map<String, List<String>> typed = new LinkedHashMap<>();
        Map<String, Object> answers = new LinkedHashMap<>();
        for (Question question : form.get().questions()) {
            List<String> words = asked.getOrDefault(ANSWER + question.name(), List.of());
            typed.put(question.name(), words);
            question.answer(words).ifPresent(answer -> answers.put(question.name(), answer));
        }
        model.addAttribute("typed", typed);
        return deeds.act("deed-task", rows, asked, model, row -> {
            List<OpenTask> tasks = open.get(row.open().id());
            if (tasks == null) throw Refusal.conflict("Cette tâche n’attend pas cette équipe.");
            processes.complete(tasks, answers, who.getName());
            return List.of();
        });
    }

    private Map<String, List<OpenTask>> open(List<Row> rows, @Nullable String definition) {
        if (definition == null || kinds.isDecision(definition)) return Map.of();
        return processes.openTasks(rows.stream().map(row -> row.open().id()).toList(), definition);
    }

    /** The form that the first of some tasks has; empty where there is none without lists. */
    private Optional<Questions.Form> form(Map<String, List<OpenTask>> open, Model model) {
        Optional<OpenTask> first = open.values().stream().flatMap(List::stream).findFirst();
        Optional<Questions.Form> form = first.flatMap(task -> questions.of(task.id()));
        form.ifPresent(found -> {
            model.addAttribute("task", first.get());
            model.addAttribute("form", found);
        });
        return form;
    }

    private List<Offer> offers(List<Row> rows) {
        Map<String, List<OpenTask>> byDefinition = new LinkedHashMap<>();
        processes.openTasks(rows.stream().map(row -> row.open().id()).toList()).stream()
                .filter(task -> !kinds.isDecision(task.definition()))
                .forEach(task -> byDefinition
                        .computeIfAbsent(task.definition(), fresh -> new ArrayList<>())
                        .add(task));
        return byDefinition.values().stream()
                .filter(tasks -> questions.of(tasks.get(0).id()).isPresent())
                .map(tasks -> new Offer(tasks.get(0).definition(), tasks.get(0).name(), (int)
                        tasks.stream().map(OpenTask::root).distinct().count()))
                .toList();
    }
}
