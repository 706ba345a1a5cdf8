package fr.jalon.portfolio;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.time.WorkingDays;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.plan.Plan;
import fr.jalon.plan.PlanColumn;
import fr.jalon.plan.PlanFile;
import fr.jalon.plan.PlanFile.Content;
import fr.jalon.plan.PlanFile.Format;
import fr.jalon.plan.PlanFile.People;
import fr.jalon.plan.Plans;
import fr.jalon.plan.Schedules;
import fr.jalon.plan.Schedules.Scheduled;
import fr.jalon.plan.WorkTemplate.Line;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartRequest;
import org.springframework.web.servlet.ModelAndView;

/** A plan to take away to a spreadsheet or to MS Project, and to bring back as long as nothing of it has begun. */
@Controller
class PlanFilePages {

    private static final String CSV = "text/csv;charset=UTF-8";

    /** An item that comes, goes or changes, and what of it. */
    record Change(String title, List<String> said) {}

    /**
     * What a file would make of a plan.
     *
     * @param isReordered whether what stays stands in another order
     */
    record Preview(List<Change> coming, List<Change> changing, List<Change> going, boolean isReordered) {
        public boolean isNothing() {
            return coming.isEmpty() && changing.isEmpty() && going.isEmpty() && !isReordered;
        }
    }

    private final Teams teams;
    private final Plans plans;
    private final Schedules schedules;
    private final Journeys journeys;
    private final Kinds kinds;
    private final Accounts accounts;
    private final WorkingDays days;
    private final PlanView view;
    private final TransactionTemplate transaction;

    PlanFilePages(
            Teams teams,
            Plans plans,
            Schedules schedules,
            Journeys journeys,
            Kinds kinds,
            Accounts accounts,
            WorkingDays days,
            PlanView view,
            TransactionTemplate transaction) {
        this.teams = teams;
        this.plans = plans;
        this.schedules = schedules;
        this.journeys = journeys;
        this.kinds = kinds;
        this.accounts = accounts;
        this.days = days;
        this.view = view;
        this.transaction = transaction;
    }

    /** For a spreadsheet: as Excel reads it in France, or with {@code ?format=international} as others do. */
    @GetMapping(path = "/equipes/{team}/plans/{plan}.csv", produces = CSV)
    ResponseEntity<String> csv(
            @PathVariable String team,
            @PathVariable String plan,
            @RequestParam(defaultValue = "") String format,
            Authentication viewer) {
        Team seen = teams.seenBy(viewer, team);
        List<Scheduled> items = items(plan(seen, plan));
        Format written = format.equals("international") ? Format.INTERNATIONAL : Format.FRENCH;
        return download("plan.csv").body(PlanFile.csv(items, people(seen, items), written));
    }

    /** For MS Project and whatever reads its XML. */
    @GetMapping(path = "/equipes/{team}/plans/{plan}.xml", produces = MediaType.APPLICATION_XML_VALUE)
    ResponseEntity<byte[]> xml(@PathVariable String team, @PathVariable String plan, Authentication viewer) {
        Team seen = teams.seenBy(viewer, team);
        Plan read = plan(seen, plan);
        List<Scheduled> items = items(read);
        return download("plan.xml").body(PlanFile.xml(read, items, people(seen, items), days::isWorking));
    }

