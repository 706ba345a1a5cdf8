package fr.jalon.person;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.PersonalTraces;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells what Jalon keeps about a person, and erases it as far as evidence allows. Callers have checked who asks. */
@Service
public class People {

    /**
     * What Jalon keeps about a person; each list holds one page, the latest first.
     *
     * @param account null once it is deleted while something that names it remains
     * @param more whether one of the lists goes on
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Export(
            Account account,
            List<Membership> teams,
            List<Invitation> invitations,
            List<Mail> mails,
            List<PersonalTraces.Started> started,
            List<PersonalTraces.Held> tasks,
            List<PersonalTraces.Comment> comments,
            List<Entry> entries,
            List<PersonalTraces.Operation> operations,
            int page,
            boolean more) {

        Stream<List<?>> paged() {
            return Stream.of(invitations, mails, started, tasks, comments, entries, operations);
        }

        boolean isEmpty() {
            return account == null && teams.isEmpty() && paged().allMatch(List::isEmpty);
        }
    }

    record Account(String id, String firstName, String lastName, String email, List<String> groups) {}

    record Membership(String team, String name, String cohort, String cohortName) {}

    record Invitation(Instant expiresAt, Instant usedAt) {}

    record Mail(String subject, Instant writtenAt, Instant sentAt) {}

    /** A row that carries a person's id, as who wrote or changed it. */
    record Entry(String table, String as, String team, Instant at, String what) {}

    /** What was erased, and what stays and why, in French. */
    public record Erasure(List<Erased> erased, List<Kept> kept) {}

    public record Erased(String what, int count) {}

    public record Kept(String what, String why) {}

    /**
     * A column of Jalon's tables that says who did something.
     *
     * @param owner the table that knows the team, and how rows are joined to it
     * @param what the row in a few words, in SQL
     */
    record Signature(String table, String column, String at, String owner, String what) {

        String select() {
            return "select '%s' as kind, '%s' as role, o.team, s.%s as written_at, %s as what from %s s join %s where s.%s = :id"
                    .formatted(table, column, at, what, table, owner, column);
        }
    }

    private static final String EXPERIMENT = "experiment o on o.journey = s.journey and o.iteration = s.iteration";
    private static final String TRACK = "track o on o.id = s.track";
    private static final String DAY = "cast(s.on_day as varchar(10)) || ', ' || s.channel";

    /** Every one of them but those of decisions, which nothing changes. */
    static final List<Signature> SIGNATURES = List.of(
            new Signature("metric", "recorded_by", "recorded_at", EXPERIMENT, DAY),
            new Signature("metric_correction", "recorded_by", "recorded_at", EXPERIMENT, DAY),
            new Signature("metric_correction", "corrected_by", "corrected_at", EXPERIMENT, DAY),
            new Signature("amendment", "amended_by", "amended_at", EXPERIMENT, "s.reason"),
            new Signature("interview", "recorded_by", "recorded_at", TRACK, "s.kind"),
            new Signature("milestone_review", "reviewed_by", "reviewed_at", TRACK, "cast(s.months as varchar(10))"));

    static final Signature DECISION = new Signature("decision", "decided_by", "decided_at", EXPERIMENT, "s.decision");

    /**
     * Messages to a person, at an address they have had too: those that do not name whom they are for are known by their
     * token, or by what their key ends with, unless it is the end of a longer id.
     */
    private static final String MAILS =
            " from outbox where person = :id or person is null and (message_key in (select 'invitation-' || token_hash from invitation"
                    + " where member = :id) or lower(recipient) = lower(:email) and message_key not in"
                    + " (select 'invitation-' || token_hash from invitation where member <> :id)"
                    + " or right(message_key, :length) = '-' || :id and not exists (select 1 from team_member m where"
                    + " right(m.member, :length) = '-' || :id and right(message_key, char_length(m.member) + 1) = '-' || m.member))";

    private static final int PAGE = 200;

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final PersonalTraces traces;
    private final SecureRandom random = new SecureRandom();

