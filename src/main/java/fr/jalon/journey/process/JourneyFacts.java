package fr.jalon.journey.process;

import fr.jalon.French;
import fr.jalon.engine.FormFacts;
import fr.jalon.engine.ParisCalendar;
import fr.jalon.journey.Journey;
import fr.jalon.journey.JourneyRows;
import fr.jalon.team.BootcampDays;
import fr.jalon.team.Cohort;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.validation.Charts;
import fr.jalon.validation.Contract;
import fr.jalon.validation.Evidence;
import fr.jalon.validation.ExperimentId;
import fr.jalon.validation.Forecast;
import fr.jalon.validation.MetricRow;
import fr.jalon.validation.Standing;
import fr.jalon.validation.TaggedLink;
import fr.jalon.validation.Validation;
import fr.jalon.validation.WeekDay;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** What the journey's forms show beside the answers already given. */
@Component
class JourneyFacts implements FormFacts {

  private static final Set<String> WITH_EVIDENCE = Set.of("morning-check-in", "record-metrics", "adjust-campaigns",
      "gate-validation", "present-results", "analyse-data", "decide", "prepare-pivot", "confirm-pivot", "capture-lessons");
  private static final Set<String> MORNINGS = Set.of("morning-check-in", "record-metrics", "adjust-campaigns");
  private static final Set<String> WITH_LINKS = Set.of("simulate-campaign", "prepare-validation-week",
      "set-experiment-contract", "gate-activation", "launch-campaigns");

  private final JourneyRows journeys;
  private final JourneyCalendar calendar;
  private final Teams teams;
  private final Validation validation;
  private final GoThreshold threshold;
  private final ParisCalendar paris;

  JourneyFacts(JourneyRows journeys, JourneyCalendar calendar, Teams teams, Validation validation, GoThreshold threshold,
      ParisCalendar paris) {
    this.journeys = journeys;
    this.calendar = calendar;
    this.teams = teams;
    this.validation = validation;
    this.threshold = threshold;
    this.paris = paris;
  }

  @Override
  public Map<String, Object> ofStart(String form) {
    if (form.equals(ContractAmendment.KEY)) return Map.of("amendableTeams", amendableTeams());
    if (!form.equals(IdeaToDecision.KEY)) return Map.of();
    List<Map<String, Object>> free = journeys.freeTeams();
    List<Map<String, Object>> options = free.stream()
        .map(row -> option(row.get("cohort") + " – " + row.get("team"), row.get("id"))).toList();
    Set<Object> awaiting = free.stream().map(row -> row.get("cohort")).collect(Collectors.toSet());
    String cohorts = teams.cohorts().stream().filter(cohort -> awaiting.contains(cohort.name()))
        .map(cohort -> "**" + inert(cohort.name()) + "** : " + calendarLine(cohort.days())).collect(Collectors.joining("\n\n"));
    return Map.of("teamOptions", options, "cohortDates", cohorts.isEmpty() ? "Aucune équipe n’attend de parcours." : cohorts);
  }

  private List<Map<String, Object>> amendableTeams() {
    Set<ExperimentId> amendable = validation.amendable();
    return journeys.openTeams().stream()
        .filter(row -> amendable.contains(new ExperimentId((String) row.get("journey"), (Integer) row.get("iteration"))))
        .map(row -> option(row.get("cohort") + " – " + row.get("team"), row.get("id"))).toList();
  }

