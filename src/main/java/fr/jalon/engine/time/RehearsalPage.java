package fr.jalon.engine.time;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Groups;
import fr.jalon.text.French;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The rehearsal as a page: what is due next, and the clock that moves on to it. */
@Controller
@Profile("demo | rehearsal")
@PreAuthorize(Groups.FOR_ADMINISTRATORS)
class RehearsalPage {

    /** A time to which the clock moves on. */
    record Move(String label, Instant to) {}

    /** What a timer does, and when. */
    record Due(String when, String what) {}

    private static final int SHOWN = 10;
    private static final LocalTime MORNING = LocalTime.of(9, 0);

    private final Rehearsal rehearsal;
    private final ParisCalendar paris;
    private final ManagementService management;
    private final RepositoryService repository;
    private final boolean isDemonstration;

    RehearsalPage(
            Rehearsal rehearsal,
            ParisCalendar paris,
            ManagementService management,
            RepositoryService repository,
            Environment environment) {
        this.isDemonstration = environment.matchesProfiles("demo") && rehearsal.isAlone();
        this.rehearsal = rehearsal;
        this.paris = paris;
        this.management = management;
        this.repository = repository;
    }

    @GetMapping("/repetition")
    String show(Model page) {
        List<Job> jobs = management
                .createJobQuery()
                .active()
                .withRetriesLeft()
                .duedateHigherThan(paris.instantOf(paris.now()))
                .orderByJobDuedate()
                .asc()
                .listPage(0, SHOWN);
        LocalDateTime now = paris.now();
        LocalDateTime morning = now.toLocalTime().isBefore(MORNING)
                ? now.toLocalDate().atTime(MORNING)
                : now.toLocalDate().plusDays(1).atTime(MORNING);
        List<Move> moves = new ArrayList<>(List.of(
                new Move("Une heure plus tard", instant(now.plusHours(1))),
                new Move("Au prochain matin, 9 h", instant(morning)),
                new Move("Un jour plus tard", instant(now.plusDays(1)))));
        if (!jobs.isEmpty()) {
            Instant next = jobs.get(0).getDuedate().toInstant().truncatedTo(ChronoUnit.SECONDS);
            moves.add(new Move("À la prochaine échéance", next.plusSeconds(1)));
        }
        page.addAttribute("now", French.moment(now));
        page.addAttribute("moves", moves);
        page.addAttribute("isDemonstration", isDemonstration);
        page.addAttribute(
                "due",
                jobs.stream()
                        .map(job -> new Due(
                                French.moment(paris.wallClock(job.getDuedate().toInstant())), what(job)))
                        .toList());
        return "rehearsal";
    }

    /** Moves the clock on to a time that the page has offered: sent twice, it moves once. */
    @PostMapping("/repetition")
    String advance(@RequestParam(defaultValue = "") String to, RedirectAttributes said) {
        try {
            rehearsal.advanceTo(Instant.parse(to));
            said.addFlashAttribute("said", "L’horloge a avancé.");
        } catch (DateTimeException malformed) {
            said.addFlashAttribute("refused", "Choisissez de combien l’horloge avance.");
        } catch (Refusal refusal) {
            said.addFlashAttribute("refused", refusal.getMessage());
        }
        return "redirect:/repetition";
    }

    /** The step of the model that waits for a job, in its own words; the engine has jobs of its own. */
    private String what(Job job) {
        JobDefinition definition = job.getJobDefinitionId() == null
                ? null
                : management
                        .createJobDefinitionQuery()
                        .jobDefinitionId(job.getJobDefinitionId())
                        .singleResult();
        if (definition == null || job.getProcessDefinitionId() == null) return "Travail du moteur";
        ModelElementInstance step = repository
                .getBpmnModelInstance(job.getProcessDefinitionId())
                .getModelElementById(definition.getActivityId());
        return step == null
                ? definition.getActivityId()
                : Objects.requireNonNullElse(step.getAttributeValue("name"), definition.getActivityId());
    }

    private Instant instant(LocalDateTime wallClock) {
        return paris.instantOf(wallClock).toInstant().truncatedTo(ChronoUnit.SECONDS);
    }
}
