package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.Bootcamp;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.engine.form.FormFacts;
import fr.jalon.engine.form.FormFacts.Choice;
import fr.jalon.team.Teams;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the forms of the preparation show: what the cohort prescribes, and who is in the team. */
@Configuration(proxyBeanMethods = false)
class PreparationFacts {

    private final BootcampRows journeys;
    private final Teams teams;

    PreparationFacts(BootcampRows journeys, Teams teams) {
        this.journeys = journeys;
        this.teams = teams;
    }

    record Guides(List<Guide> guides) {}

    record Guide(String title, String link) {}

    @Bean
    FormFacts<Guides> factsOfSelfTraining() {
        return FormFacts.on(
                "follow-self-training",
                Guides.class,
                task -> new Guides(teams.cohort(journey(task).cohort()).guides().stream()
                        .map(guide -> new Guide(guide.title(), guide.link() == null ? "" : guide.link()))
                        .toList()));
    }

    record Tools(List<Choice> toolOptions) {}

    @Bean
    FormFacts<Tools> factsOfToolAccounts() {
        return FormFacts.on(
                "create-tool-accounts",
                Tools.class,
                task -> new Tools(teams.cohort(journey(task).cohort()).tools().stream()
                        .map(tool -> new Choice(tool.name(), tool.name()))
                        .toList()));
    }

    record Members(@Nullable List<Member> teamMembers) {}

    record Member(String name) {}

    @Bean
    FormFacts<Members> factsOfTeam() {
        return FormFacts.on(
                "confirm-team",
                Members.class,
                task -> new Members(Week.unlessAnswered(
                        task,
                        "teamMembers",
                        () -> teams.membersOf(teams.team(journey(task).team())).stream()
                                .map(member -> new Member(member.name()))
                                .toList())));
    }

    private Bootcamp journey(DelegateTask task) {
        return journeys.of(task.getProcessInstanceId());
    }
}
