package fr.jalon.scic.process;

import fr.jalon.engine.form.FormFacts;
import fr.jalon.engine.form.FormFacts.Choice;
import fr.jalon.scic.GrantApplication;
import fr.jalon.scic.GrantRows;
import fr.jalon.scic.LegalGuards;
import fr.jalon.scic.LegalNotice;
import fr.jalon.scic.LegalNotice.Moment;
import fr.jalon.scic.LegalRule;
import fr.jalon.scic.PublicMoney;
import fr.jalon.scic.ScicProject;
import fr.jalon.scic.Statutes;
import fr.jalon.scic.Verification;
import fr.jalon.scic.Vote.Rule;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the forms of the transformation show of the law and of the statutes. */
@Configuration(proxyBeanMethods = false)
class LawFacts {

    private final GrantRows grants;

    LawFacts(GrantRows grants) {
        this.grants = grants;
    }

    /** What a door asks: the rules that a lawyer can set aside, to choose from. */
    record Asked(List<Choice> legalRules, boolean projectSaid) {

        static Asked of(DelegateTask task) {
            return new Asked(
                    Stream.of(LegalRule.values())
                            .filter(LegalRule::isConfirmable)
                            .map(rule -> new Choice(rule.sentence(), rule.name()))
                            .toList(),
                    Projects.isSaid(task));
        }
    }

    record Law(List<Choice> legalRules, List<String> legalRuleTexts, String legalAdvice, List<String> legalWarnings) {}

    @Bean
    FormFacts<Law> factsOfProject() {
        return new FormFacts<>(
                Set.of("prepare-scic", "rework-project"),
                Law.class,
                task -> new Law(
                        Asked.of(task).legalRules(),
                        Stream.of(LegalRule.values()).map(LawFacts::rule).toList(),
                        LegalRule.ADVICE,
                        warnings(Moment.PROJECT, task)));
    }

    private static String rule(LegalRule rule) {
        return sourced(
                rule.sentence() + (rule.isConfirmable() ? " Un juriste peut la lire autrement." : ""),
                rule.source(),
                rule.verification());
    }

    record Convocation(Asked asked, String voteRule, String statutesVersion, List<String> legalWarnings) {}

    @Bean
    FormFacts<Convocation> factsOfConvocation(Assembly assembly) {
        return new FormFacts<>(
                Set.of("convene-general-assembly", AssociationToScic.CONVENE_SECOND_ASSEMBLY),
                Convocation.class,
                task -> {
                    boolean isSecond = task.getTaskDefinitionKey().equals(AssociationToScic.CONVENE_SECOND_ASSEMBLY);
                    Statutes statutes = assembly.statutes(task);
                    return new Convocation(
                            Asked.of(task),
                            statutes.rule(isSecond).inWords(),
                            version(statutes, isSecond),
                            warnings(Moment.ASSEMBLY, task));
                });
    }

    private static String version(Statutes statutes, boolean isSecond) {
        LocalDate adopted = statutes.adoptedOn();
        int notice = statutes.notice(isSecond);
        return (statutes.version() == 1 ? "Statuts d’origine" : "Statuts modifiés, version " + statutes.version())
                + (adopted == null ? "" : ", adoptés le " + French.date(adopted))
                + (notice == 0
                        ? "\u00a0; aucun délai de convocation connu"
                        : "\u00a0; " + French.days(notice) + " entre la convocation et l’assemblée");
    }

    /**
     * What the vote's form shows, and counts with as it is filled in.
     *
     * @param quorumNeeded the fewest members present or represented
     * @param voteBase among whom the majority is counted
     * @param voteShare of the base that has to be for it; half means more than half
     */
    record Vote(
            Asked asked,
            String voteRule,
            String assemblyDate,
            String whichAssembly,
            long quorumNeeded,
            String voteBase,
            double voteShare,
            boolean voteAbstentionsCount) {}

