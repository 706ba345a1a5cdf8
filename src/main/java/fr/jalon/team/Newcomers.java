package fr.jalon.team;

import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.mail.Messenger;
import fr.jalon.mail.Messenger.Standing;
import java.text.Collator;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who was invited and has not chosen a password yet. */
@Component
public class Newcomers {

    /**
     * Someone who was invited and has not chosen a password yet.
     *
     * @param teams of the cohort, joined by commas
     * @param invitation the hash of the latest token
     */
    record Newcomer(
            String member,
            String name,
            @Nullable String email,
            String teams,
            OffsetDateTime until,
            String invitation,
            Standing mail) {
        public boolean isExpiredAt(OffsetDateTime now) {
            return !until.isAfter(now);
        }
    }

    /** How many people of a cohort have not chosen a password yet, and for how many of them the mail does not leave. */
    public record Tally(int people, int held) {}

    private record Invited(InvitationRows.Latest invitation, Person person) {}

    private static final Collator ALPHABET = Collator.getInstance(Locale.FRANCE);

    private final InvitationRows rows;
    private final Accounts accounts;
    private final Messenger messenger;

    Newcomers(InvitationRows rows, Accounts accounts, Messenger messenger) {
        this.rows = rows;
        this.accounts = accounts;
        this.messenger = messenger;
    }

    /** Those of a cohort, by team and name, with the latest invitation of each. */
    List<Newcomer> of(String cohort) {
        List<InvitationRows.Latest> latest = rows.latest(cohort);
        Map<String, Person> people = accounts.people(
                latest.stream().map(InvitationRows.Latest::member).toList());
        Map<String, Standing> mails = messenger.standing(
                InvitationLetters.KIND,
                latest.stream().map(InvitationRows.Latest::hash).toList());
        return latest.stream()
                .flatMap(each -> Stream.ofNullable(people.get(each.member())).map(person -> new Invited(each, person)))
                .sorted(Comparator.comparing((Invited each) -> each.invitation().teams(), ALPHABET)
                        .thenComparing(each -> orNothing(each.person().lastName()), ALPHABET)
                        .thenComparing(each -> orNothing(each.person().firstName()), ALPHABET))
                .map(each -> new Newcomer(
                        each.person().id(),
                        each.person().name(),
                        each.person().email(),
                        each.invitation().teams(),
                        each.invitation().until(),
                        each.invitation().hash(),
                        mails.getOrDefault(each.invitation().hash(), Standing.NONE)))
                .toList();
    }

    private static String orNothing(@Nullable String name) {
        return Objects.requireNonNullElse(name, "");
    }

    /** The same as numbers. */
    public Tally tally(String cohort) {
        List<Newcomer> newcomers = of(cohort);
        return new Tally(newcomers.size(), (int)
                newcomers.stream().filter(each -> each.mail() == Standing.HELD).count());
    }
}
