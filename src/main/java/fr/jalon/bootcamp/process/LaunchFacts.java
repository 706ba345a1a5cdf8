package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.engine.form.FormFacts;
import fr.jalon.experiment.Contract;
import fr.jalon.experiment.Design;
import fr.jalon.experiment.Validation;
import fr.jalon.link.TaggedLink;
import fr.jalon.text.French;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the forms about the launch of the week show: the channels with their links, and the contract term by term. */
@Configuration(proxyBeanMethods = false)
class LaunchFacts {

    private static final Map<String, String> SIGNALS = Map.of("WEAK", "faible", "MEDIUM", "moyenne", "STRONG", "forte");

    private static final List<String> KNOWN_CHANNELS = List.of(
            "Instagram",
            "Facebook",
            "TikTok",
            "Snapchat",
            "YouTube",
            "LinkedIn",
            "Google",
            "Courriel",
            "WhatsApp",
            "Affiches",
            "Prospectus",
            "Bouche à oreille",
            "Presse locale",
            "Groupe en ligne",
            "Partenaires");

    private final BootcampRows journeys;
    private final Validation validation;
    private final Verdicts verdicts;

    LaunchFacts(BootcampRows journeys, Validation validation, Verdicts verdicts) {
        this.journeys = journeys;
        this.validation = validation;
        this.verdicts = verdicts;
    }

    record Channels(List<FormFacts.Choice> channelOptions) {}

    /** Channels that teams know, and those that this one has already; whoever has another writes it. */
    @Bean
    FormFacts<Channels> factsOfChannels() {
        return new FormFacts<>(
                Set.of("configure-campaigns", "rework-activation"),
                Channels.class,
                task -> new Channels(Stream.of(KNOWN_CHANNELS.stream(), Week.channels(task).stream())
                        .flatMap(channels -> channels)
                        .distinct()
                        .map(channel -> new FormFacts.Choice(channel, channel))
                        .collect(Collectors.collectingAndThen(Collectors.toList(), LaunchFacts::orAnother))));
    }

    private static List<FormFacts.Choice> orAnother(List<FormFacts.Choice> known) {
        return Stream.concat(known.stream(), Stream.of(new FormFacts.Choice("Autre", "OTHER")))
                .toList();
    }

    /** A tagged link but for its channel and whether that is paid, which stand between both. */
    record Preview(String linkHead, String linkTail) {}

    @Bean
    FormFacts<Preview> factsOfPreview() {
        return FormFacts.on("configure-campaigns", Preview.class, task -> {
            String link = journeys.of(task.getProcessInstanceId())
                    .links((String) task.getVariable("landingPageUrl"), List.of(Map.of("channel", "x")))
                    .get(0)
                    .link();
            return new Preview(
                    FormFacts.inert(link.substring(0, link.indexOf("x&utm_medium="))),
                    FormFacts.inert(link.substring(link.indexOf("&utm_campaign="))));
        });
    }

    record Links(List<TaggedLink> taggedLinks) {}

    @Bean
    FormFacts<Links> factsOfLinks() {
        return new FormFacts<>(
                Set.of(
                        "simulate-campaign",
                        "prepare-validation-week",
                        "set-experiment-contract",
                        "gate-activation",
                        "launch-campaigns"),
                Links.class,
                task -> new Links(links(task)));
    }

    private List<TaggedLink> links(DelegateTask task) {
        String page = (String) task.getVariable("landingPageUrl");
        if (page == null) return List.of();
        return journeys.of(task.getProcessInstanceId()).links(page, Week.rows(task, IdeaToDecision.CHANNELS));
    }

    record Terms(List<Term> terms) {}

    record Term(String name, String value) {}

    @Bean
    FormFacts<Terms> factsOfTerms() {
        return new FormFacts<>(
                Set.of("gate-activation", "launch-campaigns", "analyse-data", IdeaToDecision.DECIDE),
                Terms.class,
                task -> new Terms(terms(promised(task))));
    }

    /** A contract term by term, as the team promised it. */
    private static List<Term> terms(Contract contract) {
        return List.of(
                new Term("Taux de conversion visé", French.rate(contract.targetConversionRate())),
                new Term("Visites uniques au minimum", French.number(contract.minimumVisits())),
                new Term("Base du taux et du minimum", contract.basis().label()),
                new Term("Plafond de dépense", French.euros(contract.spendCap())),
                new Term("Coût maximal par conversion", French.euros(contract.maximumCostPerConversion())),
                new Term(
                        "Canaux qui comptent",
                        contract.counted() == null ? "tous" : String.join(", ", contract.counted())),
                new Term("Une conversion est", contract.conversionMeans()),
                new Term("Force du signal", SIGNALS.getOrDefault(contract.signalStrength(), "non précisée")));
    }

