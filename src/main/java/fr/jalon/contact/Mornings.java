package fr.jalon.contact;

import fr.jalon.contact.MorningRows.Due;
import fr.jalon.contact.MorningRows.Silence;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Circle;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.WorkingDays;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.mail.Letter;
import fr.jalon.mail.Matter;
import fr.jalon.mail.Messenger;
import fr.jalon.mail.News;
import fr.jalon.mail.Topic;
import fr.jalon.team.Teams;
import fr.jalon.team.Teams.Listed;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells people each working morning what is to be done about the contacts that they follow, or that nobody in
 * particular follows in their team; and erases the contacts that have been kept long enough. May run on every node.
 */
@Component
class Mornings implements Matter {

    /** Of messages. */
    static final String KIND = "contacts";

    private static final Logger LOG = LoggerFactory.getLogger(Mornings.class);

    private static final int LISTED = 20;
    private static final String WITHDRAWN = "WITHDRAWN";

    /** Looks every few minutes whether something is due by Jalon's clock. */
    @Configuration(proxyBeanMethods = false)
    @EnableScheduling
    static class Clockwork {

        private final Mornings mornings;

        Clockwork(Mornings mornings) {
            this.mornings = mornings;
        }

        @Scheduled(
                fixedDelayString = "${jalon.contacts.every:PT5M}",
                initialDelayString = "${jalon.contacts.every:PT5M}")
        void round() {
            mornings.round();
        }
    }

    /** What somebody is told: what is to be done, by team. */
    record Told(Person person, Map<Listed, List<Due>> teams) {

        List<Due> all() {
            return teams.values().stream().flatMap(List::stream).toList();
        }
    }

    private final MorningRows rows;
    private final Contacts contacts;
    private final Teams teams;
    private final Journeys journeys;
    private final Accounts accounts;
    private final Messenger messenger;
    private final ParisCalendar paris;
    private final WorkingDays days;
    private final TransactionTemplate transaction;
    private final String publicUrl;

    Mornings(
            MorningRows rows,
            Contacts contacts,
            Teams teams,
            Journeys journeys,
            Accounts accounts,
            Messenger messenger,
            ParisCalendar paris,
            WorkingDays days,
            TransactionTemplate transaction,
            @Value("${jalon.public-url}") String publicUrl) {
        this.rows = rows;
        this.contacts = contacts;
        this.teams = teams;
        this.journeys = journeys;
        this.accounts = accounts;
        this.messenger = messenger;
        this.paris = paris;
        this.days = days;
        this.transaction = transaction;
        this.publicUrl = publicUrl;
    }

    /** Does what is due by now, once a day however often it is asked. */
    void round() {
        int erased = contacts.eraseOld();
        if (erased > 0) LOG.info("{} old contacts removed", erased);
        LocalDateTime now = paris.now();
        if (days.isForRounds(now))
            transaction.executeWithoutResult(status -> {
                if (rows.claim(now.toLocalDate())) tell(now.toLocalDate());
            });
    }

    private void tell(LocalDate today) {
        Map<String, Told> told = told(today);
        told.values().forEach(each -> messenger.tell(news(each, today), List.of(each.person())));
    }

    private News news(Told told, LocalDate today) {
        return new News(
                KIND,
                today.toString(),
                "contacts-" + today,
                paris.instantOf(today.atTime(WorkingDays.ROUNDS_OVER)).toInstant(),
                subject(told.all(), today),
                person -> text(told, today));
    }

    static String subject(List<Due> due, LocalDate today) {
        long late =
                due.stream().filter(each -> each.next().on().isBefore(today)).count();
        String count = due.size() == 1 ? "une action" : French.count(due.size()) + " actions";
        String isLate = due.size() == 1
                ? ", en retard"
                : late == due.size()
                        ? ", toutes en retard"
                        : ", dont " + (late == 1 ? "une" : French.count(late)) + " en retard";
        return "Vos contacts\u00a0: " + count + " ce matin" + (late == 0 ? "" : isLate);
    }

    private String text(Told told, LocalDate today) {
        StringBuilder text = new StringBuilder("Bonjour %s,\n\nVoici ce qui est à faire pour vos contacts :\n"
                .formatted(Objects.requireNonNullElse(
                        told.person().firstName(), told.person().name())));
        told.teams().forEach((team, due) -> {
            text.append("\n").append(team.name()).append("\n");
            due.stream().limit(LISTED).forEach(each -> text.append("- ")
                    .append(each.name())
                    .append(" : ")
                    .append(each.next().action())
                    .append(" (")
                    .append(Board.due(each.next().on(), today))
                    .append(")\n"));
            if (due.size() > LISTED)
                text.append("- et ").append(French.count(due.size() - LISTED)).append(" autres\n");
            text.append("Le tableau : ")
                    .append(publicUrl)
                    .append("/equipes/")
                    .append(team.id())
                    .append("/contacts\n");
        });
        text.append("\nPour ne plus recevoir ce courriel, décochez « Le courriel du matin » au bas de ce tableau.\n");
        return text.toString().replace(" :", "\u00a0:");
    }

    /** Whom there is something to be told of, by account. */
    private Map<String, Told> told(LocalDate today) {
        Map<String, List<Due>> due = rows.due(today).stream()
                .collect(Collectors.groupingBy(Due::team, LinkedHashMap::new, Collectors.toList()));
        Map<String, Told> told = new LinkedHashMap<>();
        if (due.isEmpty()) return told;
        List<Listed> at = atWork(due.keySet());
        if (at.isEmpty()) return told;
        Circle people = accounts.circle(
                at.stream().map(team -> Groups.ofTeam(team.id())).toList(), List.of());
        Set<Silence> silent = new HashSet<>(rows.silent());
        for (Listed team : at) {
            List<Person> members = people.membersOf(Groups.ofTeam(team.id()));
            Set<String> ids = members.stream().map(Person::id).collect(Collectors.toSet());
            for (Person member : members) {
                if (silent.contains(new Silence(team.id(), member.id()))) continue;
                List<Due> own = due.getOrDefault(team.id(), List.of()).stream()
                        .filter(each -> each.follower() == null
                                || !ids.contains(each.follower())
                                || each.follower().equals(member.id()))
                        .toList();
                if (!own.isEmpty())
                    told.computeIfAbsent(member.id(), fresh -> new Told(member, new LinkedHashMap<>()))
                            .teams()
                            .put(team, own);
            }
        }
        return told;
    }

    /** Those of some teams whose cohort is not archived, and that were not withdrawn from all they travelled. */
    private List<Listed> atWork(Collection<String> some) {
        Map<String, Journey> latest = new LinkedHashMap<>();
        journeys.of(some)
                .forEach(journey -> latest.merge(
                        journey.team(), journey, (one, other) -> other.isOpen() && !one.isOpen() ? other : one));
        List<Listed> at = new ArrayList<>(teams.current());
        at.removeIf(team -> !some.contains(team.id())
                || latest.containsKey(team.id())
                        && WITHDRAWN.equals(latest.get(team.id()).life().outcome()));
        return at;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Topic topic() {
        return Topic.CONTACTS;
    }

    /** What has been done meanwhile, or is another's by now, nobody is told. */
    @Override
    public Map<String, String> lost(List<Letter> letters) {
        Set<String> told = told(paris.today()).keySet();
        return letters.stream()
                .filter(letter -> letter.person() == null || !told.contains(letter.person()))
                .collect(Collectors.toMap(
                        Letter::key, letter -> "Cette personne n’a plus rien à faire ce jour-là pour un contact."));
    }
}