    People(JdbcClient jdbc, Accounts accounts, PersonalTraces traces) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.traces = traces;
    }

    /**
     * What Jalon keeps about a person; as many queries however much it is.
     *
     * @throws Refusal if it keeps nothing
     */
    @Transactional(readOnly = true)
    public Export export(String id, int page) {
        Optional<Person> account = accounts.find(id);
        long offset = (long) page * PAGE;
        Export found = new Export(
                account.map(person -> new Account(
                                id, person.firstName(), person.lastName(), person.email(), accounts.groupsOf(id)))
                        .orElse(null),
                jdbc.sql("""
            select t.id, t.name, c.id, c.name
            from team_member m
            join team t on t.id = m.team
            join cohort c on c.id = t.cohort
            where m.member = ?
            order by t.id
            """)
                        .param(id)
                        .query((row, line) ->
                                new Membership(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                        .list(),
                page(
                        "select expires_at, used_at from invitation where member = :id order by expires_at desc, token_hash",
                        id,
                        offset,
                        (row, line) -> new Invitation(instant(row, 1), instant(row, 2))),
                ofMails(
                                "select subject, created_at, sent_at" + MAILS
                                        + " order by created_at desc, message_key limit " + (PAGE + 1) + " offset "
                                        + offset,
                                id,
                                account)
                        .query((row, line) -> new Mail(row.getString(1), instant(row, 2), instant(row, 3)))
                        .list(),
                traces.started(id, PAGE + 1, offset),
                traces.tasks(id, PAGE + 1, offset),
                traces.comments(id, PAGE + 1, offset),
                page(
                        Stream.concat(SIGNATURES.stream(), Stream.of(DECISION))
                                .map(Signature::select)
                                .collect(Collectors.joining(
                                        " union all ",
                                        "select * from (",
                                        ") signed order by written_at desc, kind, role, what")),
                        id,
                        offset,
                        (row, line) -> new Entry(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                instant(row, 4),
                                row.getString(5))),
                traces.operations(id, PAGE + 1, offset),
                page,
                false);
        if (found.isEmpty() || isNobody(id, account)) throw unknown(id);
        return new Export(
                found.account(),
                found.teams(),
                shown(found.invitations()),
                shown(found.mails()),
                shown(found.started()),
                shown(found.tasks()),
                shown(found.comments()),
                shown(found.entries()),
                shown(found.operations()),
                page,
                found.paged().anyMatch(list -> list.size() > PAGE));
    }

    /**
     * Deletes a person's account and all that is theirs alone, and writes a pseudonym where a row must stay. May be
     * repeated: what a request that was under way has written since goes too.
     *
     * @throws Refusal if Jalon keeps nothing about them, or they are the last administrator
     */
    @Transactional
    public Erasure erase(String id) {
        Optional<Person> account = accounts.find(id);
        if (isNobody(id, account)) throw unknown(id);
        if (traces.isLastAdministrator(id)) {
            throw Refusal.conflict("« " + id + " » est le dernier administrateur : nommez-en un autre d’abord.");
        }
        String pseudonym = "personne-effacee-" + HexFormat.of().formatHex(bytes());
        Map<String, Integer> erased = new LinkedHashMap<>();
        erased.put("Courriels", ofMails("delete" + MAILS, id, account).update());
        erased.put("Invitations", delete("invitation", id));
        erased.put(
                "Lignes d’une liste à vérifier",
                account.map(Person::email)
                        .map(email -> jdbc.sql("delete from enrolment_line where email = lower(?)")
                                .param(email)
                                .update())
                        .orElse(0));
        erased.put("Appartenances à une équipe", delete("team_member", id));
        erased.put("Compte, avec son mot de passe et ses groupes", account.isPresent() ? 1 : 0);
        accounts.delete(id);
        erased.putAll(traces.erase(id, pseudonym));
        erased.put(
                "Chiffres, avenants, entretiens et revues, signés d’un pseudonyme",
                SIGNATURES.stream()
                        .mapToInt(signature -> jdbc.sql("update %1$s set %2$s = ? where %2$s = ?"
                                        .formatted(signature.table(), signature.column()))
                                .params(pseudonym, id)
                                .update())
                        .sum());
        int decisions = jdbc.sql("select count(*) from decision where decided_by = ? or position(? in amendments) > 0")
                .params(id, "\"amendedBy\":\"" + id + "\"")
                .query(Integer.class)
                .single();
        List<Erased> done = erased.entrySet().stream()
                .filter(rows -> rows.getValue() > 0)
                .map(rows -> new Erased(rows.getKey(), rows.getValue()))
                .toList();
        if (done.isEmpty() && decisions == 0) throw unknown(id);
        return new Erasure(done, kept(decisions));
    }

    private static List<Kept> kept(int decisions) {
        List<Kept> kept = new ArrayList<>();
        if (decisions > 0) {
            kept.add(new Kept(
                    "L’identifiant dans " + (decisions == 1 ? "une décision" : decisions + " décisions"),
                    "Une décision rendue fait preuve\u00a0: elle est scellée par une chaîne d’empreintes et la base refuse de la modifier."
                            + " On y lit qui l’a prise et qui a signé ses avenants, par identifiant seulement\u00a0; le rapprochement avec le"
                            + " reste de l’historique demeure donc possible pour ces décisions."));
        }
        kept.add(
                new Kept(
                        "Les noms et adresses écrits dans un texte libre",
                        "Réponses aux formulaires (dont les noms confirmés dans «\u00a0Confirmer l’équipe\u00a0»), commentaires, motifs et noms"
                                + " d’équipe\u00a0: Jalon n’y cherche personne. L’historique des parcours s’efface cinq ans après leur fin."));
        kept.add(new Kept(
                "Les sauvegardes et les journaux techniques",
                "Ils sont hors de la base\u00a0: ils disparaissent au terme de leur propre durée de conservation."));
        return kept;
    }

    private JdbcClient.StatementSpec ofMails(String sql, String id, Optional<Person> account) {
        return jdbc.sql(sql)
                .param("id", id)
                .param("length", id.length() + 1)
                .param("email", account.map(Person::email).orElse(""));
    }

    /** Timers sign with a name of their own. */
    private static boolean isNobody(String id, Optional<Person> account) {
        return id.equals(Accounts.NOBODY) && account.isEmpty();
    }

    private static Refusal unknown(String id) {
        return Refusal.unknown("Jalon ne garde rien sur « " + id + " ».");
    }

    private byte[] bytes() {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return bytes;
    }

    private int delete(String table, String member) {
        return jdbc.sql("delete from " + table + " where member = ?")
                .param(member)
                .update();
    }

    private static <T> List<T> shown(List<T> list) {
        return list.size() > PAGE ? list.subList(0, PAGE) : list;
    }

    private <T> List<T> page(String sql, String id, long offset, RowMapper<T> row) {
        return jdbc.sql(sql + " limit :limit offset :offset")
                .param("id", id)
                .param("limit", PAGE + 1)
                .param("offset", offset)
                .query(row)
                .list();
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
