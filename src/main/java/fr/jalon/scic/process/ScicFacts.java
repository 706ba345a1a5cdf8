package fr.jalon.scic.process;

import fr.jalon.engine.form.FormFacts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.plan.Gantt;
import fr.jalon.plan.Plans;
import fr.jalon.scic.FounderRole;
import fr.jalon.scic.GrantApplication;
import fr.jalon.scic.GrantRows;
import fr.jalon.scic.Grants;
import fr.jalon.scic.LaunchBudget;
import fr.jalon.scic.LegalGuards;
import fr.jalon.scic.LegalRule;
import fr.jalon.scic.MarketKpis;
import fr.jalon.scic.MarketRows;
import fr.jalon.scic.Milestones;
import fr.jalon.scic.PartnerCategory;
import fr.jalon.scic.ReviewRows;
import fr.jalon.scic.ScicProject;
import fr.jalon.scic.Segment;
import fr.jalon.scic.Track;
import fr.jalon.scic.TrackRows;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.spin.json.SpinJsonNode;
import org.springframework.stereotype.Component;

/** What the forms from association to SCIC show beside the answers already given. */
@Component
class ScicFacts implements FormFacts {

    private static final Map<String, String> VERDICTS =
            Map.of("VALIDATED", "marché validé", "FRAGILE", "atteint, fragile", "NOT_VALIDATED", "marché non validé");

    private static final Map<String, String> STATUSES =
            Map.of("ON_TRACK", "en bonne voie", "AT_RISK", "à risque", "OFF_TRACK", "hors trajectoire");

    private final TrackCalendar calendar;
    private final GrantCalendar grantCalendar;
    private final TrackRows tracks;
    private final MarketRows market;
    private final GrantRows grants;
    private final ReviewRows reviews;
    private final Plans plans;
    private final ParisCalendar paris;

    ScicFacts(
            TrackCalendar calendar,
            GrantCalendar grantCalendar,
            TrackRows tracks,
            MarketRows market,
            GrantRows grants,
            ReviewRows reviews,
            Plans plans,
            ParisCalendar paris) {
        this.calendar = calendar;
        this.grantCalendar = grantCalendar;
        this.tracks = tracks;
        this.market = market;
        this.grants = grants;
        this.reviews = reviews;
        this.plans = plans;
        this.paris = paris;
    }

    @Override
    public Map<String, Object> ofStart(String form) {
        return !form.equals(AssociationToScic.KEY)
                ? Map.of()
                : Map.of(
                        "trackTeams",
                        tracks.freeTeams().stream()
                                .map(row -> option(row.get("cohort") + " – " + row.get("team"), row.get("id")))
                                .toList());
    }

    @Override
    public Map<String, Object> ofTask(String form, DelegateTask task) {
        return switch (form) {
            case "interview-company" -> interview(calendar.track(task));
            case "decide-market" -> market(task, calendar.track(task));
            case "sign-partnerships" ->
                category(PartnerCategory.valueOf((String) task.getVariable(AssociationToScic.PARTNER_CATEGORY)));
            case "recruit-founders" -> founders(task);
            case "set-launch-budget" -> task.hasVariable("total") ? Map.of() : usualBudget();
            case "gate-creation", "gate-model" -> gate(form, task, calendar.track(task));
            case "prepare-scic" -> law(task);
            case "convene-general-assembly" ->
                Map.of("voteRule", Assembly.rule(task).inWords(), "legalWarnings", warnings(task));
            case "record-vote" ->
                Map.of("voteRule", Assembly.rule(task).inWords(), "assemblyDate", French.date(LocalDate.parse((String)
                        task.getVariable("assemblyOn"))));
            case "file-formalities" -> Map.of("legalWarnings", warnings(task));
            case "hold-cooperative-review" ->
                Map.of(
                        "structureName",
                        FormFacts.inert(calendar.track(task).structureName()),
                        "reviewDue",
                        French.date(TrackCalendar.reviewDay(task)));
            case "review-milestone" -> milestone(task, calendar.track(task));
            case "prepare-grant-file",
                    "submit-grant-file",
                    "record-grant-result",
                    "sign-grant-agreement",
                    "report-grant-spending" -> grant(form, task, calendar.track(task));
            default -> Map.of();
        };
    }

