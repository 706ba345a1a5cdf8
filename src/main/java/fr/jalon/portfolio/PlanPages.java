package fr.jalon.portfolio;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Groups;
import fr.jalon.plan.Plan;
import fr.jalon.plan.Plans;
import fr.jalon.plan.Schedules;
import fr.jalon.plan.Schedules.Scheduled;
import fr.jalon.plan.Work;
import fr.jalon.plan.Work.After;
import fr.jalon.plan.Work.Place;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.Slug;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** A team's plans: their dates as a picture and as a table, and each item to be counted otherwise. */
@Controller
class PlanPages {

    private static final int LONGEST = 365;

    private final Teams teams;
    private final Plans plans;
    private final Schedules schedules;
    private final PlanView view;
    private final TransactionTemplate transaction;

    PlanPages(Teams teams, Plans plans, Schedules schedules, PlanView view, TransactionTemplate transaction) {
        this.teams = teams;
        this.plans = plans;
        this.schedules = schedules;
        this.view = view;
        this.transaction = transaction;
    }

    /** @param failed 413 where a file was sent here that is larger than any that is taken, and was not read */
    @GetMapping("/equipes/{team}/plans/{plan}")
    String one(
            @PathVariable String team,
            @PathVariable String plan,
            @RequestParam(defaultValue = "") String fait,
            @RequestAttribute(name = RequestDispatcher.ERROR_STATUS_CODE, required = false) @Nullable Integer failed,
            Authentication viewer,
            HttpServletResponse response,
            Model model) {
        Team seen = teams.seenBy(viewer, team);
        model.addAttribute("page", view.of(seen, plan(seen, plan), Groups.of(viewer)));
        if (failed != null) {
            response.setStatus(failed);
            model.addAttribute("fileFault", "Le fichier est trop volumineux : 5 Mo au plus.");
        }
        model.addAttribute("done", PlanView.DONE.get(fait));
        return "plan";
    }

    /** A plan of another team is as unknown as one that does not exist. */
    private Plan plan(Team team, String id) {
        return plans.find(id)
                .filter(plan -> plan.team().equals(team.id()))
                .orElseThrow(() -> Refusal.unknown("Le plan « " + id + " » est inconnu."));
    }

    /** Keeps what a plan holds for other teams. */
    @PreAuthorize("hasAuthority('facilitators')")
    @PostMapping("/equipes/{team}/plans/{plan}/modele")
    String keep(
            @PathVariable String team,
            @PathVariable String plan,
            @RequestParam(defaultValue = "") String title,
            Authentication who,
            Model model) {
        Team seen = teams.seenBy(who, team);
        Plan kept = plan(seen, plan);
        String named = title.strip();
        String fault = null;
        if (named.isEmpty() || named.length() > 120) {
            fault = named.isEmpty() ? "Donnez un titre au modèle." : "120 caractères au plus.";
        } else {
            try {
                schedules.keepAsTemplate(kept.id(), Slug.of(named), named);
            } catch (Refusal refused) {
                fault = refused.getMessage();
            }
        }
        if (fault == null) return "redirect:/equipes/" + seen.id() + "/plans/" + kept.id() + "?fait=modele";
        model.addAttribute("page", view.of(seen, kept, Groups.of(who)));
        model.addAttribute("title", named);
        model.addAttribute("titleFault", fault);
        return "plan";
    }

    @GetMapping("/equipes/{team}/plans/{plan}/{item}")
    String item(
            @PathVariable String team,
            @PathVariable String plan,
            @PathVariable String item,
            Authentication viewer,
            Model model) {
        Team seen = teams.writtenBy(viewer, team);
        Plan changed = plan(seen, plan);
        Scheduled scheduled = scheduled(changed, item);
        return item(seen, changed, scheduled, PlanView.typed(scheduled), Map.of(), model);
    }

    private Scheduled scheduled(Plan plan, String item) {
        return schedules.items(plan.id()).stream()
                .filter(each -> each.item().id().equals(item))
                .findFirst()
                .map(PlanPages::left)
                .orElseThrow(() -> Refusal.unknown("« " + item + " » n’est pas au plan."));
    }

    private static Scheduled left(Scheduled scheduled) {
        if (!scheduled.item().isLeft())
            throw Refusal.conflict(
                    "« " + scheduled.item().title() + " » est fait ou abandonné : il ne se change plus.");
        return scheduled;
    }

