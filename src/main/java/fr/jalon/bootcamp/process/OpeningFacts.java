package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.BootcampDays;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.bootcamp.Editions;
import fr.jalon.engine.form.FormFacts;
import fr.jalon.engine.form.FormFacts.Choice;
import fr.jalon.engine.form.StartFormFacts;
import fr.jalon.experiment.Contract;
import fr.jalon.experiment.ExperimentId;
import fr.jalon.experiment.Validation;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What start forms show: the teams that await a journey, and the contracts that can be amended. */
@Configuration(proxyBeanMethods = false)
class OpeningFacts {

    record Awaiting(List<Choice> teamOptions, String cohortDates) {}

    @Bean
    StartFormFacts<Awaiting> factsOfJourneyStart(BootcampRows journeys, Teams teams, Editions editions) {
        return new StartFormFacts<>(
                IdeaToDecision.KEY, Awaiting.class, () -> awaiting(journeys.freeTeams(), teams, editions));
    }

    private static Awaiting awaiting(List<Teams.Listed> free, Teams teams, Editions editions) {
        Map<String, BootcampDays> days = editions.all();
        Set<String> awaiting = free.stream().map(Teams.Listed::cohortId).collect(Collectors.toSet());
        String cohorts = teams.cohorts().stream()
                .filter(cohort -> awaiting.contains(cohort.id()))
                .map(cohort -> "**" + FormFacts.inert(cohort.name()) + "** : "
                        + (days.containsKey(cohort.id())
                                ? calendarLine(days.get(cohort.id())) + warned(editions.warnings(days.get(cohort.id())))
                                : "pas encore de dates, indiquez le premier jour"))
                .collect(Collectors.joining("\n\n"));
        return new Awaiting(
                free.stream().map(OpeningFacts::team).toList(),
                cohorts.isEmpty() ? "Aucune équipe n’attend de parcours." : cohorts);
    }

    record Amendable(List<Choice> amendableTeams, String contracts) {}

    /** The teams whose contract can be amended, and what it says now. */
    @Bean
    StartFormFacts<Amendable> factsOfAmendmentStart(BootcampRows journeys, Validation validation) {
        return new StartFormFacts<>(ContractAmendment.KEY, Amendable.class, () -> {
            Map<ExperimentId, Contract> contracts = validation.amendable();
            List<Choice> options = new ArrayList<>();
            List<String> lines = new ArrayList<>();
            for (BootcampRows.OpenTeam open : journeys.openTeams()) {
                Contract contract = contracts.get(open.bootcamp().experiment());
                if (contract == null) continue;
                options.add(team(open.team()));
                lines.add(contractLine(open.team().name(), contract));
            }
            return new Amendable(
                    options,
                    lines.isEmpty() ? "Aucun contrat ne peut être amendé pour l’instant." : String.join("\n\n", lines));
        });
    }

    private static String contractLine(String team, Contract contract) {
        return "**" + FormFacts.inert(team) + "**\u00a0: cible "
                + French.rate(contract.targetConversionRate()) + ", "
                + French.number(contract.minimumVisits()) + " visites au moins, "
                + French.euros(contract.spendCap())
                + " de dépense au plus, " + French.euros(contract.maximumCostPerConversion())
                + " par conversion au plus\u00a0; "
                + FormFacts.inert(contract.conversionMeans());
    }

    private static Choice team(Teams.Listed team) {
        return new Choice(team.cohort() + " – " + team.name(), team.id());
    }

    /** What speaks against some days, a paragraph each. */
    static String warned(List<String> warnings) {
        return warnings.stream().map(each -> "\n\n⚠ " + each).collect(Collectors.joining());
    }

    /** The ten days of a bootcamp on one line, with their weekdays. */
    static String calendarLine(BootcampDays days) {
        return "jour 1 " + French.shortDay(days.firstDay()) + ", jour 2 " + French.shortDay(days.secondDay())
                + ", validation du " + French.shortDay(days.validationStart()) + " au "
                + French.shortDay(days.validationStart().plusDays(BootcampDays.WEEK - 1L))
                + ", restitution " + French.shortDay(days.restitutionDay());
    }
}
