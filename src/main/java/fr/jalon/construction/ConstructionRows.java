package fr.jalon.construction;

import fr.jalon.chain.Canonical;
import fr.jalon.construction.Construction.Delay;
import fr.jalon.construction.Construction.FirstUser;
import fr.jalon.engine.identity.KeptAboutPeople;
import fr.jalon.engine.identity.KeptOfTeams;
import fr.jalon.journey.Learnt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of constructions, their reviews, what irritates, and the help that they have asked for. */
@Repository
class ConstructionRows implements KeptAboutPeople, KeptOfTeams {

    private static final String OWNER = "construction o on o.journey = s.journey";

    private final JdbcClient jdbc;
    private final Canonical json;
    private final Clock clock;

    ConstructionRows(JdbcClient jdbc, Canonical json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public List<Signature> signatures() {
        return List.of(
                new Signature("construction", "served_by", "served_at", OWNER, "s.served_who", false),
                new Signature("construction", "delay_by", "delay_at", OWNER, "s.delay_why", false),
                new Signature("construction_review", "reviewed_by", "reviewed_at", OWNER, "s.next_test", false),
                new Signature("construction_help", "asked_by", "asked_at", OWNER, "s.missing", false),
                new Signature("construction_help", "answered_by", "answered_at", OWNER, "s.missing", false),
                CommitteeRows.DECIDED);
    }

    void insert(String journey, String team) {
        jdbc.sql("insert into construction (journey, team) values (?, ?)")
                .params(journey, team)
                .update();
    }

    void learn(String journey, Learnt learnt) {
        jdbc.sql("update construction set learnt = ? where journey = ?")
                .params(json.write(learnt), journey)
                .update();
    }

    Optional<Construction> find(String journey) {
        return of(List.of(journey)).values().stream().findFirst();
    }

    /** Some of them by their ids. */
    Map<String, Construction> of(Collection<String> journeys) {
        Map<String, Construction> found = new HashMap<>();
        if (journeys.isEmpty()) return found;
        jdbc.sql("select * from construction where journey in (:journeys)")
                .param("journeys", journeys)
                .query(row -> {
                    found.put(row.getString("journey"), construction(row));
                });
        return found;
    }

    private Construction construction(ResultSet row) throws SQLException {
        String learnt = row.getString("learnt");
        String who = row.getString("served_who");
        String why = row.getString("delay_why");
        return new Construction(
                row.getString("journey"),
                row.getString("team"),
                learnt == null ? null : json.read(learnt, Learnt.class),
                who == null
                        ? null
                        : new FirstUser(
                                who, row.getObject("served_on", LocalDate.class), row.getString("served_transaction")),
                why == null ? null : new Delay(why, row.getString("delay_dropped")));
    }

    void serve(String journey, FirstUser user, String by) {
        jdbc.sql("""
            update construction
            set served_who = ?, served_on = ?, served_transaction = ?, served_by = ?, served_at = ?
            where journey = ?
            """)
                .params(user.who(), user.on(), user.transaction(), by, OffsetDateTime.now(clock), journey)
                .update();
    }

    void delay(String journey, Delay delay, String by) {
        jdbc.sql("""
            update construction
            set delay_why = ?, delay_dropped = ?, delay_by = ?, delay_at = ?
            where journey = ?
            """)
                .params(delay.why(), delay.dropped(), by, OffsetDateTime.now(clock), journey)
                .update();
    }

    void insert(String journey, Review review) {
        Review.Came came = review.came();
        jdbc.sql("""
            insert into construction_review (journey, review_month, users_served, transactions, visits, came_of,
              test_held, next_test, next_measure, next_threshold, next_action, reviewed_by, reviewed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
                .params(
                        journey,
                        review.month(),
                        review.figures().usersServed(),
                        review.figures().transactions(),
                        review.figures().visits(),
                        came == null ? null : came.words(),
                        came == null ? null : came.held().name(),
                        review.next().test(),
                        review.next().measure(),
                        review.next().threshold(),
                        review.nextAction(),
                        review.by(),
                        review.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The reviews of a construction, in their order. */
    List<Review> reviews(String journey) {
        return jdbc.sql("select * from construction_review where journey = ? order by review_month")
                .param(journey)
                .query((row, line) -> review(row))
                .list();
    }

    private static Review review(ResultSet row) throws SQLException {
        String held = row.getString("test_held");
        return new Review(
                row.getInt("review_month"),
                new Review.Figures(
                        row.getInt("users_served"), row.getInt("transactions"), row.getObject("visits", Integer.class)),
                held == null ? null : new Review.Came(Review.Held.valueOf(held), row.getString("came_of")),
                new Review.Test(
                        row.getString("next_test"), row.getString("next_measure"), row.getString("next_threshold")),
                row.getString("next_action"),
                row.getString("reviewed_by"),
                row.getObject("reviewed_at", OffsetDateTime.class).toInstant());
    }

    /** What irritates, most often first; what is settled last. */
    List<Irritant> irritants(String journey) {
        return jdbc.sql("""
            select *
            from construction_irritant
            where journey = ?
            order by settled, times desc, title
            """)
                .param(journey)
                .query((row, line) -> new Irritant(
                        row.getString("title"),
                        row.getInt("times"),
                        row.getInt("first_month"),
                        row.getInt("last_month"),
                        row.getBoolean("settled")))
                .list();
    }

    void insert(String journey, Irritant irritant) {
        jdbc.sql("""
            insert into construction_irritant (journey, title, times, first_month, last_month, settled)
            values (?, ?, ?, ?, ?, ?)
            """)
                .params(
                        journey,
                        irritant.title(),
                        irritant.times(),
                        irritant.firstMonth(),
                        irritant.lastMonth(),
                        irritant.settled())
                .update();
    }

    void update(String journey, Irritant irritant) {
        jdbc.sql("""
            update construction_irritant
            set times = ?, last_month = ?, settled = ?
            where journey = ? and title = ?
            """)
                .params(irritant.times(), irritant.lastMonth(), irritant.settled(), journey, irritant.title())
                .update();
    }

    /** The help asked for, in its order. */
    List<Help> help(String journey) {
        return jdbc.sql("select * from construction_help where journey = ? order by number")
                .param(journey)
                .query((row, line) -> new Help(
                        row.getInt("number"),
                        Help.View.valueOf(row.getString("missing")),
                        row.getString("question"),
                        row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                        row.getString("answer"),
                        row.getString("answered_by")))
                .list();
    }

    void ask(String journey, int number, Help.View missing, String question, String by) {
        jdbc.sql("""
            insert into construction_help (journey, number, missing, question, asked_by, asked_at)
            values (?, ?, ?, ?, ?, ?)
            """)
                .params(journey, number, missing.name(), question, by, OffsetDateTime.now(clock))
                .update();
    }

    void answer(String journey, int number, String answer, String by) {
        jdbc.sql("""
            update construction_help
            set answer = ?, answered_by = ?, answered_at = ?
            where journey = ? and number = ?
            """)
                .params(answer, by, OffsetDateTime.now(clock), journey, number)
                .update();
    }

    @Override
    public List<Part> parts() {
        String ofTeams = "journey in (select journey from construction where team in (:teams))";
        return List.of(
                new Part("construction_review", ofTeams),
                new Part("construction_irritant", ofTeams),
                new Part("construction_help", ofTeams));
    }

    /** What a committee has decided is sealed, and belongs to one. */
    @Override
    public List<Rest> rests() {
        return List.of(new Rest("construction", "team in (:teams)", """
                learnt = null, served_who = null, served_on = null, served_transaction = null, served_by = null,
                served_at = null, delay_why = null, delay_dropped = null, delay_by = null, delay_at = null
                """));
    }
}
