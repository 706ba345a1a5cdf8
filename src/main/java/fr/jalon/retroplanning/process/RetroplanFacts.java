package fr.jalon.retroplanning.process;

import fr.jalon.Refusal;
import fr.jalon.engine.form.FormFacts;
import fr.jalon.engine.form.FormFacts.Choice;
import fr.jalon.engine.form.StartFormFacts;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.plan.Gantt;
import fr.jalon.plan.ImpossibleDates;
import fr.jalon.plan.Launch;
import fr.jalon.plan.Plan;
import fr.jalon.plan.Repair;
import fr.jalon.plan.Schedule;
import fr.jalon.plan.Schedules;
import fr.jalon.plan.Schedules.Scheduled;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the forms of a retroplanning show: its launch, its items, who can do them, and whether its dates hold. */
@Configuration(proxyBeanMethods = false)
class RetroplanFacts {

    private final Retroplans calendar;
    private final Schedules schedules;
    private final Teams teams;
    private final Accounts accounts;
    private final ParisCalendar paris;

    RetroplanFacts(Retroplans calendar, Schedules schedules, Teams teams, Accounts accounts, ParisCalendar paris) {
        this.calendar = calendar;
        this.schedules = schedules;
        this.teams = teams;
        this.accounts = accounts;
        this.paris = paris;
    }

    record Start(List<Choice> planTeams, List<Choice> planTemplates) {}

    @Bean
    StartFormFacts<Start> factsOfRetroplanStart() {
        return new StartFormFacts<>(
                Retroplanning.KEY,
                Start.class,
                () -> new Start(
                        teams.current().stream()
                                .map(team -> new Choice(team.cohort() + " – " + team.name(), team.id()))
                                .toList(),
                        schedules.templates().stream()
                                .map(each -> new Choice(each.title(), each.id()))
                                .toList()));
    }

    record Around(String launch, String readyDay, String planPage) {}

    @Bean
    FormFacts<Around> factsOfPlan() {
        return new FormFacts<>(
                Set.of(Retroplanning.LIST_ITEMS, Retroplanning.SCHEDULE_MEETINGS, Retroplanning.REVIEW_PLAN),
                Around.class,
                task -> {
                    Plan plan = calendar.plan(task);
                    Launch launch = Objects.requireNonNull(plan.launch());
                    String last = launch.days() == 1 ? "" : " au " + French.day(launch.lastDay());
                    return new Around(
                            (last.isEmpty() ? "le " : "du ") + French.day(launch.day()) + last,
                            "le " + French.day(launch.ready()),
                            "/equipes/" + plan.team() + "/plans/" + plan.id());
                });
    }

    record Items(List<ItemRow> planItems, List<Choice> planSections) {}

    record ItemRow(String title, @Nullable String role, int days, String section) {}

    @Bean
    FormFacts<Items> factsOfItems() {
        return FormFacts.on(Retroplanning.LIST_ITEMS, Items.class, task -> {
            List<Scheduled> items = items(task, false);
            List<Choice> sections = Stream.concat(
                            items.stream().map(each -> each.item().section()),
                            Stream.of(Retroplanning.PREPARE, Retroplanning.PUBLISH))
                    .distinct()
                    .map(section -> new Choice(section, section))
                    .toList();
            return new Items(
                    items.stream()
                            .map(each -> new ItemRow(
                                    each.item().title(),
                                    each.work().who(),
                                    each.work().duration(),
                                    each.item().section()))
                            .toList(),
                    sections);
        });
    }

    private List<Scheduled> items(DelegateTask task, boolean areMeetings) {
        return schedules.items(calendar.plan(task).id()).stream()
                .filter(each -> each.item().section().equals(Retroplanning.MEETINGS) == areMeetings)
                .toList();
    }

    record Roles(List<RoleRow> planRoles, List<Choice> planMembers) {}

    record RoleRow(String role, @Nullable String owner) {}

