package fr.jalon.portfolio;

import fr.jalon.Refusal;
import fr.jalon.engine.PastInstances;
import fr.jalon.engine.PastInstances.Running;
import fr.jalon.engine.identity.KeptAboutPeople.Kept;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Journeys.Ends;
import fr.jalon.team.Cohort;
import fr.jalon.team.Deletions;
import fr.jalon.team.Deletions.Deleted;
import fr.jalon.team.Deletions.Old;
import fr.jalon.team.Deletions.UnderWay;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** When a cohort has had its time, what would go with it and what would stay. Callers have checked who asks. */
@Service
class CohortDeletion {

    /** Something that goes, and how much of it there is. */
    record Going(String what, long count) {}

    /**
     * @param refused why it cannot be deleted now; null where it can
     * @param since from which day on it should be; null where it cannot
     */
    record Outlook(
            Cohort cohort,
            List<Going> going,
            List<Kept> staying,
            @Nullable String refused,
            @Nullable LocalDate since) {}

    static final List<Kept> STAYING = List.of(
            new Kept(
                    "Les décisions",
                    "Scellées par une chaîne d’empreintes, la base refuse de les modifier. On y lit ce qui fut décidé, "
                            + "sur quels chiffres et pourquoi, et l’identifiant de qui a tranché, sans son nom."),
            new Kept(
                    "Les chiffres des expériences",
                    "La comparaison des cohortes et l’a priori du programme se comptent sur eux\u00a0: jours, canaux, "
                            + "contrat, verdict. Qui les a saisis devient «\u00a0personne-effacee\u00a0», les textes "
                            + "s’en vont."),
            new Kept(
                    "De chaque parcours\u00a0: son genre, son ouverture, sa clôture et son issue",
                    "Sans titre, sans motif et sans nom, pour la comparaison des cohortes."),
            new Kept(
                    "Les identifiants de la cohorte et de ses équipes",
                    "Les décisions scellées les portent. Leurs noms deviennent «\u00a0Cohorte effacée\u00a0» et "
                            + "«\u00a0Équipe effacée\u00a0»."),
            new Kept(
                    "Les comptes de l’encadrement, et ceux des membres d’une autre équipe",
                    "Ils servent encore\u00a0; effacez-les depuis «\u00a0Personnes\u00a0»."),
            new Kept(
                    "Les sauvegardes et les journaux techniques",
                    "Ils sont hors de la base\u00a0: ils disparaissent au terme de leur propre durée."));

    /** As much of what stands in the way is named. */
    private static final int TOLD = 3;

    private static final Logger LOG = LoggerFactory.getLogger(CohortDeletion.class);

    private final Deletions deletions;
    private final Teams teams;
    private final Journeys journeys;
    private final PastInstances past;
    private final ParisCalendar paris;
    private final Duration keptFor;

    CohortDeletion(
            Deletions deletions,
            Teams teams,
            Journeys journeys,
            PastInstances past,
            ParisCalendar paris,
            @Value("${jalon.cohorts.kept-for}") Duration keptFor) {
        this.deletions = deletions;
        this.teams = teams;
        this.journeys = journeys;
        this.past = past;
        this.paris = paris;
        this.keptFor = keptFor;
    }

    /**
     * What would become of a cohort.
     *
     * @throws Refusal if there is none
     */
    @Transactional(readOnly = true)
    Outlook of(String id) {
        Cohort cohort = teams.cohort(id);
        List<String> members = deletions.teamsOf(cohort.id());
        List<String> lived = journeys.of(members).stream().map(Journey::id).toList();
        Map<String, Long> going = new LinkedHashMap<>();
        Deletions.Members people = deletions.members(members);
        going.put("Équipes", (long) members.size());
        going.put("Membres", (long) people.all().size());
        going.put("Comptes, qui ne sont d’aucune autre équipe", (long)
                people.alone().size());
        going.put("Parcours, avec leur historique", (long) lived.size());
        going.putAll(deletions.counts(members, lived));
        Optional<Old> old = deletions.archived(cohort.id());
        String refused = old.isEmpty()
                ? "« " + cohort.name() + " » n’est pas archivée : archivez-la d’abord."
                : refusal(old.get(), members);
        return new Outlook(
                cohort,
                going.entrySet().stream()
                        .map(each -> new Going(each.getKey(), each.getValue()))
                        .toList(),
                STAYING,
                refused,
                refused == null ? day(old.orElseThrow(), members) : null);
    }

