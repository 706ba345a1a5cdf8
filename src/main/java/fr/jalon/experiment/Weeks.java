package fr.jalon.experiment;

import fr.jalon.Refusal;
import fr.jalon.chain.Canonical;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.text.French;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The days of a validation week, and the contract that holds while it lasts. */
@Service
class Weeks {

    /** Four weeks, extensions included. */
    static final int MOST_DAYS = 28;

    static final int MOST_AMENDMENTS = 20;

    private final ExperimentRows rows;
    private final FigureRows figures;
    private final Canonical canonical;
    private final Judge judge;
    private final ParisCalendar paris;

    Weeks(ExperimentRows rows, FigureRows figures, Canonical canonical, Judge judge, ParisCalendar paris) {
        this.rows = rows;
        this.figures = figures;
        this.canonical = canonical;
        this.judge = judge;
        this.paris = paris;
    }

    @Transactional
    void plan(ExperimentId id, String team, List<String> channels, Set<String> organic, List<LocalDate> days) {
        if (rows.find(id).isEmpty()) rows.open(id, team, channels, organic);
        movePlan(id, days);
    }

    @Transactional
    void budget(ExperimentId id, Map<String, BigDecimal> budgets) {
        rows.budget(id, budgets);
    }

    @Transactional
    void movePlan(ExperimentId id, List<LocalDate> days) {
        if (!rows.days(id).isEmpty()) rows.removeDays(id);
        rows.addDays(id, days, 0);
    }

    @Transactional
    void extend(ExperimentId id, List<LocalDate> days) {
        int lived = rows.days(id).size();
        Experiment experiment = rows.get(id);
        Promise promise = experiment.promise();
        if (experiment.isExtended() && promise != null && promise.belief() == Belief.PROMISE) {
            throw Refusal.invalid(
                    "gateVerdict",
                    "La semaine a déjà été prolongée, et ne l’est qu’une fois : prolongée jusqu’à ce qu’elle dise "
                            + "« Poursuivre », elle se tromperait souvent. Passez à la restitution.");
        }
        if (lived + days.size() > MOST_DAYS) {
            throw Refusal.invalid(
                    "extraDays",
                    "La semaine compte déjà %d jours, et %d au plus, prolongations comprises : %s"
                            .formatted(
                                    lived,
                                    MOST_DAYS,
                                    lived >= MOST_DAYS
                                            ? "elle ne se prolonge plus ; passez à la restitution."
                                            : "prolongez-la de " + (MOST_DAYS - lived) + " au plus."));
        }
        rows.reopen(id);
        rows.addDays(id, days, rows.days(id).size());
    }

    List<WeekDay> days(ExperimentId id) {
        return rows.days(id);
    }

    List<String> gaps(ExperimentId id) {
        return Gap.of(rows.days(id)).stream().map(Gap::said).toList();
    }

    Optional<String> gapOfExtension(ExperimentId id) {
        List<WeekDay> week = rows.days(id);
        return Gap.between(week.get(week.size() - 1).day(), paris.today()).map(Gap::said);
    }

    @Transactional
    Map<String, WeekSoFar> soFar(Collection<String> journeys) {
        return rows.soFar(journeys);
    }

    @Transactional
    void pause(ExperimentId id, String why) {
        rows.pause(id, why);
    }

    @Transactional
    void resume(ExperimentId id, LocalDateTime since, LocalDateTime now, int days) {
        rows.pause(id, null);
        if (days == 0) return;
        Set<LocalDate> measured = figures.of(id).keySet();
        List<WeekDay> week = rows.days(id);
        for (WeekDay day : week) {
            boolean isLast = day.number() == week.size();
            if (!day.over(isLast).isAfter(since)) continue;
            boolean isLived = day.day().isBefore(since.toLocalDate()) || measured.contains(day.day());
            LocalDate on = isLived ? day.day() : day.day().plusDays(days);
            WeekDay moved = day.on(on, day.morning().plusDays(days));
            // Resumed later in the day than it was paused, the hours between are no part of a morning.
            if (!moved.over(isLast).isAfter(now))
                moved = day.on(on, moved.morning().plusDays(1));
            rows.move(id, moved);
        }
    }