    @Bean
    FormFacts<Roles> factsOfRoles() {
        return FormFacts.on(Retroplanning.ASSIGN_OWNERS, Roles.class, task -> {
            Map<String, @Nullable String> owners = new LinkedHashMap<>();
            items(task, false).forEach(each -> {
                if (each.work().who() != null)
                    owners.put(each.work().who(), each.item().owner());
            });
            List<RoleRow> roles = new ArrayList<>();
            owners.forEach((role, owner) -> roles.add(new RoleRow(role, owner)));
            return new Roles(
                    roles,
                    teams.membersOf(teams.team(calendar.plan(task).team())).stream()
                            .map(person -> new Choice(person.name(), person.id()))
                            .toList());
        });
    }

    record Meetings(List<MeetingRow> planMeetings) {}

    record MeetingRow(String title, String day) {}

    @Bean
    FormFacts<Meetings> factsOfMeetings() {
        return FormFacts.on(
                Retroplanning.SCHEDULE_MEETINGS,
                Meetings.class,
                task -> new Meetings(items(task, true).stream()
                        .map(each -> new MeetingRow(
                                each.item().title(), each.item().plannedStart().toString()))
                        .toList()));
    }

    /** @param planTrouble what cannot be done in time, and what helps; null where all can */
    record Review(
            String gantt,
            List<Row> planRows,
            String criticalChain,
            @Nullable String planTrouble) {}

    record Row(String title, String from, String to, String who, String slack) {}

    @Bean
    FormFacts<Review> factsOfReview() {
        return FormFacts.on(Retroplanning.REVIEW_PLAN, Review.class, task -> review(calendar.plan(task)));
    }

    private Review review(Plan plan) {
        List<Scheduled> items = schedules.items(plan.id());
        Map<String, String> names = accounts.names(items.stream()
                .map(each -> each.item().owner())
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        Schedule schedule;
        try {
            schedule = schedules.schedule(plan, items);
        } catch (Refusal impossible) {
            return new Review(
                    gantt(items, Map.of()),
                    items.stream().map(each -> row(each, names, "–")).toList(),
                    "–",
                    FormFacts.inert(String.valueOf(impossible.getMessage())));
        }
        Map<String, Schedule.Placed> placed = schedule.placed().stream()
                .collect(Collectors.toMap(each -> each.work().id(), Function.identity()));
        return new Review(
                gantt(items, placed),
                items.stream()
                        .map(each ->
                                row(each, names, slack(placed.get(each.item().id()))))
                        .toList(),
                FormFacts.inert(schedule.criticalChain().stream()
                        .map(each -> each.work().title())
                        .collect(Collectors.joining(" → "))),
                trouble(schedule.impossible()));
    }

    private String gantt(List<Scheduled> items, Map<String, Schedule.Placed> placed) {
        return FormFacts.picture(Gantt.of(
                items.stream().map(Scheduled::item).toList(),
                paris.today(),
                ids(placed, Schedule.Placed::critical),
                ids(placed, Schedule.Placed::isImpossible)));
    }

    private static Set<String> ids(Map<String, Schedule.Placed> placed, Predicate<Schedule.Placed> which) {
        return placed.values().stream()
                .filter(which)
                .map(each -> each.work().id())
                .collect(Collectors.toSet());
    }

    private @Nullable String trouble(List<ImpossibleDates> impossible) {
        if (impossible.isEmpty()) return null;
        return impossible.stream()
                .map(each -> FormFacts.inert(each.said(paris.today())) + "\n\n"
                        + each.repairs().stream()
                                .map(Repair::said)
                                .map(said -> "* " + FormFacts.inert(French.capitalised(said)))
                                .collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n\n"));
    }

    private static String slack(Schedule.@Nullable Placed placed) {
        if (placed == null) return "–";
        if (placed.isImpossible()) return "trop tard de " + French.days(-placed.slack());
        return placed.slack() == 0 ? "aucune" : French.days(placed.slack());
    }

    private Row row(Scheduled scheduled, Map<String, String> names, String slack) {
        String owner = scheduled.item().owner();
        String role = scheduled.work().who();
        String who = owner != null ? names.getOrDefault(owner, owner) : role != null ? role : "l’équipe";
        return new Row(
                scheduled.item().title(),
                French.day("EEE d MMM uuuu", scheduled.item().plannedStart()),
                French.day("EEE d MMM uuuu", scheduled.item().plannedEnd()),
                who,
                slack);
    }
}
