package fr.jalon.draft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.jalon.Refusal;
import fr.jalon.engine.Processes;
import fr.jalon.engine.form.DraftForms;
import fr.jalon.engine.form.DraftForms.Form;
import fr.jalon.journey.Journeys;
import fr.jalon.text.French;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** Drafts for who may work on their task, as the engine sees it; of a task that is over there is none. */
@Service
class Drafts {

    private static final int LONGEST = 200_000;

    /** At a time. */
    private static final int SWEPT = 500;

    /** A task that ends says nothing here, so that it costs nothing: its draft goes within the hour. */
    @Configuration(proxyBeanMethods = false)
    @EnableScheduling
    static class Clockwork {

        private final Drafts drafts;

        Clockwork(Drafts drafts) {
            this.drafts = drafts;
        }

        @Scheduled(fixedDelayString = "${jalon.drafts.sweep:PT1H}", initialDelayString = "${jalon.drafts.sweep:PT1H}")
        void sweep() {
            drafts.sweep();
        }
    }

    private final DraftRows rows;
    private final DraftForms forms;
    private final Journeys journeys;
    private final Processes processes;
    private final Clock clock;

    Drafts(DraftRows rows, DraftForms forms, Journeys journeys, Processes processes, Clock clock) {
        this.rows = rows;
        this.forms = forms;
        this.journeys = journeys;
        this.processes = processes;
        this.clock = clock;
    }

    /**
     * The form of an open task.
     *
     * @throws Refusal as for a task that does not exist, to whoever may not work on it
     */
    Form form(String task, String person) {
        return forms.of(task, person)
                .orElseThrow(() -> Refusal.unknown("Cette tâche n’existe pas, ou elle est déjà terminée."));
    }

    Optional<Draft> find(String task) {
        return rows.find(task);
    }

    /**
     * Saves what somebody has typed into the form of a task that they have taken on; what the form does not ask is left
     * out. Sent twice, it is saved once.
     *
     * @param seen the version that it was typed upon; 0 for none
     * @return what is saved; empty where somebody has saved another version meanwhile
     * @throws Refusal if the draft is too long, or the task is of no journey
     */
    Optional<Draft> save(String task, Form form, int seen, ObjectNode typed, String author) {
        ObjectNode answers = typed.deepCopy().retain(form.names());
        int length = answers.toString().length();
        if (length > LONGEST)
            throw Refusal.invalid(
                    "answers",
                    "Ce brouillon a %s signes : %s au plus.".formatted(French.number(length), French.number(LONGEST)));
        String team = journeys.find(form.root())
                .orElseThrow(() -> Refusal.unknown("Cette tâche n’est d’aucun parcours."))
                .team();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Draft next = new Draft(seen + 1, author, now, answers);
        if (rows.save(task, team, next)) return Optional.of(next);
        return rows.find(task).filter(stored -> stored.answers().equals(answers));
    }

    /** Deletes the drafts of tasks that are over, however they ended. */
    void sweep() {
        List<String> some = rows.tasks("", SWEPT);
        while (!some.isEmpty()) {
            Set<String> over = new HashSet<>(some);
            over.removeAll(processes.stillOpen(some));
            if (!over.isEmpty()) rows.delete(over);
            some = rows.tasks(some.get(some.size() - 1), SWEPT);
        }
    }
}