    private static ResponseEntity.BodyBuilder download(String name) {
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString());
    }

    /** A plan of another team is as unknown as one that does not exist. */
    private Plan plan(Team team, String id) {
        return plans.find(id)
                .filter(plan -> plan.team().equals(team.id()))
                .orElseThrow(() -> Refusal.unknown("Le plan « " + id + " » est inconnu."));
    }

    private List<Scheduled> items(Plan plan) {
        List<Scheduled> items = schedules.items(plan.id());
        if (items.isEmpty())
            throw Refusal.conflict("Le plan « " + plan.title() + " » n’a pas d’étapes qui se comptent : rien ne"
                    + " s’en emporte dans un tableur.");
        return items;
    }

    private People people(Team team, List<Scheduled> items) {
        Map<String, String> names = teams.membersOf(team).stream().collect(Collectors.toMap(Person::id, Person::name));
        Set<String> members = Set.copyOf(names.keySet());
        names.putAll(accounts.names(items.stream()
                .map(each -> each.item().owner())
                .filter(Objects::nonNull)
                .distinct()
                .toList()));
        return new People(names, members);
    }

    /** Shows what a file would make of the plan; nothing is done yet. */
    @PostMapping(path = "/equipes/{team}/plans/{plan}", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ModelAndView preview(
            @PathVariable String team, @PathVariable String plan, MultipartRequest sent, Authentication who)
            throws IOException {
        Team seen = teams.writtenBy(who, team);
        Plan listed = plan(seen, plan);
        MultipartFile file = sent.getFile("file");
        if (file == null || file.isEmpty())
            return refused(seen, listed, Refusal.invalid("file", "Choisissez d’abord un fichier."));
        return preview(seen, listed, file.getBytes(), false);
    }

    private ModelAndView preview(Team team, Plan plan, byte[] file, boolean isStale) {
        try {
            List<Scheduled> before = schedules.items(plan.id());
            People people = people(team, before);
            List<Scheduled> after = Objects.requireNonNull(transaction.execute(status -> {
                list(team, plan, file);
                status.setRollbackOnly();
                return schedules.items(plan.id());
            }));
            String text = Base64.getEncoder()
                    .encodeToString(
                            PlanFile.csv(after, people, Format.INTERNATIONAL).getBytes(StandardCharsets.UTF_8));
            return page(team, plan)
                    .addObject("preview", compared(before, after, people))
                    .addObject("text", text)
                    .addObject("seen", view.token(plan, asked(text)))
                    .addObject("stale", isStale);
        } catch (Refusal refusal) {
            return refused(team, plan, refusal);
        }
    }

    private static MultiValueMap<String, String> asked(String text) {
        MultiValueMap<String, String> asked = new LinkedMultiValueMap<>();
        asked.add("text", text);
        return asked;
    }

    /** Has the plan hold what the file says where that has been seen and nothing has changed since. */
    @PostMapping("/equipes/{team}/plans/{plan}")
    ModelAndView list(
            @PathVariable String team,
            @PathVariable String plan,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String seen,
            Authentication who) {
        Team theirs = teams.writtenBy(who, team);
        Plan listed = plan(theirs, plan);
        byte[] file;
        try {
            file = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException garbled) {
            file = new byte[0];
        }
        if (!seen.equals(view.token(listed, asked(text)))) return preview(theirs, listed, file, true);
        try {
            byte[] kept = file;
            transaction.executeWithoutResult(status -> list(theirs, listed, kept));
        } catch (Refusal refusal) {
            return refused(theirs, listed, refusal);
        }
        return new ModelAndView("redirect:/equipes/" + theirs.id() + "/plans/" + listed.id() + "?fait=tableur");
    }

    /** The same for a program, in one step; the body is a file as it is taken away. */
    @PutMapping(
            path = "/api/plans/{plan}/items",
            consumes = {"text/csv", MediaType.APPLICATION_XML_VALUE})
    @ResponseBody
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void put(@PathVariable String plan, @RequestBody(required = false) byte @Nullable [] file, Authentication who) {
        Refusal unknown = Refusal.unknown("Le plan « " + plan + " » est inconnu.");
        Plan listed = plans.find(plan).orElseThrow(() -> unknown);
        Team team;
        try {
            team = teams.writtenBy(who, listed.team());
        } catch (Refusal hidden) {
            throw unknown;
        }
        transaction.executeWithoutResult(status -> list(team, listed, file == null ? new byte[0] : file));
    }

    /** Whether the list is open is asked once nobody else can change the plan. */
    private void list(Team team, Plan plan, byte[] file) {
        Journey journey = journeys.journey(plan.id());
        if (journey.isPaused()) throw Refusal.conflict(journeys.said(Objects.requireNonNull(journey.pause())));
        if (!kinds.of(journey).isListOpen(journey)) throw closed(plan);
        List<Scheduled> former = schedules.items(plan.id());
        Content content = PlanFile.read(file, former, people(team, former), days::isWorking);
        kinds.of(journey).checkList(content.lines().stream().map(Line::section).toList());
        try {
            schedules.list(plan.id(), content.lines(), content.owners());
        } catch (Refusal refusal) {
            throw content.located(refusal);
        }
        if (!kinds.of(journey).isListOpen(journey)) throw closed(plan);
    }

    private static Refusal closed(Plan plan) {
        return Refusal.conflict("Le plan « " + plan.title()
                + " » ne se reprend plus d’un fichier : ses étapes se changent une à une, sur sa page.");
    }

    private ModelAndView page(Team team, Plan plan) {
        return new ModelAndView("plan-import").addObject("team", team).addObject("plan", plan);
    }

    private ModelAndView refused(Team team, Plan plan, Refusal refusal) {
        Collection<String> faults = refusal.errors().isEmpty()
                ? List.of(String.valueOf(refusal.getMessage()))
                : new LinkedHashSet<>(refusal.errors().values());
        ModelAndView page = page(team, plan).addObject("faults", faults);
        page.setStatus(refusal.kind() == Refusal.Kind.CONFLICT ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_ENTITY);
        return page;
    }

    private static Preview compared(List<Scheduled> before, List<Scheduled> after, People people) {
        Map<String, Map<PlanColumn, String>> was = PlanFile.cells(before, people, Format.FRENCH);
        Map<String, Map<PlanColumn, String>> is = PlanFile.cells(after, people, Format.FRENCH);
        List<Change> coming = new ArrayList<>();
        List<Change> changing = new ArrayList<>();
        List<Change> going = new ArrayList<>();
        is.forEach((id, now) -> {
            Map<PlanColumn, String> then = was.get(id);
            String title = now.getOrDefault(PlanColumn.TITLE, "");
            if (then == null) coming.add(new Change(title, said(Map.of(), now)));
            else if (!then.equals(now)) changing.add(new Change(title, said(then, now)));
        });
        was.forEach((id, then) -> {
            if (!is.containsKey(id)) going.add(new Change(then.getOrDefault(PlanColumn.TITLE, ""), List.of()));
        });
        List<String> stayed = was.keySet().stream().filter(is::containsKey).toList();
        boolean isReordered =
                !stayed.equals(is.keySet().stream().filter(was::containsKey).toList());
        return new Preview(coming, changing, going, isReordered);
    }

    /** Each column that changes, from what to what. */
    private static List<String> said(Map<PlanColumn, String> then, Map<PlanColumn, String> now) {
        return Stream.of(PlanColumn.values())
                .filter(column -> column != PlanColumn.TITLE
                        && !now.getOrDefault(column, "").equals(then.getOrDefault(column, "")))
                .map(column -> column.label() + "\u00a0: " + (then.isEmpty() ? "" : shown(then.get(column)) + " → ")
                        + shown(now.get(column)))
                .toList();
    }

    private static String shown(@Nullable String cell) {
        return cell == null || cell.isEmpty() ? "rien" : cell.replace("\n", ", ");
    }
}
