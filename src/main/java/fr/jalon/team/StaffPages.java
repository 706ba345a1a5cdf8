package fr.jalon.team;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Staff.Colleague;
import fr.jalon.team.Staff.Role;
import fr.jalon.text.French;
import fr.jalon.text.MailAddress;
import jakarta.validation.Validator;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Who accompanies teams and administers Jalon, for administrators to invite and to give or take away roles. */
@Controller
@PreAuthorize(Groups.FOR_ADMINISTRATORS)
class StaffPages {

    /** What has been done, by what the address of the page says of it. */
    private static final Map<String, String> DONE = Map.of(
            "invitation", "C’est fait : l’invitation part par courriel.",
            "deja", "Cette personne a déjà ce rôle : rien n’a été changé.",
            "mot-de-passe",
                    "Rien n’a été envoyé : cette personne a un mot de passe, ou n’a pas été invitée ici. "
                            + "Donnez-lui un mot de passe dans Admin.",
            "roles", "C’est fait : les rôles sont changés.");

    /** Somebody of the staff as the page shows them. */
    record Row(
            String id,
            String name,
            @Nullable String email,
            String roles,
            @Nullable String invitation) {}

    /** A role that can be ticked. */
    record Choice(Role role, boolean isTicked, boolean isClaimed) {}

    private final Staff staff;
    private final Invitations invitations;
    private final Validator validator;
    private final ParisCalendar paris;
    private final Clock clock;

    StaffPages(Staff staff, Invitations invitations, Validator validator, ParisCalendar paris, Clock clock) {
        this.staff = staff;
        this.invitations = invitations;
        this.validator = validator;
        this.paris = paris;
        this.clock = clock;
    }

    @GetMapping("/encadrement")
    ModelAndView all(@RequestParam(defaultValue = "") String fait) {
        return page(Map.of(), Map.of()).addObject("done", DONE.get(fait));
    }

    @PostMapping("/encadrement")
    ModelAndView invite(@RequestParam Map<String, String> typed) {
        Map<String, String> values = MemberPages.stripped(typed);
        Map<String, String> faults = MemberPages.faults(validator, values);
        Optional<Role> role = List.of(Role.values()).stream()
                .filter(each -> each.name().equals(values.get("role")))
                .findFirst();
        if (role.isEmpty()) faults.put("role", "Choisissez un rôle.");
        if (!faults.isEmpty()) return page(values, faults);
        String first = values.getOrDefault("firstName", "");
        String last = values.getOrDefault("lastName", "");
        String email = new MailAddress(values.getOrDefault("email", "")).value();
        try {
            return staff.invite(first, last, email, role.orElseThrow())
                    .map(token -> handedOver(first + " " + last, token))
                    .orElseGet(() -> done("", "deja"));
        } catch (Refusal refused) {
            return page(values, MemberPages.faults(refused, "email"));
        }
    }

    /** A new invitation; the earlier one is no longer valid. */
    @PostMapping("/encadrement/{id}/invitation")
    ModelAndView reinvite(@PathVariable String id) {
        Colleague invited = staff.of(id);
        return staff.reinvite(id)
                .map(token -> handedOver(invited.person().name(), token))
                .orElseGet(() -> done("", "mot-de-passe"));
    }

    @GetMapping("/encadrement/{id}")
    ModelAndView one(@PathVariable String id, @RequestParam(defaultValue = "") String fait) {
        Colleague shown = staff.of(id);
        return page(shown, Set.copyOf(shown.roles()), null).addObject("done", DONE.get(fait));
    }

    /**
     * Changes roles. Sent twice it changes them once; where they have been changed meanwhile, it says so instead.
     *
     * @param seen the roles that were ticked when the form was shown
     */
    @PostMapping("/encadrement/{id}")
    ModelAndView change(
            @PathVariable String id,
            @RequestParam(defaultValue = "") Set<Role> role,
            @RequestParam(defaultValue = "") String seen,
            Authentication who) {
        Colleague shown = staff.of(id);
        Set<Role> wanted = role.isEmpty() ? EnumSet.noneOf(Role.class) : EnumSet.copyOf(role);
        shown.roles().stream().filter(staff.claimedOf(id)::contains).forEach(wanted::add);
        if (wanted.equals(Set.copyOf(shown.roles()))) return done("/" + id, "roles");
        if (!seen.equals(state(shown))) {
            return page(
                    shown, wanted, "Entre-temps, ces rôles ont été changés. Relisez, puis recommencez s’il le faut.");
        }
        try {
            staff.change(id, wanted, who.getName());
            return done("/" + id, "roles");
        } catch (Refusal refused) {
            return page(shown, wanted, refused.getMessage());
        }
    }

    private static ModelAndView done(String path, String what) {
        return new ModelAndView("redirect:/encadrement" + path + "?fait=" + what);
    }

    /** Shows a link that no mail brings; where one does, says so. */
    private ModelAndView handedOver(String name, String token) {
        return invitations.isHandedOver(token)
                ? page(Map.of(), Map.of()).addObject("link", new MemberPages.Link(name, invitations.link(token)))
                : done("", "invitation");
    }

    private ModelAndView page(Map<String, String> typed, Map<String, String> faults) {
        return new ModelAndView("staff", faults.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY)
                .addObject("rows", staff.all().stream().map(this::row).toList())
                .addObject("roles", Role.values())
                .addObject("typed", typed)
                .addObject("faults", faults);
    }

    private Row row(Colleague each) {
        OffsetDateTime until = each.until();
        String invitation = !each.isInvited()
                ? null
                : until == null
                        ? "Sans invitation valable"
                        : (until.isAfter(OffsetDateTime.now(clock))
                                        ? "Invitation valable jusqu’au "
                                        : "Invitation expirée le ")
                                + French.moment(paris.wallClock(until.toInstant()));
        return new Row(
                each.person().id(),
                each.person().name(),
                each.person().email(),
                each.roles().stream().map(Role::label).collect(Collectors.joining(", ")),
                invitation);
    }

    private ModelAndView page(Colleague shown, Set<Role> ticked, @Nullable String fault) {
        Set<Role> claimed = staff.claimedOf(shown.person().id());
        return new ModelAndView("roles", fault == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY)
                .addObject("person", shown.person())
                .addObject("seen", state(shown))
                .addObject("fault", fault)
                .addObject("invited", shown.until() != null)
                .addObject("claimed", !claimed.isEmpty())
                .addObject(
                        "choices",
                        List.of(Role.values()).stream()
                                .map(role -> new Choice(role, ticked.contains(role), claimed.contains(role)))
                                .toList());
    }

    private static String state(Colleague shown) {
        return shown.roles().stream().map(Role::name).collect(Collectors.joining(" "));
    }
}
