package fr.jalon.demo;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonApplication;
import fr.jalon.MachineClock;
import fr.jalon.bootcamp.Bootcamps;
import fr.jalon.engine.Processes;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.Rehearsal;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Walk;
import fr.jalon.scic.Tracks;
import fr.jalon.team.Teams;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Under each of the clocks under which all tests may be run. */
@DisplayName("La démonstration, remplie")
class DemoAtAnyHourTest {

    private static final Map<String, String> STANDINGS = new TreeMap<>(Map.ofEntries(
            entry("lucioles", "preparation confirm-team shortlist-ideas"),
            entry("estran", "ideation prioritise-ideas"),
            entry("passerelle", "planning build-roadmap"),
            entry("sillage", "prototyping gate-prototyping"),
            entry("boussole", "activation configure-campaigns"),
            entry("pionniers", "validation record-metrics"),
            entry("marees", "restitution analyse-data"),
            entry("ressac", "restitution CONTINUED GO")));

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @ParameterizedTest(name = "{1} ({0})")
    @CsvFileSource(resources = "/clocks.csv")
    @DisplayName("montre une équipe dans chaque phase, et sa semaine se vit ensuite matin après matin :")
    void standsAndLives(OffsetDateTime now, String what) {
        try (MachineClock.Moved clock = MachineClock.at(now.toInstant());
                ConfigurableApplicationContext jalon = demonstration(now)) {
            LocalDate today = jalon.getBean(ParisCalendar.class)
                    .wallClock(now.toInstant())
                    .toLocalDate();

            assertThat(standings(jalon)).isEqualTo(STANDINGS);
            assertThat(track(jalon, "garonne")).contains("record-vote");
            assertThat(track(jalon, "tarn")).contains("interview-company", "set-launch-budget");
            assertThat(jalon.getBean(Journeys.class).of("rivage"))
                    .singleElement()
                    .satisfies(roadmap -> {
                        assertThat(roadmap.place().step()).isEqualTo("month-3");
                        assertThat(roadmap.place().lateFrom()).isBefore(now.toInstant());
                    });
            assertThat(jalon.getBean(Journeys.class).of("flaneurs"))
                    .as("a kind that the demonstration does not know")
                    .singleElement()
                    .satisfies(walk -> {
                        assertThat(walk.kind()).isEqualTo("walk");
                        assertThat(minute(jalon, walk.life().opened()))
                                .isEqualTo(today.minusDays(3).atTime(9, 0));
                        assertThat(walk.place().awaited())
                                .extracting(Journey.Awaited::who)
                                .containsExactly(Journey.Who.TEAM);
                    });
            assertThat(jalon.getBean(Rehearsal.class).offset()).isEqualTo(Duration.ZERO);

            jalon.getBean(Rehearsal.class)
                    .advanceTo(jalon.getBean(ParisCalendar.class)
                            .instantOf(today.plusDays(5).atTime(8, 0))
                            .toInstant());

            assertThat(mornings(jalon, "pionniers"))
                    .containsExactlyElementsOf(today.minusDays(2)
                            .datesUntil(today.plusDays(5))
                            .map(day -> day.atTime(9, 0))
                            .toList());
        }
    }

    private static ConfigurableApplicationContext demonstration(OffsetDateTime now) {
        return new SpringApplicationBuilder(JalonApplication.class, Walk.class)
                .profiles("demo")
                .run(
                        "--spring.datasource.url=jdbc:h2:mem:demo-" + now.toEpochSecond(),
                        "--server.port=0",
                        "--logging.level.root=warn",
                        "--camunda.bpm.deployment-resource-pattern=classpath*:bpmn/**/*.bpmn,classpath*:bpmn/**/*.dmn,"
                                + "classpath*:forms/**/*.form,classpath*:forms/**/*.html,classpath*:walk/*.bpmn",
                        "--camunda.bpm.generate-unique-process-engine-name=true");
    }

    /** Of each team the phase, and its open tasks or how it ended. */
    private static Map<String, String> standings(ApplicationContext jalon) {
        Map<String, String> standings = new TreeMap<>();
        for (String team : STANDINGS.keySet()) {
            Bootcamps.View view = jalon.getBean(Bootcamps.class)
                    .view(jalon.getBean(Teams.class).team(team));
            standings.put(
                    team,
                    view.phase() + " "
                            + (view.outcome() == null
                                    ? String.join(" ", definitions(view.tasks()))
                                    : view.outcome() + " " + view.decision()));
        }
        return standings;
    }

    private static List<String> track(ApplicationContext jalon, String team) {
        return definitions(jalon.getBean(Tracks.class)
                .view(jalon.getBean(Teams.class).team(team))
                .tasks());
    }

    private static List<String> definitions(List<Processes.OpenTask> tasks) {
        return tasks.stream().map(Processes.OpenTask::definition).sorted().toList();
    }

    /** When in Paris, to the minute, a team was asked for its mornings' work. */
    private static List<LocalDateTime> mornings(ApplicationContext jalon, String team) {
        return jalon
                .getBean(HistoryService.class)
                .createHistoricTaskInstanceQuery()
                .taskDefinitionKey("record-metrics")
                .processInstanceBusinessKey("demo/" + team)
                .orderByHistoricActivityInstanceStartTime()
                .asc()
                .list()
                .stream()
                .map(task -> minute(jalon, task.getStartTime().toInstant()))
                .toList();
    }

    private static LocalDateTime minute(ApplicationContext jalon, Instant instant) {
        return jalon.getBean(ParisCalendar.class).wallClock(instant).truncatedTo(ChronoUnit.MINUTES);
    }
}