    private @Nullable String refusal(Old old, List<String> members) {
        int open = members.isEmpty() ? 0 : journeys.ends(members).open();
        if (open > 0)
            return open == 1
                    ? "Un parcours de cette cohorte n’est pas clos."
                    : French.number(open) + " parcours de cette cohorte ne sont pas clos.";
        List<String> running = running(old.cohort(), members);
        if (!running.isEmpty())
            return "Cette cohorte a encore quelque chose en cours : "
                    + running.stream().limit(TOLD).collect(Collectors.joining(", "))
                    + (running.size() > TOLD ? "…" : "")
                    + ". Terminez-le, ou arrêtez-le dans Cockpit.";
        LocalDate day = day(old, members);
        return day.isAfter(paris.today())
                ? "Cette cohorte se garde encore : elle peut être supprimée à partir du " + French.date(day) + "."
                : null;
    }

    /** From which day on one that has nothing open may be deleted: counted from what was closed last, or archived. */
    private LocalDate day(Old old, List<String> members) {
        Instant last = members.isEmpty() ? null : journeys.ends(members).last();
        return paris.wallClock(
                        Objects.requireNonNullElse(last, old.archivedAt()).plus(keptFor))
                .toLocalDate();
    }

    /** What still runs, and for which team; business keys begin with cohort and team. */
    private List<String> running(String cohort, List<String> members) {
        Set<String> some = new HashSet<>(members);
        Stream<String> ofTeams = past.running().stream()
                .filter(each -> some.contains(team(each)))
                .map(each -> "« %s » de « %s »"
                        .formatted(each.process(), teams.team(team(each)).name()));
        Stream<String> beside = deletions.beside().stream()
                .map(each -> past.saying(each.process(), each.variable(), cohort))
                .flatMap(roots -> past.running(roots).stream())
                .map("« %s »"::formatted);
        return Stream.concat(ofTeams, beside).limit(TOLD + 1).toList();
    }

    private static String team(Running running) {
        String[] key = running.key().split("/", -1);
        return key.length > 1 ? key[1] : "";
    }

    /**
     * Asks for the deletion of a cohort: nobody sees it from now on, and it goes team by team. Asked twice, it is once.
     *
     * @throws Refusal if there is none, it has something open, or it is too early
     */
    @Transactional
    void ask(String id, String by) {
        if (underWay().stream().anyMatch(each -> each.cohort().equals(id))) return;
        Outlook outlook = of(id);
        if (outlook.refused() != null) throw Refusal.conflict(outlook.refused());
        deletions.mark(id);
        LOG.info("{} asks for the deletion of cohort {}", by, id);
    }

    /** Those on their way out. */
    List<UnderWay> underWay() {
        return deletions.underWay();
    }

    /** Those of which only figures are left. */
    List<Deleted> deleted() {
        return deletions.deleted();
    }

    /** From which day on archived cohorts should have been deleted, by id; those alone for which it has come. */
    @Transactional(readOnly = true)
    Map<String, LocalDate> due() {
        LocalDate today = paris.today();
        Map<String, LocalDate> due = new LinkedHashMap<>();
        for (Old old : deletions.archived(today.minusDays(keptFor.toDays()))) {
            List<String> members = deletions.teamsOf(old.cohort());
            Ends ends = members.isEmpty() ? new Ends(0, null) : journeys.ends(members);
            LocalDate day = day(old, members);
            if (ends.open() == 0 && !day.isAfter(today)) due.put(old.cohort(), day);
        }
        return due;
    }
}
