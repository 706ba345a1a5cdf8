package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.BootcampDays;
import fr.jalon.bootcamp.Editions;
import fr.jalon.engine.form.FormFacts;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.team.Enrolments;
import fr.jalon.team.Newcomers;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import fr.jalon.text.Slug;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the forms of an enrolment show: who would be enrolled, then who was invited. */
@Configuration(proxyBeanMethods = false)
class EnrolmentFacts {

    private final Enrolments enrolments;
    private final Newcomers newcomers;
    private final Teams teams;
    private final Editions editions;

    EnrolmentFacts(Enrolments enrolments, Newcomers newcomers, Teams teams, Editions editions) {
        this.editions = editions;
        this.enrolments = enrolments;
        this.newcomers = newcomers;
        this.teams = teams;
    }

    record Plan(List<Person> enrolmentRows, String enrolmentDates, String enrolmentSummary) {}

    record Person(String team, String name, String email, String id, String account) {}

    @Bean
    FormFacts<Plan> factsOfPlannedEnrolment() {
        return FormFacts.on(CohortEnrolment.VERIFY_ENROLMENT, Plan.class, this::planned);
    }

    record Invited(String invitationsPage, String invitationSummary) {}

    @Bean
    FormFacts<Invited> factsOfInvitations() {
        return FormFacts.on(
                CohortEnrolment.HAND_OVER_INVITATIONS,
                Invited.class,
                task -> invited((String) task.getVariable(CohortEnrolment.COHORT)));
    }

    private Plan planned(DelegateTask task) {
        List<Enrolments.Planned> planned = enrolments.plan(null, enrolments.kept(task.getProcessInstanceId()));
        List<Person> rows = new ArrayList<>();
        Set<String> people = new HashSet<>();
        Set<String> known = new HashSet<>();
        Set<String> doubts = new LinkedHashSet<>();
        planned.forEach(team -> {
            if (!team.namesakes().isEmpty()) {
                doubts.add("- une équipe « " + FormFacts.inert(team.name()) + " » existe déjà dans « "
                        + team.namesakes().stream().map(FormFacts::inert).collect(Collectors.joining(" », « ")) + " »");
            }
            team.members().forEach(member -> {
                String name = member.firstName() + " " + member.lastName();
                Accounts.Person owner = team.known().get(member.id());
                boolean isSomeoneElse = owner != null && !haveTheSameName(name, owner.name());
                people.add(member.id());
                if (owner != null) known.add(member.id());
                if (owner != null && isSomeoneElse) {
                    doubts.add("- « " + FormFacts.inert(member.email()) + " » est l’adresse de **"
                            + FormFacts.inert(owner.name()) + "**, la liste dit **" + FormFacts.inert(name) + "**");
                }
                rows.add(new Person(
                        team.name(),
                        name,
                        member.email(),
                        member.id(),
                        owner == null ? "nouveau" : (isSomeoneElse ? "⚠ " : "") + "compte de " + owner.name()));
            });
        });
        int coached =
                (int) planned.stream().filter(team -> team.coach() != null).count();
        BootcampDays days = BootcampDays.from(LocalDate.parse((String) task.getVariable(CohortEnrolment.FIRST_DAY)));
        return new Plan(
                rows,
                "**Dates**\u00a0: " + OpeningFacts.calendarLine(days) + OpeningFacts.warned(editions.warnings(days)),
                several(planned.size(), "équipe", "équipes") + ", " + several(people.size(), "personne", "personnes")
                        + (known.isEmpty()
                                ? ""
                                : ", dont " + several(known.size(), "a déjà un compte", "ont déjà un compte"))
                        + (coached == 0
                                ? ""
                                : ", " + several(coached, "équipe confiée à un coach", "équipes confiées à un coach"))
                        + (doubts.isEmpty() ? "" : "\n\n**⚠ À vérifier**\n\n" + String.join("\n", doubts)));
    }

    /** Whatever the case, the accents and which comes first. */
    private static boolean haveTheSameName(String one, String other) {
        return words(one).equals(words(other));
    }

    private static Set<String> words(String name) {
        String slug = Slug.of(name);
        return slug.isEmpty() ? Set.of(name) : new HashSet<>(List.of(slug.split("-")));
    }

    private Invited invited(String cohort) {
        Newcomers.Tally tally = newcomers.tally(cohort);
        return new Invited(
                "/invitations?cohort=" + cohort,
                several(teams.teamsOf(cohort).size(), "équipe inscrite", "équipes inscrites")
                        + (tally.people() == 0
                                ? ". Aucune invitation n’attend."
                                : ". "
                                        + several(
                                                tally.people(),
                                                "personne n’a pas encore choisi son mot de passe.",
                                                "personnes n’ont pas encore choisi leur mot de passe."))
                        + (tally.held() == 0
                                ? ""
                                : "\n\n**" + several(tally.held(), "courriel ne part pas", "courriels ne partent pas")
                                        + " pour l’instant**\u00a0: donnez de nouveaux liens et "
                                        + "remettez-les en main propre."));
    }

    private static String several(int count, String one, String many) {
        return French.number(count) + " " + (count >= 2 ? many : one);
    }
}
