package fr.jalon.contact;

import fr.jalon.contact.ContactRows.Count;
import fr.jalon.contact.ContactRows.Filter;
import fr.jalon.contact.Draft.Next;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Circle;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Team;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** A team's contacts as a board of five columns, or one of its columns page by page. */
@Component
class Board {

    /** Of each column of the whole board. */
    private static final int SHOWN = 30;
    /** Of a column alone. */
    private static final int PAGE = 100;

    /** Which contacts are asked for. */
    record Asked(Filter filter, @Nullable ContactState state, int page) {

        /** What an address says; what is no such thing is left out. */
        static Asked of(String filter, String state, int page) {
            Filter asked = Stream.of(Filter.values())
                    .filter(each -> each.key().equals(filter))
                    .findFirst()
                    .orElse(Filter.ALL);
            Optional<ContactState> one = ContactState.of(state);
            return new Asked(asked, one.orElse(null), one.isPresent() ? Math.max(1, Math.min(page, Contacts.MOST)) : 1);
        }
    }

    /** A way to see some of the contacts, and how many they are. */
    record Tab(String label, int count, String key, boolean isHere) {
        public String said() {
            return label + " (" + French.number(count) + ")";
        }
    }

    /** @param due when its action is to be done, as it is said; null where there is none */
    record Card(
            String id,
            String name,
            @Nullable String channel,
            @Nullable String follower,
            @Nullable String action,
            @Nullable String due,
            boolean isLate,
            int version) {}

    /** @param left how many are not shown here */
    record Column(ContactState state, int count, List<Card> cards, int left) {
        public String counted() {
            return French.number(count);
        }

        public String others() {
            return left == 1 ? "Et un autre" : "Et " + French.number(left) + " autres";
        }
    }

    /** @param following the page after this one; 0 for none */
    record Page(
            Team team,
            Asked asked,
            List<Tab> tabs,
            List<Column> columns,
            int all,
            int following,
            List<String> reasons,
            String rule,
            long keptFor,
            boolean isMember,
            boolean isTold) {

        public boolean isFiltered() {
            return asked.filter() != Filter.ALL;
        }
    }

    private final ContactRows rows;
    private final MorningRows mornings;
    private final Contacts contacts;
    private final Accounts accounts;
    private final ParisCalendar paris;

    Board(ContactRows rows, MorningRows mornings, Contacts contacts, Accounts accounts, ParisCalendar paris) {
        this.rows = rows;
        this.mornings = mornings;
        this.contacts = contacts;
        this.accounts = accounts;
        this.paris = paris;
    }

    Page of(Team team, Authentication viewer, Asked asked) {
        LocalDate today = paris.today();
        String who = viewer.getName();
        boolean isMember = Groups.of(viewer).contains(team.group());
        Map<ContactState, Count> counts = rows.counts(team.id(), who, today);
        int atOnce = asked.state() == null ? SHOWN : PAGE;
        int before = (asked.page() - 1) * atOnce;
        List<Contact> shown = rows.shown(team.id(), asked.filter(), who, today, asked.state(), before, atOnce);
        Circle people = people(team, shown);
        List<Column> columns = Stream.of(ContactState.values())
                .filter(state -> asked.state() == null || asked.state() == state)
                .map(state -> column(
                        state,
                        counts.getOrDefault(state, Count.NONE).of(asked.filter()),
                        before,
                        shown.stream()
                                .filter(contact -> contact.state() == state)
                                .map(contact -> card(contact, people, today))
                                .toList()))
                .toList();
        boolean isMore = asked.state() != null && columns.get(0).left() > 0;
        return new Page(
                team,
                asked,
                tabs(columnsOf(counts, asked), asked.filter(), isMember),
                columns,
                sum(counts.values(), Filter.ALL),
                isMore ? asked.page() + 1 : 0,
                crm(team, counts, today).reasons(),
                Crm.rule(),
                contacts.keptFor(),
                isMember,
                isMember && !mornings.isSilent(team.id(), who));
    }

    private Circle people(Team team, List<Contact> shown) {
        return accounts.circle(
                List.of(team.group()),
                shown.stream()
                        .map(contact -> contact.draft().follower())
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList());
    }

    private static Column column(ContactState state, int count, int before, List<Card> cards) {
        return new Column(state, count, cards, Math.max(0, count - before - cards.size()));
    }

    private Card card(Contact contact, Circle people, LocalDate today) {
        Draft draft = contact.draft();
        Next next = draft.next();
        return new Card(
                contact.id(),
                draft.name(),
                draft.channel(),
                draft.follower() == null ? null : people.nameOf(draft.follower()),
                next == null ? null : next.action(),
                next == null ? null : due(next.on(), today),
                contact.isLate(today),
                contact.version());
    }

    /** {@code en retard de deux jours}, {@code aujourd’hui}, {@code demain}, {@code jeudi 10 décembre}. */
    static String due(LocalDate day, LocalDate today) {
        long days = ChronoUnit.DAYS.between(today, day);
        if (days < 0) return French.due(day.atStartOfDay(), today.atStartOfDay());
        return days == 0 ? "aujourd’hui" : days == 1 ? "demain" : French.plainDay(day, today);
    }

    private static Collection<Count> columnsOf(Map<ContactState, Count> counts, Asked asked) {
        return asked.state() == null ? counts.values() : List.of(counts.getOrDefault(asked.state(), Count.NONE));
    }

    /** Members alone follow contacts. */
    private static List<Tab> tabs(Collection<Count> counts, Filter here, boolean isMember) {
        List<Tab> tabs = new ArrayList<>();
        Set<Filter> all = isMember ? Set.of(Filter.values()) : Set.of(Filter.ALL, Filter.LATE, Filter.TODAY);
        for (Filter filter : Filter.values())
            if (all.contains(filter))
                tabs.add(new Tab(label(filter), sum(counts, filter), filter.key(), filter == here));
        return tabs;
    }

    private static String label(Filter filter) {
        return switch (filter) {
            case ALL -> "Tous";
            case MINE -> "Suivis par moi";
            case LATE -> "En retard";
            case TODAY -> "À faire aujourd’hui";
        };
    }

    private static int sum(Collection<Count> counts, Filter filter) {
        return counts.stream().mapToInt(count -> count.of(filter)).sum();
    }

    private Crm crm(Team team, Map<ContactState, Count> counts, LocalDate today) {
        int open = counts.entrySet().stream()
                .filter(each -> each.getKey().isOpen())
                .mapToInt(each -> each.getValue().all())
                .sum();
        int slipping = counts.values().stream().mapToInt(Count::slipping).sum();
        return new Crm(
                open,
                rows.peopleAtWork(
                        team.id(),
                        paris.instantOf(today.minusDays(Crm.AT_WORK).atStartOfDay())
                                .toInstant()),
                slipping);
    }
}