  @Override
  public Map<String, Object> ofTask(String form, DelegateTask task) {
    if (!task.getProcessDefinitionId().startsWith(IdeaToDecision.KEY + ":")) return Map.of();
    Journey journey = journeys.of(task.getProcessInstanceId());
    Map<String, Object> facts = new LinkedHashMap<>();
    switch (form) {
      case "follow-self-training" -> facts.put("guides", guides(teams.cohort(journey.cohort())));
      case "create-tool-accounts" -> facts.put("toolOptions", teams.cohort(journey.cohort()).tools().stream()
          .map(tool -> option(tool.name(), tool.name())).toList());
      case "confirm-team" -> unlessAnswered(task, "teamMembers", facts, () -> members(teams.team(journey.team())));
      case "prioritise-ideas" -> unlessAnswered(task, "priorities", facts, () -> Week.rows(task, "ideas").stream()
          .map(idea -> Map.of("title", idea.get("title"))).toList());
      case "generate-ideas" -> unlessAnswered(task, "ideas", facts, () -> Week.rows(task, "shortlistedIdeas"));
      case "select-idea", "rework-ideation", "gate-ideation" -> {
        List<Map<String, Object>> ranking = Ranking.of(Week.rows(task, "priorities"));
        facts.put("ranking", ranking);
        facts.put("ideaOptions", ranking.stream()
            .map(idea -> option(idea.get("rank") + ". " + idea.get("title"), idea.get("title"))).toList());
      }
      case "assign-work", "gate-planning" -> facts.put("roadmapRows", Week.rows(task, "roadmap").stream()
          .map(step -> Map.of("step", step.get("step"), "owner", step.get("owner"),
              "day", French.shortDay(LocalDate.parse((String) step.get("day")))))
          .toList());
      default -> { }
    }
    if (WITH_LINKS.contains(form)) facts.put("taggedLinks", links(task, journey));
    if (form.equals("gate-activation")) {
      Contract contract = Week.contract(task);
      facts.put("conversionsForGo", threshold.conversions(task, contract)
          .map(needed -> French.number(needed) + " conversions").orElse("hors d’atteinte à ce trafic"));
    }
    if (WITH_EVIDENCE.contains(form)) evidence(form, task, journey, facts);
    return facts;
  }

  private void evidence(String form, DelegateTask task, Journey journey, Map<String, Object> facts) {
    Standing standing = validation.standing(journey.experiment());
    Evidence evidence = standing.evidence();
    Contract contract = standing.contract().orElseGet(() -> Week.contract(task));
    List<LocalDate> days = standing.days().stream().map(WeekDay::day).toList();
    facts.put("totals", totals(evidence, contract, standing.frozen().orElse(contract)));
    facts.put("days", evidence.days().stream().map(JourneyFacts::day).toList());
    facts.put("usable", evidence.isUsable());
    facts.put("conversionChart", picture(Charts.conversion(evidence, days)));
    facts.put("spendChart", picture(Charts.spend(evidence, contract, days)));
    if (MORNINGS.contains(form)) {
      DelegateExecution execution = task.getExecution();
      LocalDate day = calendar.day(execution);
      facts.put("dayLabel", French.day(day));
      facts.put("dayNumber", calendar.number(execution) + " sur " + days.size());
      facts.put("paceChart", picture(Charts.pace(evidence, days)));
      if (form.equals(IdeaToDecision.RECORD_METRICS)) {
        facts.put("metricsRoute", "/api/teams/" + journey.team() + "/metrics");
        facts.put(IdeaToDecision.METRICS,
            validation.rowsToFill(journey.experiment(), day).stream().map(MetricRow::asAnswers).toList());
      }
      return;
    }
    facts.put("channelsChart", picture(Charts.channels(evidence)));
    facts.put("dossier", "/api/teams/" + journey.team() + "/dossier");
    facts.put("amendments", standing.amendments().stream().map(amendment -> Map.of(
        "on", French.date(paris.wallClock(amendment.amendedAt()).toLocalDate()), "by", amendment.amendedBy(),
        "changes", String.join(" ; ", amendment.changes()), "reason", amendment.reason())).toList());
  }

