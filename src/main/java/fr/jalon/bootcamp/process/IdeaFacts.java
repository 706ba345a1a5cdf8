package fr.jalon.bootcamp.process;

import fr.jalon.engine.form.FormFacts;
import fr.jalon.engine.form.FormFacts.Choice;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the forms of ideation and planning show of the answers given before: ideas, their ranking, the roadmap. */
@Configuration(proxyBeanMethods = false)
class IdeaFacts {

    /** Ideas to begin with, as they were shortlisted. */
    record Shortlisted(@Nullable List<Map<String, Object>> ideas) {}

    @Bean
    FormFacts<Shortlisted> factsOfIdeas() {
        return FormFacts.on(
                "generate-ideas",
                Shortlisted.class,
                task -> new Shortlisted(Week.unlessAnswered(task, "ideas", () -> Week.rows(task, "shortlistedIdeas"))));
    }

    /** @param pitches what each idea says of itself, for who rates it */
    record Unrated(@Nullable List<Title> priorities, List<Pitch> pitches) {}

    record Pitch(@Nullable String title, String pitch) {}

    record Title(@Nullable String title) {}

    @Bean
    FormFacts<Unrated> factsOfPriorities() {
        return FormFacts.on(
                "prioritise-ideas",
                Unrated.class,
                task -> new Unrated(
                        Week.unlessAnswered(task, "priorities", () -> Week.rows(task, "ideas").stream()
                                .map(idea -> new Title((String) idea.get("title")))
                                .toList()),
                        Week.rows(task, "ideas").stream()
                                .map(idea -> new Pitch(
                                        (String) idea.get("title"),
                                        FormFacts.inert(Objects.toString(idea.get("description"), ""))))
                                .toList()));
    }

    record Ranked(List<RankedIdea> ranking, List<Choice> ideaOptions) {}

    record RankedIdea(
            @Nullable Object rank,
            @Nullable Object title,
            @Nullable Object impact,
            @Nullable Object feasibility,
            @Nullable Object desire,
            @Nullable Object score) {}

    @Bean
    FormFacts<Ranked> factsOfRanking() {
        return new FormFacts<>(Set.of("select-idea", "rework-ideation", "gate-ideation"), Ranked.class, task -> {
            List<Map<String, Object>> ranking = Ranking.of(Week.rows(task, "priorities"));
            return new Ranked(
                    ranking.stream().map(IdeaFacts::ranked).toList(),
                    ranking.stream()
                            .map(idea -> new Choice(
                                    idea.get("rank") + ". " + idea.get("title"), String.valueOf(idea.get("title"))))
                            .toList());
        });
    }

    private static RankedIdea ranked(Map<String, Object> idea) {
        return new RankedIdea(
                idea.get("rank"),
                idea.get("title"),
                idea.get("impact"),
                idea.get("feasibility"),
                idea.get("desire"),
                idea.get("score"));
    }

    record Roadmap(List<Step> roadmapRows) {}

    record Step(@Nullable String step, @Nullable String owner, String day) {}

    @Bean
    FormFacts<Roadmap> factsOfRoadmap() {
        return new FormFacts<>(
                Set.of("assign-work", "gate-planning"),
                Roadmap.class,
                task -> new Roadmap(Week.rows(task, "roadmap").stream()
                        .map(step -> new Step(
                                (String) step.get("step"),
                                (String) step.get("owner"),
                                French.shortDay(LocalDate.parse((String) step.get("day")))))
                        .toList()));
    }
}
