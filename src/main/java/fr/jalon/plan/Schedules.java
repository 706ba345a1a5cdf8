package fr.jalon.plan;

import fr.jalon.Refusal;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.WorkingDays;
import fr.jalon.plan.WorkTemplate.Line;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Plans that are counted back from a launch: their items, by what they are counted, and their dates. */
@Service
public class Schedules {

    /** As many items as a plan may have. */
    public static final int MOST = 500;

    /** The dates of a plan have changed by somebody's hand: whatever follows them is brought in line. */
    public record Redated(String plan) {}

    /** An item of a plan is given up: nobody waits for it any more. */
    public record Dropped(String plan, String item) {}

    /** An item, and what it is counted by. */
    public record Scheduled(Item item, Work work) {}

    private final PlanRows rows;
    private final WorkRows works;
    private final Plans plans;
    private final WorkingDays days;
    private final ParisCalendar paris;
    private final ApplicationEventPublisher events;
    private final List<WorkTemplate> own;

    Schedules(
            PlanRows rows,
            WorkRows works,
            Plans plans,
            WorkingDays days,
            ParisCalendar paris,
            ApplicationEventPublisher events) {
        this.events = events;
        this.rows = rows;
        this.works = works;
        this.plans = plans;
        this.days = days;
        this.paris = paris;
        this.own = own();
    }

