package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.Bootcamp;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.engine.form.FormFacts;
import fr.jalon.experiment.Contract;
import fr.jalon.experiment.ExperimentId;
import fr.jalon.experiment.TaggedLink;
import fr.jalon.experiment.Validation;
import fr.jalon.team.BootcampDays;
import fr.jalon.team.Cohort;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** What the journey's forms show beside the answers already given. */
@Component
class BootcampFacts implements FormFacts {

    private static final Map<String, String> SIGNALS = Map.of("WEAK", "faible", "MEDIUM", "moyenne", "STRONG", "forte");
    private static final Set<String> WITH_TERMS =
            Set.of("gate-activation", "launch-campaigns", "analyse-data", "decide");
    private static final Set<String> WITH_LINKS = Set.of(
            "simulate-campaign",
            "prepare-validation-week",
            "set-experiment-contract",
            "gate-activation",
            "launch-campaigns");

    private final BootcampRows journeys;
    private final Teams teams;
    private final Validation validation;
    private final GoThreshold threshold;

    BootcampFacts(BootcampRows journeys, Teams teams, Validation validation, GoThreshold threshold) {
        this.journeys = journeys;
        this.teams = teams;
        this.validation = validation;
        this.threshold = threshold;
    }

    @Override
    public Map<String, Object> ofStart(String form) {
        if (form.equals(ContractAmendment.KEY)) return amendable();
        if (!form.equals(IdeaToDecision.KEY)) return Map.of();
        List<Map<String, Object>> free = journeys.freeTeams();
        List<Map<String, Object>> options = free.stream()
                .map(row -> option(row.get("cohort") + " – " + row.get("team"), row.get("id")))
                .toList();
        Set<Object> awaiting = free.stream().map(row -> row.get("cohort")).collect(Collectors.toSet());
        String cohorts = teams.cohorts().stream()
                .filter(cohort -> awaiting.contains(cohort.name()))
                .map(cohort -> "**" + FormFacts.inert(cohort.name()) + "** : " + calendarLine(cohort.days()))
                .collect(Collectors.joining("\n\n"));
        return Map.of(
                "teamOptions",
                options,
                "cohortDates",
                cohorts.isEmpty() ? "Aucune équipe n’attend de parcours." : cohorts);
    }

    /** The teams whose contract can be amended, and what it says now. */
    private Map<String, Object> amendable() {
        Map<ExperimentId, Contract> contracts = validation.amendable();
        List<Map<String, Object>> options = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (Map<String, Object> row : journeys.openTeams()) {
            Contract contract =
                    contracts.get(new ExperimentId((String) row.get("journey"), (Integer) row.get("iteration")));
            if (contract == null) continue;
            options.add(option(row.get("cohort") + " – " + row.get("team"), row.get("id")));
            lines.add("**" + FormFacts.inert((String) row.get("team")) + "**\u00a0: cible "
                    + French.rate(contract.targetConversionRate()) + ", "
                    + French.number(contract.minimumVisits()) + " visites au moins, "
                    + French.euros(contract.spendCap())
                    + " de dépense au plus, " + French.euros(contract.maximumCostPerConversion())
                    + " par conversion au plus\u00a0; "
                    + FormFacts.inert(contract.conversionMeans()));
        }
        return Map.of(
                "amendableTeams",
                options,
                "contracts",
                lines.isEmpty() ? "Aucun contrat ne peut être amendé pour l’instant." : String.join("\n\n", lines));
    }

