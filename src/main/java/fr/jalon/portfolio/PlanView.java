package fr.jalon.portfolio;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.plan.Gantt;
import fr.jalon.plan.Item;
import fr.jalon.plan.Launch;
import fr.jalon.plan.Plan;
import fr.jalon.plan.Plans;
import fr.jalon.plan.Reckoning;
import fr.jalon.plan.Repair;
import fr.jalon.plan.Schedule;
import fr.jalon.plan.Schedule.Placed;
import fr.jalon.plan.Schedules;
import fr.jalon.plan.Schedules.Scheduled;
import fr.jalon.plan.Work;
import fr.jalon.plan.Work.Place;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import fr.jalon.text.Token;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;

/** What the pages of a plan show. */
@Component
class PlanView {

    /** What has been done, by what the address of the page says of it. */
    static final Map<String, String> DONE = Map.of(
            "change", "C’est fait : le plan est à jour.",
            "modele", "C’est fait : ce plan sert de modèle à tous les facilitateurs.",
            "tableur", "C’est fait : le plan dit ce que dit votre fichier.");

    /**
     * @param launch when something is launched, in words; null of a plan that counts on
     * @param chain the titles on which all hangs, in order; empty where nothing is counted
     * @param troubles what cannot be done in time
     * @param mayList whether a file may take the place of its items
     */
    record Page(
            Team team,
            Plan plan,
            @Nullable String launch,
            String gantt,
            List<Row> rows,
            List<String> chain,
            List<Trouble> troubles,
            boolean isCounted,
            boolean mayChange,
            boolean mayList,
            boolean isFacilitator) {}

    /** @param slack in words; empty where it is not counted */
    record Row(
            String id,
            String section,
            String title,
            String from,
            String to,
            String who,
            String slack,
            String state,
            boolean isCritical,
            @Nullable String note,
            @Nullable String link,
            boolean mayChange) {}

    /** A chain that cannot be done in time, and what helps. */
    record Trouble(String said, List<String> repairs) {}

    /** An item to be counted otherwise. */
    record One(
            Team team,
            Plan plan,
            Item item,
            @Nullable String role,
            @Nullable String offset,
            List<Option> members,
            List<Option> others,
            List<String> waiting) {}

    record Option(String value, String label) {}

    /** What was typed of an item. */
    record Typed(
            String title,
            String owner,
            String days,
            boolean everyDay,
            boolean optional,
            String place,
            String day,
            List<String> after) {

        static Typed of(MultiValueMap<String, String> asked) {
            return new Typed(
                    first(asked, "title"),
                    first(asked, "owner"),
                    first(asked, "days"),
                    asked.containsKey("everyDay"),
                    asked.containsKey("optional"),
                    first(asked, "place"),
                    first(asked, "day"),
                    asked.getOrDefault("after", List.of()));
        }

        private static String first(MultiValueMap<String, String> asked, String name) {
            return Objects.requireNonNullElse(asked.getFirst(name), "").strip();
        }
    }

    record Dates(LocalDate start, LocalDate end) {}

    /** What moves, from when to when, and why. */
    record Moved(String title, String from, String to, String why) {}

    private final Map<String, Reckoning> reckonings;
    private final Plans plans;
    private final Schedules schedules;
    private final Teams teams;
    private final Accounts accounts;
    private final Journeys journeys;
    private final Kinds kinds;
    private final Words words;
    private final ParisCalendar paris;

    PlanView(
            Plans plans,
            Schedules schedules,
            Teams teams,
            Accounts accounts,
            Journeys journeys,
            Kinds kinds,
            Words words,
            ParisCalendar paris,
            List<Reckoning> reckonings) {
        this.reckonings = reckonings.stream().collect(Collectors.toMap(Reckoning::kind, Function.identity()));
        this.journeys = journeys;
        this.kinds = kinds;
        this.plans = plans;
        this.schedules = schedules;
        this.teams = teams;
        this.accounts = accounts;
        this.words = words;
        this.paris = paris;
    }