    void markIncomplete(ExperimentId id, int number) {
        rows.markIncomplete(id, number);
    }

    @Transactional
    void freeze(ExperimentId id, Contract contract, int rules) {
        Contract promised = contract.after(rows.former(id).orElse(null));
        rows.freeze(id, promised, canonical.hash(promised), Belief.PROMISE, rules);
    }

    Optional<Contract> former(ExperimentId id) {
        return rows.former(id);
    }

    Optional<Contract> frozen(ExperimentId id) {
        return rows.find(id).map(Experiment::promise).map(Promise::contract);
    }

    Map<ExperimentId, Contract> amendable() {
        return rows.amendable().stream()
                .collect(Collectors.toMap(Experiment::id, one -> one.promised().contractInForce()));
    }

    @Transactional
    Amendment amend(ExperimentId id, ContractChange change, @Nullable LocalDate from, String reason, String by) {
        rows.lock(id);
        Experiment experiment = rows.get(id);
        Promise promise = experiment.promise();
        if (promise == null) {
            throw Refusal.conflict("Le contrat n’est pas encore figé : l’équipe peut encore le corriger elle-même.");
        }
        if (experiment.advice() != null) {
            throw Refusal.conflict("Une recommandation repose déjà sur ce contrat : il ne s’amende plus.");
        }
        Contract contract = change.of(promise.contractInForce());
        if (contract.equals(promise.contractInForce())) {
            throw Refusal.conflict("Cet amendement ne change rien au contrat : indiquez au moins une nouvelle valeur.");
        }
        refuseHopeless(promise, contract);
        LocalDate since = from == null ? paris.today() : from;
        refuseOtherDays(id, since);
        int number = experiment.amendments() + 1;
        if (number > MOST_AMENDMENTS) {
            throw Refusal.conflict(
                    ("Ce contrat a déjà été amendé %d fois, et ne s’amende plus : terminez la semaine sur "
                                    + "celui-ci, ou pivotez.")
                            .formatted(MOST_AMENDMENTS));
        }
        rows.amend(id, number, contract, since, reason, by);
        return rows.amendments(rows.get(id)).get(number - 1);
    }

    /** It holds from today or a later day of the week; once the week is over, from the day on which it is written. */
    private void refuseOtherDays(ExperimentId id, LocalDate from) {
        LocalDate today = paris.today();
        if (from.isBefore(today)) {
            throw Refusal.invalid(
                    "from",
                    "Valable à partir du : le " + French.day(from) + " est passé ; un amendement vaut à partir "
                            + "d’aujourd’hui ou d’un jour à venir de la semaine.");
        }
        List<WeekDay> week = rows.days(id);
        LocalDate last = week.get(week.size() - 1).day();
        if (from.isAfter(last) && from.isAfter(today)) {
            throw Refusal.invalid(
                    "from",
                    "Valable à partir du : le " + French.day(from) + " vient après le dernier jour de la semaine, le "
                            + French.day(last) + ".");
        }
    }

    /** What was promised hopelessly, before contracts were held to this, may be amended otherwise. */
    private void refuseHopeless(Promise promise, Contract contract) {
        Contract before = promise.contractInForce();
        boolean isSame = contract.targetConversionRate() == before.targetConversionRate()
                && contract.minimumVisits() == before.minimumVisits();
        if (isSame || promise.belief() == Belief.NOTHING || promise.rules() == null) return;
        Map<String, String> faults = Design.faults(
                contract.targetConversionRate(), contract.minimumVisits(), judge.bars(promise.rules(), false));
        if (!faults.isEmpty()) {
            Map<String, String> sentences = new LinkedHashMap<>();
            faults.forEach((term, fault) -> sentences.put(term, Contract.LABELS.get(term) + " : " + fault + "."));
            throw Refusal.invalid(sentences);
        }
    }

    /** Amends the contract of a team's present week. */
    @Transactional
    Amendment amend(String team, ContractChange change, @Nullable LocalDate from, String reason, String by) {
        return amend(rows.present(team).id(), change, from, reason, by);
    }

    @Transactional
    void close(ExperimentId id, boolean isAtItsGate) {
        rows.close(id, isAtItsGate);
    }
}
