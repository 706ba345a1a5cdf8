package fr.jalon.bootcamp;

import fr.jalon.experiment.Charts;
import fr.jalon.experiment.Decision;
import fr.jalon.experiment.Evidence;
import fr.jalon.experiment.Standing;
import fr.jalon.experiment.Validation;
import fr.jalon.experiment.WeekDay;
import fr.jalon.journey.JourneyKind.Link;
import fr.jalon.journey.JourneyKind.Panel;
import fr.jalon.statistics.Interval;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a bootcamp shows on its team's page: the week as it goes, with its decisions. */
final class BootcampPanels {

    private static final Map<String, String> DECISIONS =
            Map.of("GO", "Poursuivre", "PIVOT", "Pivoter", "STOP", "Arrêter");

    private final Validation validation;
    private final LocalDate today;

    BootcampPanels(Validation validation, LocalDate today) {
        this.validation = validation;
        this.today = today;
    }

    /** @param step the phase it has reached; null before the first */
    List<Panel> of(Bootcamp bootcamp, @Nullable String step) {
        List<Panel> panels = new ArrayList<>();
        List<WeekDay> days = validation.days(bootcamp.experiment());
        if (!days.isEmpty() && validation.frozen(bootcamp.experiment()).isPresent()) {
            Standing standing = validation.standing(bootcamp.experiment());
            panels.add(week(bootcamp, standing));
            panels.add(channels(standing.evidence()));
        }
        if (!days.isEmpty() || Phase.ACTIVATION.id().equals(step)) {
            panels.add(links(bootcamp.team()));
            panels.add(contract(bootcamp.team()));
        }
        List<Decision> decisions = validation.decisions(bootcamp.team());
        if (!decisions.isEmpty()) panels.add(decisions(bootcamp.team(), decisions));
        return panels;
    }

    private static Panel links(String team) {
        return new Panel(
                "Liens balisés",
                List.of(),
                List.of(),
                List.of(),
                List.of(new Link(
                        "Copier le lien de chaque canal, prendre son code QR", "/equipes/" + team + "/liens")));
    }

    private static Panel contract(String team) {
        return new Panel(
                "Contrat d’expérimentation",
                List.of(),
                List.of(),
                List.of(),
                List.of(new Link("Ce que le contrat peut dire, et ce qu’il coûte", "/equipes/" + team + "/contrat")));
    }

    private Panel week(Bootcamp bootcamp, Standing standing) {
        Evidence evidence = standing.evidence();
        List<LocalDate> days = standing.days().stream().map(WeekDay::day).toList();
        Map<LocalDate, Evidence.Day> recorded =
                evidence.days().stream().collect(Collectors.toMap(Evidence.Day::date, Function.identity()));
        List<List<String>> rows = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        for (LocalDate day : days) {
            if (day.isAfter(today)) continue;
            rows.add(row(day, recorded.get(day), evidence.daysMissing().contains(day)));
            links.add(new Link(
                    "Corriger " + French.plainDay(day, today), "/equipes/" + bootcamp.team() + "/chiffres/" + day));
        }
        return new Panel(
                "La semaine de validation",
                List.of(
                        Charts.pace(evidence, days),
                        Charts.conversion(evidence, days),
                        Charts.spend(evidence, standing.contract().orElseThrow(), days),
                        Charts.channels(evidence)),
                List.of("Jour", "Visites", "Conversions", "Dépense", "Chiffres"),
                rows,
                links);
    }

    private static Panel channels(Evidence evidence) {
        List<List<String>> rows = evidence.shownChannels().stream()
                .map(each -> List.of(
                        each.channel(),
                        (each.paid() ? "payant" : "organique") + (each.counted() ? ", compte" : ", à côté"),
                        French.number(each.totals().visits()),
                        French.number(each.totals().conversions()),
                        rate(evidence, each),
                        French.percent(each.ratios().clickThroughRate()),
                        French.euros(each.ratios().costPerClick()),
                        French.euros(each.totals().spend()),
                        French.euros(each.ratios().costPerConversion())))
                .toList();
        return new Panel(
                "Les canaux",
                List.of(),
                List.of(
                        "Canal",
                        "Rôle",
                        "Visites",
                        "Conversions",
                        "Taux " + (evidence.countsUniques() ? "par visite " : "") + "(intervalle "
                                + evidence.intervalName() + ")",
                        "CTR",
                        "CPC",
                        "Dépense",
                        "Coût / conversion"),
                rows,
                List.of());
    }

    private static String rate(Evidence evidence, Evidence.Channel channel) {
        Interval interval = evidence.interval(channel);
        return French.percent(channel.ratios().conversionRate())
                + (interval == null
                        ? ""
                        : " (" + French.percent(interval.low()) + " à " + French.percent(interval.high()) + ")");
    }

    private List<String> row(LocalDate day, Evidence.@Nullable Day figures, boolean isMissing) {
        String state = isMissing ? "manquants" : day.equals(today) ? "du jour" : "complets";
        return figures == null
                ? List.of(French.plainDay(day, today), "–", "–", "–", state)
                : List.of(
                        French.plainDay(day, today),
                        French.number(figures.visits()),
                        French.number(figures.conversions()),
                        French.euros(figures.spend()),
                        state);
    }

    private static Panel decisions(String team, List<Decision> decisions) {
        return new Panel(
                "Décisions",
                List.of(),
                List.of("Itération", "Décision", "Recommandation", "Motif"),
                decisions.stream()
                        .map(each -> List.of(
                                String.valueOf(each.iteration()),
                                said(each.verdict().decision()),
                                each.advice().said(),
                                Objects.requireNonNullElse(each.verdict().reason(), "–")))
                        .toList(),
                List.of(
                        new Link("Lire le dossier", "/api/teams/" + team + "/dossier"),
                        new Link("Dossier en PDF", "/api/teams/" + team + "/dossier?format=pdf")));
    }

    private static String said(String decision) {
        return DECISIONS.getOrDefault(decision, decision);
    }
}
