package fr.jalon.mail;

import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.identity.Throttle;
import fr.jalon.engine.identity.TooManyAttempts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.text.French;
import fr.jalon.text.MailAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.ui.Model;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** Shows administrators which messages left, wait or were set aside, never what they say: an invitation is a secret. */
@Controller
@PreAuthorize(Groups.FOR_ADMINISTRATORS)
class MailPage {

    private static final int SHOWN = 50;
    /** Within five minutes. */
    private static final int MOST_TRIALS = 10;

    /** Which messages are shown. */
    record Choice(Outbox.@Nullable State state, String person, int page) {
        String at(Outbox.@Nullable State state, int page) {
            UriComponentsBuilder address = UriComponentsBuilder.fromPath("/mail");
            if (state != null) address.queryParam("state", state);
            if (!person.isEmpty()) address.queryParam("person", "{person}");
            if (page > 0) address.queryParam("page", page);
            return address.encode().buildAndExpand(Map.of("person", person)).toUriString();
        }
    }

    /** A link to the messages of one state; count is null where they are not counted. */
    record Tab(String label, String href, @Nullable Long count, boolean isChosen) {}

    /** A message as the page shows it. */
    record Row(
            String key,
            @Nullable String name,
            String recipient,
            String subject,
            String written,
            String state,
            String when,
            @Nullable String why,
            int attempts,
            boolean waits) {}

    private final Outbox outbox;
    private final Accounts accounts;
    private final ParisCalendar paris;
    private final TrialMail trial;
    private final Throttle trials;
    private final boolean hasServer;

    MailPage(Outbox outbox, Accounts accounts, ParisCalendar paris, Messenger messenger, TrialMail trial, Clock clock) {
        this.trial = trial;
        this.trials = new Throttle(clock, MOST_TRIALS, MOST_TRIALS);
        this.outbox = outbox;
        this.accounts = accounts;
        this.paris = paris;
        this.hasServer = messenger.hasServer();
    }