    private String item(
            Team team, Plan plan, Scheduled scheduled, PlanView.Typed typed, Map<String, String> errors, Model model) {
        model.addAttribute("item", view.item(team, plan, scheduled));
        model.addAttribute("typed", typed);
        model.addAttribute("errors", errors);
        return "plan-item";
    }

    /** Shows what would move, or does it where that has been seen and nothing has changed since. */
    @PostMapping("/equipes/{team}/plans/{plan}/{item}")
    String change(
            @PathVariable String team,
            @PathVariable String plan,
            @PathVariable String item,
            @RequestParam MultiValueMap<String, String> asked,
            Authentication who,
            Model model) {
        Team seen = teams.writtenBy(who, team);
        Plan changed = plan(seen, plan);
        Scheduled scheduled = scheduled(changed, item);
        PlanView.Typed typed = PlanView.Typed.of(asked);
        Map<String, String> errors = new LinkedHashMap<>();
        boolean isGivenUp = asked.containsKey("drop");
        Work work = isGivenUp ? scheduled.work() : work(changed.id(), scheduled, typed, errors);
        String owner = owner(seen, typed, errors);
        if (!errors.isEmpty() || work == null) return item(seen, changed, scheduled, typed, errors, model);
        String token = view.token(changed, asked);
        boolean isSure = asked.containsKey("sure") && token.equals(asked.getFirst("seen"));
        try {
            List<PlanView.Moved> moved = Objects.requireNonNull(transaction.execute(status -> {
                Map<String, PlanView.Dates> before = view.dates(changed);
                if (isGivenUp) schedules.drop(changed.id(), item);
                else schedules.change(changed.id(), work, owner);
                List<PlanView.Moved> shifts = view.moved(changed, before, item);
                if (!isSure) status.setRollbackOnly();
                return shifts;
            }));
            if (isSure) return "redirect:/equipes/" + seen.id() + "/plans/" + changed.id() + "?fait=change";
            model.addAttribute("moved", moved);
            model.addAttribute("seen", token);
            model.addAttribute("stale", asked.containsKey("sure"));
            model.addAttribute("isGivenUp", isGivenUp);
        } catch (Refusal refused) {
            errors.put("refused", String.valueOf(refused.getMessage()));
        }
        return item(seen, changed, scheduled, typed, errors, model);
    }

    /** The item as it was typed; null where something of it makes no sense. */
    private @Nullable Work work(String plan, Scheduled scheduled, PlanView.Typed typed, Map<String, String> errors) {
        Work was = scheduled.work();
        String title = typed.title();
        if (title.isEmpty() || title.length() > 200)
            errors.put("title", title.isEmpty() ? "Dites ce qu’il faut faire." : "200 caractères au plus.");
        boolean isTaken = schedules.items(plan).stream()
                .anyMatch(other -> !other.item().id().equals(was.id())
                        && other.item().title().equals(title));
        if (isTaken) errors.put("title", "« " + title + " » est déjà au plan : un titre nomme une seule étape.");
        boolean hasDays = typed.days().matches("\\d{1,3}") && Integer.parseInt(typed.days()) <= LONGEST;
        if (!hasDays) errors.put("days", "Un nombre entier de jours, de 0 (un simple jalon) à 365.");
        Place place = null;
        if (typed.place().equals("fixed")) {
            try {
                place = new Place.Fixed(LocalDate.parse(typed.day()));
            } catch (DateTimeParseException malformed) {
                errors.put("day", "Choisissez le jour.");
            }
        } else if (typed.place().equals("offset") && was.place() instanceof Place.Offset offset) {
            place = offset;
        }
        if (!errors.isEmpty()) return null;
        Map<String, Integer> lags = new LinkedHashMap<>();
        was.after().forEach(after -> lags.put(after.id(), after.lag()));
        List<After> after = typed.after().stream()
                .distinct()
                .map(id -> new After(id, lags.getOrDefault(id, 0)))
                .toList();
        return new Work(
                was.id(),
                title,
                Integer.parseInt(typed.days()),
                typed.everyDay(),
                was.who(),
                typed.optional(),
                after,
                place);
    }

    private @Nullable String owner(Team team, PlanView.Typed typed, Map<String, String> errors) {
        if (typed.owner().isEmpty()) return null;
        boolean isMember =
                teams.membersOf(team).stream().anyMatch(person -> person.id().equals(typed.owner()));
        if (!isMember) errors.put("owner", "Choisissez une personne de l’équipe.");
        return typed.owner();
    }
}