    @Override
    public Map<String, Object> ofTask(String form, DelegateTask task) {
        if (!task.getProcessDefinitionId().startsWith(IdeaToDecision.KEY + ":")) return Map.of();
        Bootcamp journey = journeys.of(task.getProcessInstanceId());
        Map<String, Object> facts = new LinkedHashMap<>();
        switch (form) {
            case "follow-self-training" -> facts.put("guides", guides(teams.cohort(journey.cohort())));
            case "create-tool-accounts" ->
                facts.put(
                        "toolOptions",
                        teams.cohort(journey.cohort()).tools().stream()
                                .map(tool -> option(tool.name(), tool.name()))
                                .toList());
            case "confirm-team" ->
                unlessAnswered(task, "teamMembers", facts, () -> members(teams.team(journey.team())));
            case "prioritise-ideas" ->
                unlessAnswered(task, "priorities", facts, () -> Week.rows(task, "ideas").stream()
                        .map(idea -> Map.of("title", idea.get("title")))
                        .toList());
            case "generate-ideas" -> unlessAnswered(task, "ideas", facts, () -> Week.rows(task, "shortlistedIdeas"));
            case "select-idea", "rework-ideation", "gate-ideation" -> {
                List<Map<String, Object>> ranking = Ranking.of(Week.rows(task, "priorities"));
                facts.put("ranking", ranking);
                facts.put(
                        "ideaOptions",
                        ranking.stream()
                                .map(idea -> option(idea.get("rank") + ". " + idea.get("title"), idea.get("title")))
                                .toList());
            }
            case "assign-work", "gate-planning" ->
                facts.put(
                        "roadmapRows",
                        Week.rows(task, "roadmap").stream()
                                .map(step -> Map.of(
                                        "step",
                                        step.get("step"),
                                        "owner",
                                        step.get("owner"),
                                        "day",
                                        French.shortDay(LocalDate.parse((String) step.get("day")))))
                                .toList());
            default -> {}
        }
        if (WITH_LINKS.contains(form)) facts.put("taggedLinks", links(task, journey));
        if (WITH_TERMS.contains(form))
            facts.put("terms", terms(validation.frozen(journey.experiment()).orElseGet(() -> Week.contract(task))));
        if (form.equals("gate-activation")) {
            Contract contract = Week.contract(task);
            facts.put(
                    "channelRows",
                    Week.rows(task, IdeaToDecision.CHANNELS).stream()
                            .map(row -> Map.of(
                                    "channel",
                                    row.get("channel"),
                                    "kind",
                                    "PAID".equals(row.get("kind")) ? "payant" : "organique",
                                    "audience",
                                    row.get("audience"),
                                    "dailyBudget",
                                    row.get("dailyBudget") instanceof Number budget ? French.euros(budget) : "–"))
                            .toList());
            facts.put(
                    "conversionsForGo",
                    threshold
                            .conversions(task, contract)
                            .map(needed -> French.number(needed) + " conversions")
                            .orElse("hors d’atteinte à ce trafic"));
        }
        return facts;
    }

    /** A contract term by term, as the team promised it. */
    private static List<Map<String, Object>> terms(Contract contract) {
        return List.of(
                term("Taux de conversion visé", French.rate(contract.targetConversionRate())),
                term("Visites uniques au minimum", French.number(contract.minimumVisits())),
                term("Plafond de dépense", French.euros(contract.spendCap())),
                term("Coût maximal par conversion", French.euros(contract.maximumCostPerConversion())),
                term("Une conversion est", contract.conversionMeans()),
                term("Force du signal", SIGNALS.getOrDefault(contract.signalStrength(), "non précisée")));
    }

    private static Map<String, Object> term(String name, String value) {
        return Map.of("name", name, "value", value);
    }

    private List<TaggedLink> plainLinks(DelegateTask task, Bootcamp journey) {
        String page = (String) task.getVariable("landingPageUrl");
        return page == null
                ? List.of()
                : Week.rows(task, IdeaToDecision.CHANNELS).stream()
                        .map(row -> TaggedLink.of(
                                page,
                                String.valueOf(row.get("channel")),
                                "PAID".equals(row.get("kind")),
                                journey.team(),
                                journey.iteration()))
                        .toList();
    }

    private List<Map<String, Object>> links(DelegateTask task, Bootcamp journey) {
        return plainLinks(task, journey).stream()
                .map(link -> Map.<String, Object>of("channel", link.channel(), "link", link.link()))
                .toList();
    }

    private static List<Map<String, Object>> guides(Cohort cohort) {
        return cohort.guides().stream()
                .map(guide -> Map.<String, Object>of(
                        "title", guide.title(), "link", guide.link() == null ? "" : guide.link()))
                .toList();
    }

    private List<Map<String, Object>> members(Team team) {
        List<Map<String, Object>> rows = new ArrayList<>();
        teams.membersOf(team).forEach(member -> rows.add(Map.of("name", member.name())));
        return rows;
    }

    private static void unlessAnswered(
            DelegateTask task, String name, Map<String, Object> facts, Supplier<Object> fact) {
        if (!task.hasVariable(name)) facts.put(name, fact.get());
    }

    private static Map<String, Object> option(Object label, Object value) {
        return Map.of("label", label, "value", value);
    }

    /** The ten days of a bootcamp on one line, with their weekdays. */
    static String calendarLine(BootcampDays days) {
        return "jour 1 " + French.shortDay(days.firstDay()) + ", jour 2 " + French.shortDay(days.secondDay())
                + ", validation du " + French.shortDay(days.validationStart()) + " au "
                + French.shortDay(days.validationStart().plusDays(BootcampDays.WEEK - 1L))
                + ", restitution " + French.shortDay(days.restitutionDay());
    }
}