  /** Each measure beside what was promised and what was forecast. */
  private static List<Map<String, Object>> totals(Evidence evidence, Contract contract, Contract frozen) {
    Forecast forecast = contract.forecast() == null ? new Forecast(null, null, null) : contract.forecast();
    return List.of(
        figure("Visites uniques", French.number(evidence.visits()),
            term(contract, frozen, each -> French.number(each.minimumVisits()) + " au moins"), ""),
        figure("Conversions", French.number(evidence.conversions()), "", ""),
        figure("Taux de conversion", French.percent(evidence.conversionRate()),
            term(contract, frozen, each -> "cible " + French.percent(each.target())), percent(forecast.conversionRate())),
        figure("Intervalle à 95 %", evidence.interval() == null ? "–"
            : French.percent(evidence.interval().low()) + " à " + French.percent(evidence.interval().high()), "", ""),
        figure("Impressions", French.number(evidence.impressions()), "", ""),
        figure("Clics", French.number(evidence.clicks()), "", ""),
        figure("Taux de clic (CTR)", French.percent(evidence.clickThroughRate()), "", percent(forecast.clickThroughRate())),
        figure("Coût par clic (CPC)", French.euros(evidence.costPerClick()), "",
            forecast.costPerClick() == null ? "" : French.euros(forecast.costPerClick())),
        figure("Dépense", French.euros(evidence.spend()),
            term(contract, frozen, each -> French.euros(each.spendCap()) + " au plus"), ""),
        figure("Coût par conversion", French.euros(evidence.costPerConversion()),
            term(contract, frozen, each -> French.euros(each.maximumCostPerConversion()) + " au plus"), ""),
        figure("Jours incomplets", evidence.daysMissing().isEmpty() ? "aucun"
            : evidence.daysMissing().stream().map(French::shortDay).collect(Collectors.joining(", ")), "", ""));
  }

  /** A term of the contract in force, and what it was before it was amended. */
  private static String term(Contract contract, Contract frozen, Function<Contract, String> term) {
    String now = term.apply(contract);
    String promised = term.apply(frozen);
    return now.equals(promised) ? now : now + " (promis : " + promised + ")";
  }

  private static String percent(Double rate) {
    return rate == null ? "" : French.percent(rate / 100);
  }

  private static Map<String, Object> figure(String name, String value, String promised, String forecast) {
    return Map.of("name", name, "value", value, "promised", promised, "forecast", forecast);
  }

  /** A drawing as a form shows it. */
  private static String picture(String svg) {
    return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> day(Evidence.Day day) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("day", French.shortDay(day.date()));
    row.put("visits", day.channels().stream().mapToLong(MetricRow::visits).sum());
    row.put("conversions", day.channels().stream().mapToLong(MetricRow::conversions).sum());
    row.put("clicks", day.channels().stream().mapToLong(MetricRow::clicks).sum());
    row.put("spend", French.euros(day.channels().stream().mapToDouble(each -> each.spend().doubleValue()).sum()));
    return row;
  }

  private List<TaggedLink> plainLinks(DelegateTask task, Journey journey) {
    String page = (String) task.getVariable("landingPageUrl");
    return page == null ? List.of() : Week.rows(task, IdeaToDecision.CHANNELS).stream()
        .map(row -> TaggedLink.of(page, String.valueOf(row.get("channel")), "PAID".equals(row.get("kind")), journey.team(),
            journey.iteration()))
        .toList();
  }

  private List<Map<String, Object>> links(DelegateTask task, Journey journey) {
    return plainLinks(task, journey).stream()
        .map(link -> Map.<String, Object>of("channel", link.channel(), "link", link.link())).toList();
  }

  private static List<Map<String, Object>> guides(Cohort cohort) {
    return cohort.guides().stream().map(guide ->
        Map.<String, Object>of("title", guide.title(), "link", guide.link() == null ? "" : guide.link())).toList();
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
        + ", validation du " + days.week().stream().map(French::shortDay).collect(Collectors.joining(", "))
        + ", restitution " + French.shortDay(days.restitutionDay());
  }

  /** A name in a Markdown text, without what Markdown or a template would read. */
  private static String inert(String name) {
    return name.replaceAll("[\\\\`*_{}\\[\\]<>()#!|~]", " ");
  }
}