    @GetMapping("/mail")
    String show(
            @RequestParam Optional<Outbox.State> state,
            @RequestParam(defaultValue = "") String person,
            @RequestParam(name = "page", defaultValue = "0") int number,
            Authentication viewer,
            Model page) {
        Choice choice = new Choice(state.orElse(null), person.strip(), Math.max(0, number));
        List<Outbox.Entry> found = outbox.list(state, choice.person(), (long) choice.page() * SHOWN, SHOWN + 1);
        List<Outbox.Entry> shown = found.subList(0, Math.min(SHOWN, found.size()));
        Map<String, String> names = accounts.names(shown.stream()
                .map(Outbox.Entry::person)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        Map<Outbox.State, Long> counts = outbox.unsent();
        page.addAttribute("choice", choice);
        page.addAttribute("tabs", tabs(choice, counts));
        page.addAttribute("rows", shown.stream().map(entry -> row(entry, names)).toList());
        page.addAttribute("newer", choice.page() == 0 ? null : choice.at(choice.state(), choice.page() - 1));
        page.addAttribute("older", found.size() > SHOWN ? choice.at(choice.state(), choice.page() + 1) : null);
        page.addAttribute(
                "waits", counts.containsKey(Outbox.State.WAITING) || counts.containsKey(Outbox.State.REFUSED));
        page.addAttribute("hasServer", hasServer);
        if (!page.containsAttribute("to")) {
            page.addAttribute(
                    "to", accounts.find(viewer.getName()).map(Person::email).orElse(""));
        }
        return "mail";
    }

    private static List<Tab> tabs(Choice choice, Map<Outbox.State, Long> unsent) {
        return Stream.concat(
                        Stream.of(new Tab("Tous", choice.at(null, 0), null, choice.state() == null)),
                        Stream.of(Outbox.State.values())
                                .map(state -> new Tab(
                                        plural(state),
                                        choice.at(state, 0),
                                        state == Outbox.State.SENT ? null : unsent.getOrDefault(state, 0L),
                                        state == choice.state())))
                .toList();
    }

    private Row row(Outbox.Entry entry, Map<String, String> names) {
        String name = entry.person() == null ? null : names.get(entry.person());
        boolean waits = entry.state() == Outbox.State.WAITING || entry.state() == Outbox.State.REFUSED;
        Instant overdue = entry.overdue();
        return new Row(
                entry.key(),
                name == null ? entry.person() : name + " (" + entry.person() + ")",
                entry.recipient(),
                entry.subject(),
                moment(entry.since()),
                singular(entry.state()),
                when(entry),
                overdue == null
                        ? entry.why()
                        : "Trop tard\u00a0: ce message ne valait que jusqu’au " + moment(overdue) + ".",
                entry.attempts(),
                waits);
    }

    private String when(Outbox.Entry entry) {
        return switch (entry.state()) {
            case WAITING -> entry.attempts() == 0 ? "part dès que possible" : "prochain essai le " + at(entry);
            case REFUSED ->
                "Cette adresse est refusée\u00a0: Jalon n’essaie plus de lui-même. Corrigez-la dans "
                        + "Admin, puis réessayez,"
                        + " ou abandonnez.";
            case SENT, ABANDONED, DROPPED -> "le " + at(entry);
        };
    }

    private String at(Outbox.Entry entry) {
        return moment(Objects.requireNonNull(entry.at()));
    }

    private String moment(Instant instant) {
        return French.moment(paris.wallClock(instant));
    }

    private static String singular(Outbox.State state) {
        return switch (state) {
            case WAITING -> "En attente";
            case REFUSED -> "Refusé";
            case SENT -> "Envoyé";
            case ABANDONED -> "Abandonné";
            case DROPPED -> "Écarté";
        };
    }

    private static String plural(Outbox.State state) {
        return state == Outbox.State.WAITING ? "En attente" : singular(state) + "s";
    }

    /** Sends a message to see what comes of it, the administrator's own address being proposed. */
    @PostMapping("/mail/essai")
    ModelAndView tryOut(@RequestParam(defaultValue = "") String to, Authentication who, RedirectAttributes said) {
        Model page = new ExtendedModelMap();
        page.addAttribute("to", to);
        try {
            String recipient = new MailAddress(to).value();
            trials.failed(who.getName(), "");
            TrialMail.Outcome outcome = trial.send(recipient);
            said.addFlashAttribute(outcome.isAccepted() ? "said" : "refused", outcome.said());
            said.addFlashAttribute("to", recipient);
            return new ModelAndView("redirect:/mail");
        } catch (TooManyAttempts many) {
            page.addAttribute("fault", many.getMessage());
            return answer(HttpStatus.TOO_MANY_REQUESTS, who, page);
        } catch (IllegalArgumentException malformed) {
            page.addAttribute("fault", StringUtils.capitalize(malformed.getMessage()) + ".");
            return answer(HttpStatus.UNPROCESSABLE_ENTITY, who, page);
        }
    }

    private ModelAndView answer(HttpStatus status, Authentication who, Model page) {
        return new ModelAndView(show(Optional.empty(), "", 0, who, page), page.asMap(), status);
    }

    /** Tries one message again, or all of them. */
    @PostMapping("/mail/retry")
    String retry(
            @RequestParam Optional<String> key,
            @RequestParam Optional<Outbox.State> state,
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "0") int page,
            RedirectAttributes said) {
        key.ifPresentOrElse(outbox::retry, outbox::retryAll);
        return back(
                new Choice(state.orElse(null), person, page),
                said,
                key.isPresent()
                        ? "Ce message est réessayé dans les dix secondes."
                        : "Tous les messages qui attendent sont réessayés, à partir de maintenant.");
    }

    @PostMapping("/mail/abandon")
    String abandon(
            @RequestParam String key,
            @RequestParam Optional<Outbox.State> state,
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "0") int page,
            RedirectAttributes said) {
        outbox.abandon(key);
        return back(
                new Choice(state.orElse(null), person, page),
                said,
                "Ce message est abandonné\u00a0: il ne partira pas.");
    }

    private static String back(Choice choice, RedirectAttributes said, String what) {
        said.addFlashAttribute("said", what);
        return "redirect:" + choice.at(choice.state(), choice.page());
    }
}