    /** @param previousTarget what the iteration before promised, in percent; 0 in a first iteration */
    record Former(double previousTarget, String previousTargetSaid) {}

    @Bean
    FormFacts<Former> factsOfFormerPromise() {
        return new FormFacts<>(
                Set.of("set-experiment-contract", "rework-activation"), Former.class, task -> former(task)
                        .map(Contract::targetConversionRate)
                        .map(target -> new Former(target, French.rate(target)))
                        .orElse(new Former(0, "")));
    }

    private Optional<Contract> former(DelegateTask task) {
        return validation.former(journeys.of(task.getProcessInstanceId()).experiment());
    }

    /** @param lowerTarget that less is promised than in the iteration before, and why; null where it is not less */
    record Lowered(@Nullable String lowerTarget) {}

    @Bean
    FormFacts<Lowered> factsOfLowerTarget() {
        return new FormFacts<>(
                Set.of("gate-activation", IdeaToDecision.DECIDE),
                Lowered.class,
                task -> new Lowered(former(task)
                        .filter(promised(task)::promisesLessThan)
                        .map(former -> lowered(former, promised(task).lowerTargetReason()))
                        .orElse(null)));
    }

    private static String lowered(Contract former, @Nullable String reason) {
        return "**Cible plus basse qu’à l’itération précédente** (" + French.rate(former.targetConversionRate()) + "). "
                + (reason == null
                        ? "L’équipe n’a pas dit pourquoi."
                        : "Motif de l’équipe\u00a0: " + FormFacts.inert(reason));
    }

    private Contract promised(DelegateTask task) {
        return validation
                .frozen(journeys.of(task.getProcessInstanceId()).experiment())
                .orElseGet(() -> Week.contract(task));
    }

    record Address(String designerRoute) {}

    /** Forms cannot calculate: a page does it for them. */
    @Bean
    FormFacts<Address> factsOfDesigner() {
        return new FormFacts<>(
                Set.of("set-experiment-contract", "rework-activation", "gate-activation"),
                Address.class,
                task -> new Address(
                        "/equipes/" + journeys.of(task.getProcessInstanceId()).team() + "/contrat"));
    }

    /** @param contractDoubts what does not hold together or is worth a second look, as a list; null where nothing is */
    record Activation(
            List<Channel> channelRows,
            List<Design.Line> thresholds,
            String chancesAt,
            List<Design.Chance> chances,
            List<Design.Cost> contractCosts,
            @Nullable String contractDoubts) {}

    record Channel(
            @Nullable String channel, String kind, @Nullable String audience, String dailyBudget) {}

    @Bean
    FormFacts<Activation> factsOfActivation() {
        return FormFacts.on("gate-activation", Activation.class, this::activation);
    }

    private Activation activation(DelegateTask task) {
        List<Map<String, Object>> channels = Week.rows(task, IdeaToDecision.CHANNELS);
        Contract contract = Week.contract(task);
        Design.Outlook outlook = verdicts.outlook(task, Design.of(contract, budget(channels), isPaid(channels)));
        String doubts = Stream.concat(outlook.warnings().stream(), outlook.doubts().stream())
                .map(doubt -> "* " + doubt)
                .collect(Collectors.joining("\n"));
        return new Activation(
                channels.stream().map(LaunchFacts::channel).toList(),
                outlook.thresholds(),
                "Avec " + outlook.visits() + ". " + outlook.fair(),
                outlook.chances(),
                outlook.costs(),
                doubts.isEmpty() ? null : doubts);
    }

    private static boolean isPaid(List<Map<String, Object>> channels) {
        return channels.stream().anyMatch(row -> "PAID".equals(row.get("kind")));
    }

    private static double budget(List<Map<String, Object>> channels) {
        return channels.stream()
                .map(row -> row.get("dailyBudget"))
                .mapToDouble(budget -> budget instanceof Number number ? number.doubleValue() : 0)
                .sum();
    }

    private static Channel channel(Map<String, Object> row) {
        return new Channel(
                (String) row.get("channel"),
                "PAID".equals(row.get("kind")) ? "payant" : "organique",
                (String) row.get("audience"),
                row.get("dailyBudget") instanceof Number budget ? French.euros(budget) : "–");
    }
}
