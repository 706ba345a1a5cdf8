package fr.jalon.experiment;

import fr.jalon.Refusal;
import fr.jalon.chain.Canonical;
import fr.jalon.chain.Chain;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.team.Team;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts together what supports a team's decisions. */
@Service
class Dossiers {

    private final ExperimentRows rows;
    private final FigureRows figures;
    private final DecisionRows decisions;
    private final PastRows past;
    private final Judge judge;
    private final Measures measures;
    private final Canonical canonical;
    private final Clock clock;
    private final Accounts accounts;

    Dossiers(
            ExperimentRows rows,
            FigureRows figures,
            DecisionRows decisions,
            PastRows past,
            Judge judge,
            Measures measures,
            Canonical canonical,
            Clock clock,
            Accounts accounts) {
        this.rows = rows;
        this.figures = figures;
        this.decisions = decisions;
        this.past = past;
        this.judge = judge;
        this.measures = measures;
        this.canonical = canonical;
        this.clock = clock;
        this.accounts = accounts;
    }

    /**
     * What supports the decisions of a team, {@link Dossier#ITERATIONS} iterations a page; the recommendation only
     * after the team's own proposal.
     *
     * @param page from 1, which holds the latest iterations
     * @param corrections how many of an iteration's, the latest; the others are only counted
     * @throws Refusal if no week has been prepared, or there is no such page
     */
    @Transactional(readOnly = true)
    Dossier of(Team team, int page, int corrections) {
        List<Experiment> all = rows.of(team.id());
        if (all.isEmpty()) throw Refusal.unknown("L’équipe n’a pas encore de semaine de validation.");
        return of(team, all, decisions.of(team.id()), page, corrections);
    }

    /** The same of what led to the first so many decisions of a team, and of nothing that came after. */
    @Transactional(readOnly = true)
    Dossier upTo(int decision, Team team, int page, int corrections) {
        List<Experiment> decided = rows.of(team.id()).stream()
                .filter(each -> decisions
                        .of(each.id())
                        .filter(taken -> taken.position() <= decision)
                        .isPresent())
                .toList();
        List<Decision> taken = decisions.of(team.id()).stream()
                .filter(each -> each.position() <= decision)
                .toList();
        return of(team, decided, taken, page, corrections);
    }

    private @Nullable Chance chance(Team team, List<Experiment> all) {
        Set<ExperimentId> ids = all.stream().map(Experiment::id).collect(Collectors.toSet());
        List<Past> weeks = past.of(List.of(team.id())).stream()
                .filter(each -> ids.contains(each.experiment().id()))
                .toList();
        return Chance.of(weeks, judge).orElse(null);
    }

    private Dossier of(Team team, List<Experiment> all, List<Decision> taken, int page, int corrections) {
        int pages = (all.size() + Dossier.ITERATIONS - 1) / Dossier.ITERATIONS;
        if (page < 1 || page > pages) {
            throw Refusal.unknown("Ce dossier n’a pas de page %d : il en a %d.".formatted(page, pages));
        }
        int end = all.size() - (page - 1) * Dossier.ITERATIONS;
        List<Experiment> experiments = all.subList(Math.max(0, end - Dossier.ITERATIONS), end);
        List<Dossier.Iteration> iterations = new ArrayList<>();
        for (Experiment experiment : experiments) {
            Optional<Decision> decision = decisions.of(experiment.id());
            Evidence evidence = decision.map(
                            each -> canonical.read(each.grounds().evidence(), Evidence.class))
                    .orElseGet(() -> measures.seen(experiment));
            iterations.add(new Dossier.Iteration(
                    experiment.id().iteration(),
                    experiment.promise(),
                    rows.amendments(experiment),
                    rows.days(experiment.id()),
                    figures.recordings(experiment.id(), corrections),
                    rows.visitors(experiment),
                    figures.corrections(experiment.id()),
                    evidence,
                    experiment.proposal(),
                    experiment.advice(),
                    rows.recommendedAt(experiment.id()).orElse(null),
                    decision.orElse(null)));
        }
        Set<String> people =
                iterations.stream().flatMap(Dossier.Iteration::people).collect(Collectors.toSet());
        return new Dossier(
                team.id(),
                team.name(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                accounts.names(people),
                page,
                pages,
                iterations,
                all.size() < 2 ? null : chance(team, all),
                Chain.verify(taken, canonical));
    }
}