    private Map<String, Object> interview(Track track) {
        MarketKpis kpis = market.kpis(track);
        return Map.of(
                "marketKnown",
                kpis.companies() > 0,
                "marketRows",
                marketRows(kpis),
                "price",
                track.targets().priceInWords());
    }

    private Map<String, Object> market(DelegateTask task, Track track) {
        MarketKpis kpis = market.kpis(track);
        return Map.of(
                "marketRows",
                marketRows(kpis),
                "marketVerdictText",
                verdict(task),
                "segmentRows",
                Stream.of(Segment.values())
                        .map(segment -> Map.of(
                                "segment",
                                segment.label(),
                                "count",
                                kpis.bySegment().get(segment)))
                        .toList());
    }

    private static String verdict(DelegateTask task) {
        Object verdict = task.getVariable(AssociationToScic.MARKET_VERDICT);
        return verdict == null
                ? "–"
                : VERDICTS.get(verdict) + ". " + task.getVariable(AssociationToScic.MARKET_VERDICT_REASON);
    }

    private static List<Map<String, Object>> marketRows(MarketKpis kpis) {
        return List.of(
                row(
                        "Entreprises interrogées",
                        kpis.companies() + " sur " + kpis.targets().companies(),
                        "",
                        "",
                        ""),
                row(
                        "Alternants interrogés",
                        kpis.apprentices() + " sur " + kpis.targets().apprentices(),
                        "",
                        "",
                        ""),
                rate("Intérêt fort", kpis.strongInterest()),
                rate("Prix accepté", kpis.priceAccepted()),
                row(
                        "Lettres d’intention signées",
                        String.valueOf(kpis.letters()),
                        kpis.targets().letters() + " au moins",
                        "",
                        kpis.lettersStanding().label()));
    }

    private static Map<String, Object> rate(String name, MarketKpis.Rate rate) {
        return row(
                name,
                rate.rate()
                        .map(value -> rate.count() + " sur " + rate.interviews() + ", soit " + French.percent(value))
                        .orElse("–"),
                French.rate(rate.targetPercent()) + " au moins",
                rate.interval()
                        .map(interval -> French.percent(interval.low()) + " à " + French.percent(interval.high()))
                        .orElse("–"),
                rate.standing().label());
    }

    private static Map<String, Object> row(String name, String value, String target, String interval, String standing) {
        return Map.of("name", name, "value", value, "target", target, "interval", interval, "standing", standing);
    }

    private static Map<String, Object> category(PartnerCategory category) {
        return Map.of(
                "categoryLabel",
                category.label(),
                "categoryPartners",
                category.partners(),
                "categoryContribution",
                category.contribution());
    }