    Page of(Team team, Plan plan, Set<String> groups) {
        List<Item> items = plans.items(plan.id());
        List<Scheduled> counted = plan.launch() == null ? List.of() : schedules.items(plan.id());
        Map<String, Work> works =
                counted.stream().map(Scheduled::work).collect(Collectors.toMap(Work::id, Function.identity()));
        Map<String, Placed> placed = new LinkedHashMap<>();
        List<String> chain = List.of();
        List<Trouble> troubles = new ArrayList<>();
        if (plan.open() && !counted.isEmpty()) {
            try {
                Schedule schedule = schedules.schedule(plan, counted);
                schedule.placed().forEach(each -> placed.put(each.work().id(), each));
                chain = schedule.criticalChain().stream()
                        .map(each -> each.work().title())
                        .toList();
                schedule.impossible()
                        .forEach(each -> troubles.add(new Trouble(
                                each.said(paris.today()),
                                each.repairs().stream()
                                        .map(Repair::said)
                                        .map(French::capitalised)
                                        .toList())));
            } catch (Refusal impossible) {
                troubles.add(new Trouble(String.valueOf(impossible.getMessage()), List.of()));
            }
        }
        if (plan.open() && counted.isEmpty() && reckonings.containsKey(plan.kind()))
            Objects.requireNonNull(reckonings.get(plan.kind()))
                    .impossible(plan, items)
                    .forEach(each -> troubles.add(new Trouble(
                            each.said(),
                            each.repairs().stream().map(French::capitalised).toList())));
        boolean isFacilitator = groups.contains(Groups.FACILITATORS);
        boolean mayChange = plan.open() && (isFacilitator || groups.contains(team.group()));
        Map<String, String> names = accounts.names(items.stream()
                .map(Item::owner)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        return new Page(
                team,
                plan,
                launch(plan.launch()),
                Gantt.of(items, paris.today(), ids(placed, Placed::critical), ids(placed, Placed::isImpossible)),
                items.stream()
                        .map(item -> row(plan, item, works.get(item.id()), placed.get(item.id()), names, mayChange))
                        .toList(),
                chain,
                troubles,
                !counted.isEmpty(),
                mayChange,
                mayChange && plan.launch() != null && isListOpen(plan),
                isFacilitator);
    }

    private boolean isListOpen(Plan plan) {
        return journeys.find(plan.id())
                .filter(journey -> kinds.of(journey).isListOpen(journey))
                .isPresent();
    }

    private static Set<String> ids(Map<String, Placed> placed, Function<Placed, Boolean> which) {
        return placed.values().stream()
                .filter(which::apply)
                .map(each -> each.work().id())
                .collect(Collectors.toSet());
    }

    private @Nullable String launch(@Nullable Launch launch) {
        if (launch == null) return null;
        String days = launch.days() == 1
                ? "Lancement le " + words.day(launch.day())
                : "Lancement du " + words.day(launch.day()) + " au " + words.day(launch.lastDay());
        return days + "\u00a0; tout doit être prêt le " + words.day(launch.ready()) + ".";
    }

    private Row row(
            Plan plan,
            Item item,
            @Nullable Work work,
            @Nullable Placed placed,
            Map<String, String> names,
            boolean mayChange) {
        String role = work == null ? null : work.who();
        String owner = item.owner() == null ? null : names.getOrDefault(item.owner(), item.owner());
        String who =
                owner == null ? Objects.requireNonNullElse(role, "") : role == null ? owner : owner + " (" + role + ")";
        return new Row(
                item.id(),
                item.section(),
                item.title(),
                words.day(item.plannedStart()),
                words.day(item.plannedEnd()),
                who,
                slack(placed),
                state(plan, item, placed),
                placed != null && placed.critical(),
                item.note(),
                item.link(),
                mayChange && work != null && item.isLeft());
    }

    private static String slack(@Nullable Placed placed) {
        if (placed == null) return "";
        if (placed.isImpossible()) return "il manque " + French.days(-placed.slack());
        return placed.slack() == 0 ? "aucune" : French.days(placed.slack());
    }

    private String state(Plan plan, Item item, @Nullable Placed placed) {
        if (item.actualEnd() != null) return "Fait le " + words.day(item.actualEnd());
        if (item.droppedOn() != null) return "Abandonné le " + words.day(item.droppedOn());
        if (plan.open() && item.isLateOn(paris.today())) return "En retard";
        if (placed != null && placed.isImpossible()) return "Commence trop tard";
        return item.actualStart() != null ? "En cours" : "À venir";
    }

    One item(Team team, Plan plan, Scheduled scheduled) {
        Item item = scheduled.item();
        List<Scheduled> all = schedules.items(plan.id());
        return new One(
                team,
                plan,
                item,
                scheduled.work().who(),
                scheduled.work().place() instanceof Place.Offset offset ? offset.said() : null,
                teams.membersOf(team).stream()
                        .map(person -> new Option(person.id(), person.name()))
                        .toList(),
                all.stream()
                        .map(Scheduled::item)
                        .filter(other -> !other.id().equals(item.id()) && other.droppedOn() == null)
                        .map(other -> new Option(other.id(), other.title()))
                        .toList(),
                all.stream()
                        .filter(other -> other.work().after().stream()
                                .anyMatch(after -> after.id().equals(item.id())))
                        .map(other -> other.item().title())
                        .toList());
    }

    /** What an item is now, as it would be typed. */
    static Typed typed(Scheduled scheduled) {
        Work work = scheduled.work();
        return new Typed(
                work.title(),
                Objects.requireNonNullElse(scheduled.item().owner(), ""),
                String.valueOf(work.duration()),
                work.everyDay(),
                work.optional(),
                work.place() instanceof Place.Fixed ? "fixed" : work.place() == null ? "free" : "offset",
                work.place() instanceof Place.Fixed fixed ? fixed.day().toString() : "",
                work.after().stream().map(Work.After::id).toList());
    }

    Map<String, Dates> dates(Plan plan) {
        Map<String, Dates> dates = new LinkedHashMap<>();
        plans.items(plan.id()).forEach(item -> dates.put(item.id(), new Dates(item.plannedStart(), item.plannedEnd())));
        return dates;
    }

    /** What has moved since, by a change of one item. */
    List<Moved> moved(Plan plan, Map<String, Dates> before, String changed) {
        List<Scheduled> now = schedules.items(plan.id());
        List<Moved> moved = new ArrayList<>();
        for (Scheduled each : now) {
            Dates was = Objects.requireNonNull(before.get(each.item().id()));
            Dates is = new Dates(each.item().plannedStart(), each.item().plannedEnd());
            if (was.equals(is)) continue;
            moved.add(new Moved(each.item().title(), said(was), said(is), why(each, now, changed)));
        }
        return moved;
    }

    private String said(Dates dates) {
        return dates.start().equals(dates.end())
                ? words.day(dates.start())
                : words.day(dates.start()) + " – " + words.day(dates.end());
    }

    private static String why(Scheduled moved, List<Scheduled> all, String changed) {
        if (moved.item().id().equals(changed)) return "c’est ce que vous changez";
        String waiting = all.stream()
                .filter(other -> other.work().after().stream()
                        .anyMatch(after -> after.id().equals(moved.item().id())))
                .map(other -> "«\u00a0" + other.item().title() + "\u00a0»")
                .collect(Collectors.joining(", "));
        return waiting.isEmpty() ? "vient après ce que vous changez" : "doit être fini avant " + waiting;
    }

    /** Changes whenever the plan has changed, or something else is asked for. */
    String token(Plan plan, MultiValueMap<String, String> asked) {
        StringBuilder state = new StringBuilder(plan.toString());
        schedules.items(plan.id()).forEach(state::append);
        new TreeMap<>(asked).forEach((name, values) -> {
            if (!Set.of("sure", "seen", "_csrf").contains(name))
                state.append(name).append(values);
        });
        return Token.hash(state.toString());
    }
}
