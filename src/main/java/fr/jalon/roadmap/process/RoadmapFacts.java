package fr.jalon.roadmap.process;

import fr.jalon.engine.form.FormFacts;
import fr.jalon.engine.form.FormFacts.Choice;
import fr.jalon.engine.form.StartFormFacts;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plan;
import fr.jalon.roadmap.Progress;
import fr.jalon.roadmap.RoadmapYear;
import fr.jalon.roadmap.RoadmapYear.Month;
import fr.jalon.roadmap.RoadmapYear.Phase;
import fr.jalon.roadmap.Roadmaps;
import fr.jalon.roadmap.Roadmaps.Entry;
import fr.jalon.roadmap.Roadmaps.Fate;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the forms of a roadmap show: what a month or a phase has brought, and at the end the year. */
@Configuration(proxyBeanMethods = false)
class RoadmapFacts {

    private static final Set<String> PHASE_FORMS = RoadmapYear.STUDIO.phases().stream()
            .flatMap(phase -> Stream.of(phase.gate(), "rework-" + phase.id()))
            .collect(Collectors.toSet());

    private final RoadmapCalendar calendar;
    private final Roadmaps roadmaps;
    private final Teams teams;
    private final Accounts accounts;
    private final ParisCalendar paris;

    RoadmapFacts(RoadmapCalendar calendar, Roadmaps roadmaps, Teams teams, Accounts accounts, ParisCalendar paris) {
        this.calendar = calendar;
        this.roadmaps = roadmaps;
        this.teams = teams;
        this.accounts = accounts;
        this.paris = paris;
    }

    record Start(List<Choice> roadmapTeams) {}

    @Bean
    StartFormFacts<Start> factsOfRoadmapStart() {
        return new StartFormFacts<>(
                Roadmaps.PROCESS,
                Start.class,
                () -> new Start(teams.current().stream()
                        .map(team -> new Choice(team.cohort() + " – " + team.name(), team.id()))
                        .toList()));
    }

    record Row(String title, String who, String state, String evidence) {}

    /** @param nextMonth null in the last one */
    record Review(
            String monthName,
            String monthDates,
            String monthProgress,
            @Nullable String nextMonth,
            List<Row> monthRows,
            List<Left> monthLeft,
            List<Choice> monthFates,
            List<More> monthAdded,
            List<Choice> planMembers,
            String planPage) {}

    record Left(String title, String fate) {}

    /** Nobody has added anything when the form opens. */
    record More(String title, String owner) {}

    @Bean
    FormFacts<Review> factsOfReviewedMonth() {
        return FormFacts.on(StudioRoadmap.REVIEW_MONTH, Review.class, this::review);
    }

    private Review review(DelegateTask task) {
        Plan plan = calendar.plan(task);
        Month month = calendar.month(task);
        boolean isLast = RoadmapYear.STUDIO.isLast(month.number());
        List<Entry> entries = roadmaps.entries(plan.id());
        List<Entry> ofMonth = entries.stream()
                .filter(entry -> entry.due() == month.number()
                        || entry.month().equals(month)
                        || entry.item().isLeft() && entry.due() < month.number())
                .toList();
        Fate usual = isLast ? Fate.KEEP : Fate.CARRY;
        return new Review(
                month.name(),
                "du " + French.day(month.firstDay(plan.start())) + " au " + French.day(month.lastDay(plan.start())),
                Progress.of(ofMonth, paris.today()).said(),
                isLast ? null : RoadmapYear.STUDIO.month(month.number() + 1).name(),
                rows(ofMonth),
                ofMonth.stream()
                        .filter(entry -> entry.item().isLeft() && entry.due() <= month.number())
                        .map(entry -> new Left(entry.item().title(), usual.name()))
                        .toList(),
                fates(isLast),
                List.of(),
                teams.membersOf(teams.team(plan.team())).stream()
                        .map(person -> new Choice(person.name(), person.id()))
                        .toList(),
                "/equipes/" + plan.team() + "/plans/" + plan.id());
    }

    private static List<Choice> fates(boolean isLast) {
        Choice drop = new Choice("L’abandonner", Fate.DROP.name());
        if (isLast) return List.of(new Choice("Le laisser au bilan : il reste à faire", Fate.KEEP.name()), drop);
        return List.of(
                new Choice("Le reporter au mois suivant", Fate.CARRY.name()),
                new Choice("Laisser son échéance : il est en retard", Fate.KEEP.name()),
                drop);
    }

    private List<Row> rows(List<Entry> entries) {
        Map<String, String> names = accounts.names(entries.stream()
                .map(entry -> entry.item().owner())
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        return entries.stream().map(entry -> row(entry, names)).toList();
    }

    private Row row(Entry entry, Map<String, String> names) {
        Item item = entry.item();
        String owner = item.owner();
        String note = Objects.requireNonNullElse(item.note(), "");
        String link = Objects.requireNonNullElse(item.link(), "");
        return new Row(
                item.title(),
                owner == null ? "l’équipe" : names.getOrDefault(owner, owner),
                Progress.of(entry, paris.today()),
                note.isEmpty() || link.isEmpty() ? note + link : note + " – " + link);
    }

    record OfPhase(String phaseProgress, List<Row> phaseRows) {}

    @Bean
    FormFacts<OfPhase> factsOfPhase() {
        return new FormFacts<>(PHASE_FORMS, OfPhase.class, task -> {
            Phase phase = phase(task.getTaskDefinitionKey());
            List<Entry> entries = roadmaps.entries(calendar.plan(task).id()).stream()
                    .filter(entry -> phase.months().contains(entry.month()))
                    .toList();
            return new OfPhase(Progress.of(entries, paris.today()).said(), rows(entries));
        });
    }

    private static Phase phase(String form) {
        return RoadmapYear.STUDIO.phase(form.replaceFirst("^(gate|rework)-", ""));
    }

    record Closing(String yearReport, List<Unfinished> yearUnfinished) {}

    record Unfinished(String title, String month, String state) {}

    @Bean
    FormFacts<Closing> factsOfClosingReport() {
        return FormFacts.on("gate-consolidation", Closing.class, task -> {
            List<Entry> entries = roadmaps.entries(calendar.plan(task).id());
            return new Closing(
                    Progress.of(entries, paris.today()).report(),
                    Progress.unfinished(entries).stream()
                            .map(entry -> new Unfinished(
                                    entry.item().title(), entry.month().name(), Progress.of(entry, paris.today())))
                            .toList());
        });
    }
}