    private static Map<String, Object> founders(DelegateTask task) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(
                "founderRoles",
                Stream.of(FounderRole.values())
                        .map(role -> Map.of("role", role.name(), "profile", role.profile(), "mission", role.mission()))
                        .toList());
        if (!task.hasVariable("founders")) facts.put("founders", facts.get("founderRoles"));
        return facts;
    }

    private static Map<String, Object> usualBudget() {
        Map<String, Object> budget = new LinkedHashMap<>();
        budget.put("total", LaunchBudget.DEFAULT_TOTAL);
        for (LaunchBudget.Line line : LaunchBudget.Line.values()) budget.put(line.field(), line.defaultAmount());
        return budget;
    }

    private static LaunchBudget budget(DelegateTask task) {
        Map<String, Object> lines = new LinkedHashMap<>();
        for (LaunchBudget.Line line : LaunchBudget.Line.values())
            lines.put(line.field(), task.getVariable(line.field()));
        return LaunchBudget.of(((Number) task.getVariable("total")).longValue(), lines);
    }

    private Map<String, Object> gate(String form, DelegateTask task, Track track) {
        Map<String, Object> facts = new LinkedHashMap<>(standing(track));
        if (form.equals("gate-creation")) {
            facts.putAll(market(task, track));
            facts.put("budgetPie", FormFacts.picture(budget(task).pie()));
            facts.put(
                    "partnerRows",
                    market.partnerships(track.id()).stream()
                            .map(signed -> Map.of(
                                    "category",
                                    signed.category().label(),
                                    "partner",
                                    signed.partner(),
                                    "contribution",
                                    signed.contribution(),
                                    "signed",
                                    French.date(signed.signedOn())))
                            .toList());
        } else {
            double revenue = ((Number) task.getVariable("revenuePerApprentice")).doubleValue();
            double cost = ((Number) task.getVariable("costPerApprentice")).doubleValue();
            facts.put("perApprenticeRevenue", French.euros(revenue));
            facts.put("perApprenticeCost", French.euros(cost));
            facts.put("perApprenticeMargin", French.euros(revenue - cost));
        }
        return facts;
    }

    /** The calendar of the whole track, and its applications. */
    private Map<String, Object> standing(Track track) {
        Map<String, Object> facts = new LinkedHashMap<>(grantTables(track));
        facts.put("gantt", FormFacts.picture(Gantt.of(plans.items(track.id()), paris.today())));
        return facts;
    }

    private static Map<String, Object> law(DelegateTask task) {
        return Map.of(
                "legalRules",
                Stream.of(LegalRule.values())
                        .map(rule -> option(rule.sentence(), rule.name()))
                        .toList(),
                "legalRuleTexts",
                Stream.of(LegalRule.values())
                        .map(rule -> rule.sentence() + " *" + FormFacts.inert(rule.source()) + ", vérifié le "
                                + French.date(rule.verifiedOn()) + "*")
                        .toList(),
                "legalAdvice",
                LegalRule.ADVICE,
                "legalWarnings",
                warnings(task));
    }

    private static List<String> warnings(DelegateTask task) {
        boolean foreseen = Boolean.TRUE.equals(task.getVariable(AssociationToScic.FORESEES_ARTICLE_28_BIS));
        Optional<ScicProject> project = !task.hasVariable("legalForm")
                ? Optional.empty()
                : Optional.of(Projects.of(answers(
                        task,
                        "legalForm",
                        "categories",
                        "colleges",
                        "publicCapitalPercent",
                        "reservePercent",
                        "oneMemberOneVote",
                        "analogousActivity",
                        "formerReservesKept",
                        "newLegalPerson")));
        return LegalGuards.warnings(project, foreseen, Optional.empty()).stream()
                .map(warning -> warning.sentence() + " *" + FormFacts.inert(warning.source()) + ", vérifié le "
                        + French.date(warning.verifiedOn()) + "*")
                .toList();
    }

    private Map<String, Object> milestone(DelegateTask task, Track track) {
        Map<String, Object> facts = new LinkedHashMap<>(standing(track));
        Milestones.Milestone milestone = TrackCalendar.milestoneOf(task);
        facts.put("milestoneMonths", milestone.month());
        facts.put(
                "milestoneTargets",
                milestone.kpis().stream()
                        .map(kpi -> Map.of("name", kpi.label(), "target", kpi.targetInWords(), "note", kpi.note()))
                        .toList());
        List<ReviewRows.Held> held = reviews.of(track.id());
        facts.put(
                "milestoneTrend",
                FormFacts.picture(Milestones.trend(
                        held.stream().map(ReviewRows.Held::review).toList())));
        facts.put(
                "reviewRows",
                held.stream()
                        .map(each -> Map.of(
                                "when",
                                each.review().month() + " mois",
                                "status",
                                STATUSES.get(each.status()),
                                "placed",
                                French.number((long) each.review().apprenticesPlaced()),
                                "active",
                                French.number((long) each.review().apprenticesActive()),
                                "revenue",
                                French.euros(each.review().revenue())))
                        .toList());
        return facts;
    }

    private Map<String, Object> grant(String form, DelegateTask task, Track track) {
        GrantApplication application = grantCalendar.application(task);
        LocalDate deadline = application.deadline();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("grantStructure", FormFacts.inert(track.structureName()));
        facts.put("grantAsked", euros(application.asked()));
        facts.put("grantGranted", euros(application.granted()));
        facts.put("grantFunder", application.grant().funder());
        facts.put("grantAction", application.grant().action());
        facts.put("grantKind", capitalised(application.grant().kind().label()));
        facts.put("grantAmount", application.grant().amountInWords());
        facts.put(
                "grantDeadlineText",
                French.date(deadline) + (form.equals("prepare-grant-file") ? ", " + Grants.TO_CONFIRM : ""));
        facts.put("publicMoney", application.grant().publicMoney());
        switch (form) {
            case "prepare-grant-file" -> {
                List<Grants.Document> documents = Grants.documents(application.grant(), deadline);
                facts.put(
                        "grantDocuments",
                        documents.stream()
                                .map(each -> Map.of("name", each.label(), "by", French.shortDay(each.due())))
                                .toList());
                facts.put(
                        "grantDocumentOptions",
                        documents.stream()
                                .map(each -> option(each.label(), each.label()))
                                .toList());
                facts.put("grantPrerequisites", prerequisites(task, track, deadline, true));
                if (!task.hasVariable("grantDeadline")) facts.put("grantDeadline", deadline.toString());
            }
            case "submit-grant-file" -> facts.put("grantPrerequisites", prerequisites(task, track, deadline, false));
            default -> facts.putAll(grantTables(track));
        }
        return facts;
    }

    /** What the table asked for as the file opened, with the day by which it is needed and whether it is there by now. */
    private List<String> prerequisites(DelegateTask task, Track track, LocalDate deadline, boolean withContract) {
        Grants.Readiness ready = grantCalendar.readiness(track, !withContract);
        return list(task, KeepPrerequisites.PREREQUISITES).stream()
                .filter(each -> !prerequisite(each).isMetBy(ready))
                .map(each -> {
                    Grants.Prerequisite prerequisite = prerequisite(each);
                    LocalDate by = prerequisite.neededBy(deadline);
                    return "**" + prerequisite.label() + "**, "
                            + (by.isAfter(paris.today()) ? "pour le " + French.date(by) : "dès maintenant") + ". "
                            + each.get("reason");
                })
                .toList();
    }

    private static Grants.Prerequisite prerequisite(Map<String, Object> missing) {
        return Grants.Prerequisite.valueOf((String) missing.get("prerequisite"));
    }

    private Map<String, Object> grantTables(Track track) {
        List<GrantApplication> applications = grants.applications(track.id());
        List<Grants.Application> money =
                applications.stream().map(GrantApplication::money).toList();
        List<Map<String, Object>> totals = new ArrayList<>();
        Grants.totals(money).forEach((kind, total) -> totals.add(total(capitalised(kind.label()), total)));
        totals.add(total("Argent, hors garanties et accompagnement", Grants.money(money)));
        return Map.of(
                "grantTotals",
                totals,
                "grantRows",
                applications.stream()
                        .map(each -> Map.of(
                                "funder",
                                each.grant().funder(),
                                "kind",
                                each.grant().kind().label(),
                                "deadline",
                                French.date(each.deadline()),
                                "status",
                                each.status().label(),
                                "asked",
                                euros(each.asked()),
                                "granted",
                                euros(each.granted()),
                                "received",
                                euros(each.received())))
                        .toList());
    }

    private static Map<String, Object> total(String kind, Grants.Total total) {
        return Map.of(
                "kind",
                kind,
                "asked",
                euros(total.asked()),
                "granted",
                euros(total.granted()),
                "received",
                euros(total.received()));
    }

    private static String euros(Long amount) {
        return amount == null ? "–" : French.number(amount) + "\u00a0€";
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase() + word.substring(1);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(DelegateTask task, String name) {
        return task.getVariable(name) instanceof SpinJsonNode list
                ? Arrays.asList(list.mapTo(Map[].class)).stream()
                        .map(each -> (Map<String, Object>) each)
                        .toList()
                : List.of();
    }

    private static Map<String, Object> answers(DelegateTask task, String... names) {
        Map<String, Object> answers = new LinkedHashMap<>();
        for (String name : names) {
            answers.put(
                    name, task.getVariable(name) instanceof SpinJsonNode ? list(task, name) : task.getVariable(name));
        }
        return answers;
    }

    private static Map<String, Object> option(Object label, Object value) {
        return Map.of("label", label, "value", value);
    }
}