    @Bean
    FormFacts<Vote> factsOfVote(Assembly assembly) {
        return FormFacts.on("record-vote", Vote.class, task -> {
            Rule rule = assembly.rule(task);
            return new Vote(
                    Asked.of(task),
                    rule.inWords(),
                    French.date(LocalDate.parse((String) task.getVariable(AssociationToScic.ASSEMBLY_ON))),
                    Assembly.isSecond(task) ? "Deuxième assemblée" : "Assemblée",
                    rule.quorum(((Number) task.getVariable(AssociationToScic.MEMBER_COUNT)).longValue()),
                    rule.base().name(),
                    rule.share(),
                    rule.abstentionsCount());
        });
    }

    record Formalities(Asked asked, List<String> legalWarnings) {}

    @Bean
    FormFacts<Formalities> factsOfFormalities() {
        return FormFacts.on(
                "file-formalities",
                Formalities.class,
                task -> new Formalities(Asked.of(task), warnings(Moment.FORMALITIES, task)));
    }

    record Warnings(List<String> legalWarnings) {}

    @Bean
    FormFacts<Warnings> factsOfAmendment() {
        return told(Moment.AMENDMENT, "amend-statutes");
    }

    @Bean
    FormFacts<Warnings> factsOfStatutes() {
        return told(Moment.STATUTES, "adopt-statutes");
    }

    @Bean
    FormFacts<Warnings> factsOfEmployerGroup() {
        return told(Moment.EMPLOYER_GROUP, "confirm-employer-group", "join-employer-group");
    }

    @Bean
    FormFacts<Warnings> factsOfEsus() {
        return told(Moment.ESUS, "request-esus-approval");
    }

    @Bean
    FormFacts<Warnings> factsOfLaunch() {
        return told(Moment.LAUNCH, "launch-scic");
    }

    private FormFacts<Warnings> told(Moment moment, String... forms) {
        return new FormFacts<>(Set.of(forms), Warnings.class, task -> new Warnings(warnings(moment, task)));
    }

    record Review(String reviewDue, List<String> legalWarnings) {}

    @Bean
    FormFacts<Review> factsOfCooperativeReview() {
        return FormFacts.on(
                "hold-cooperative-review",
                Review.class,
                task -> new Review(French.date(TrackCalendar.reviewDay(task)), warnings(Moment.REVIEW, task)));
    }

    /** Statutes that are not written yet may still foresee everything. */
    private List<String> warnings(Moment moment, DelegateTask task) {
        boolean foreseen = moment == Moment.STATUTES
                || Boolean.TRUE.equals(task.getVariable(AssociationToScic.FORESEES_ARTICLE_28_BIS));
        Optional<ScicProject> project =
                task.hasVariable("legalForm") ? Optional.of(Projects.of(Projects.said(task))) : Optional.empty();
        return LegalGuards.notices(moment, project, foreseen).stream()
                .map(notice -> notice == LegalNotice.PUBLIC_MONEY
                        ? publicMoney(grants.applications((String) task.getVariable(AssociationToScic.TRACK)))
                        : sourced(notice.sentence(), notice.source(), notice.verification()))
                .toList();
    }

    /** What the law asks above its threshold of public money, and where a track's applications stand. */
    static String publicMoney(List<GrantApplication> applications) {
        List<PublicMoney> years = PublicMoney.of(applications);
        String standing = years.isEmpty()
                ? ""
                : years.stream()
                        .map(year -> year.room() < 0 ? "**" + year.inWords() + "**" : year.inWords())
                        .collect(Collectors.joining("\u00a0; ", " D’après vos demandes\u00a0: ", "."));
        LegalNotice notice = LegalNotice.PUBLIC_MONEY;
        return sourced(notice.sentence() + standing, notice.source(), notice.verification());
    }

    private static String sourced(String sentence, String source, Verification verification) {
        return sentence + " *" + FormFacts.inert(source + ", " + verification.inWords()) + "*";
    }
}