    private static List<WorkTemplate> own() {
        try {
            List<WorkTemplate> found = new ArrayList<>();
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:bpmn/*/templates/*.yaml")) {
                String id = Objects.requireNonNull(file.getFilename()).replaceFirst("\\.yaml$", "");
                try (Reader text = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                    found.add(WorkTemplate.read(id, text));
                }
            }
            found.sort(Comparator.comparing(WorkTemplate::title));
            return List.copyOf(found);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Those that Jalon brings, then those that were kept. */
    public List<WorkTemplate> templates() {
        return Stream.concat(own.stream(), works.templates().stream()).toList();
    }

    /** @throws Refusal if there is none of that id */
    public WorkTemplate template(String id) {
        return templates().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("template", "Le modèle « " + id + " » n’existe pas."));
    }

    /**
     * Opens a plan whose items are as late as a launch allows.
     *
     * @param plan the id of the process instance that keeps it
     * @param kind the key of its process
     * @throws Refusal if the plan exists, or the items cannot be counted
     */
    @Transactional
    public void open(String plan, String kind, String team, String title, Launch launch, List<Line> lines) {
        rows.insert(plan, kind, team, title, paris.today());
        works.launch(plan, launch);
        add(plan, 0, launch, lines);
    }

    /** @throws Refusal if there are too many, or they cannot be counted */
    private void add(String plan, int behind, Launch launch, List<Line> lines) {
        if (lines.size() > MOST)
            throw Refusal.invalid(
                    "items", "Un plan compte au plus " + MOST + " lignes ; il y en a " + lines.size() + ".");
        Schedule schedule = counted(lines.stream().map(Line::work).toList(), launch);
        rows.insert(
                plan,
                behind,
                lines.stream()
                        .map(line -> {
                            Schedule.Placed placed = schedule.placed(line.work().id());
                            return Item.planned(
                                    line.work().id(),
                                    line.work().title(),
                                    line.section(),
                                    placed.first(),
                                    placed.last());
                        })
                        .toList(),
                item -> false);
        works.write(plan, lines.stream().map(Line::work).toList());
    }

    private Schedule counted(List<Work> some, Launch launch) {
        return Schedule.backward(some, launch, paris.today(), days::isWorking);
    }

    /** The items of a plan in their order, each with what it is counted by; none of a plan that is not counted. */
    public List<Scheduled> items(String plan) {
        Map<String, Work> counted = works.works(plan);
        return plans.items(plan).stream()
                .filter(item -> counted.containsKey(item.id()))
                .map(item -> new Scheduled(item, Objects.requireNonNull(counted.get(item.id()))))
                .toList();
    }

    /**
     * What is left of a plan, counted from today.
     *
     * @throws Refusal if it cannot be
     */
    public Schedule schedule(Plan plan, List<Scheduled> items) {
        Set<String> left = new HashSet<>();
        items.stream()
                .filter(each -> each.item().isLeft())
                .forEach(each -> left.add(each.item().id()));
        List<Work> counted = items.stream()
                .filter(each -> left.contains(each.item().id()))
                .map(each -> remaining(each)
                        .waitingFor(each.work().after().stream()
                                .filter(after -> left.contains(after.id()))
                                .toList()))
                .toList();
        return counted(counted, Objects.requireNonNull(plan.launch()));
    }

    /** What has begun is not begun anew: it takes what is left of its time, a day at least. */
    private Work remaining(Scheduled scheduled) {
        LocalDate began = scheduled.item().actualStart();
        if (began == null) return scheduled.work();
        int lived = scheduled.work().everyDay()
                ? (int) ChronoUnit.DAYS.between(began, paris.today())
                : days.between(began, paris.today());
        return scheduled.work().lasting(Math.max(1, scheduled.work().duration() - Math.max(0, lived)));
    }

    /**
     * Has a plan that nobody has begun hold these items and no other; whoever does one that stays still does.
     *
     * @throws Refusal if they cannot be counted; nothing has changed then
     */
    @Transactional
    public void list(String plan, List<Line> lines) {
        Plan changed = rows.lock(plan).orElseThrow();
        Map<String, String> owners = new HashMap<>();
        plans.items(plan).forEach(item -> {
            if (item.owner() != null) owners.put(item.id(), item.owner());
        });
        list(changed, lines, owners);
    }

    /**
     * The same, done by those whom the accounts name by the item's id, and else by the team.
     *
     * @throws Refusal if they cannot be counted; nothing has changed then
     */
    @Transactional
    public void list(String plan, List<Line> lines, Map<String, String> owners) {
        list(rows.lock(plan).orElseThrow(), lines, owners);
    }

    private void list(Plan plan, List<Line> lines, Map<String, String> owners) {
        rows.clear(plan.id());
        add(plan.id(), 0, Objects.requireNonNull(plan.launch()), lines);
        lines.stream()
                .map(Line::work)
                .filter(work -> owners.containsKey(work.id()))
                .forEach(work -> rows.rename(plan.id(), work.id(), work.title(), owners.get(work.id())));
    }

    /** The plan as it stands is the one that was first planned. */
    @Transactional
    public void keep(String plan) {
        rows.lock(plan);
        rows.keep(plan);
    }

    /**
     * Counts one item otherwise, and dates anew what hangs on it.
     *
     * @throws Refusal if the plan is closed, or cannot be counted so
     */
    @Transactional
    public void change(String plan, Work work, @Nullable String owner) {
        Plan changed = open(plan);
        rows.rename(plan, work.id(), work.title(), owner);
        works.write(plan, List.of(work));
        redate(changed);
    }

    /**
     * Moves the launch, and dates anew all that is left.
     *
     * @throws Refusal if the plan is closed, or cannot be counted so
     */
    @Transactional
    public void move(String plan, Launch launch) {
        open(plan);
        works.launch(plan, launch);
        redate(open(plan));
    }

    private Plan open(String plan) {
        Plan found = rows.lock(plan).orElseThrow();
        if (!found.open())
            throw Refusal.conflict("Le plan « " + found.title() + " » est clos : ses dates ne bougent plus.");
        return found;
    }

    private void redate(Plan plan) {
        List<Scheduled> items = items(plan.id());
        Schedule schedule = schedule(plan, items);
        plans.replan(
                plan.id(),
                items.stream()
                        .map(Scheduled::item)
                        .filter(Item::isLeft)
                        .map(item -> {
                            Schedule.Placed placed = schedule.placed(item.id());
                            return Item.planned(item.id(), item.title(), item.section(), placed.first(), placed.last());
                        })
                        .toList());
        events.publishEvent(new Redated(plan.id()));
    }

    /**
     * Gives an item up, and dates anew what waited for it.
     *
     * @throws Refusal if the plan is closed, or cannot be counted so
     */
    @Transactional
    public void drop(String plan, String item) {
        Plan changed = open(plan);
        plans.drop(plan, item, paris.today());
        events.publishEvent(new Dropped(plan, item));
        redate(changed);
    }

    /** Gives what a role does to an account, or to the team. */
    @Transactional
    public void assign(String plan, Map<String, @Nullable String> owners) {
        List<Scheduled> items = items(plan);
        items.stream()
                .filter(each -> each.work().who() != null
                        && owners.containsKey(each.work().who()))
                .forEach(each -> rows.rename(
                        plan,
                        each.item().id(),
                        each.item().title(),
                        owners.get(each.work().who())));
    }

    /** Keeps what a plan holds as a template of that id and title. */
    @Transactional
    public void keepAsTemplate(String plan, String id, String title) {
        if (own.stream().anyMatch(each -> each.id().equals(id) || each.title().equalsIgnoreCase(title)))
            throw Refusal.conflict("« " + title + " » est un modèle de Jalon : choisissez un autre titre.");
        Launch launch = Objects.requireNonNull(rows.find(plan).orElseThrow().launch());
        works.keep(new WorkTemplate(
                id,
                title,
                (int) ChronoUnit.DAYS.between(launch.ready(), launch.day()),
                launch.days(),
                items(plan).stream()
                        .map(each -> new Line(each.item().section(), each.work()))
                        .toList()));
    }
}
