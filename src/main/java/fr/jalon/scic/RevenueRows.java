package fr.jalon.scic;

import fr.jalon.engine.identity.KeptAboutPeople.Signature;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of revenue. */
@Repository
public class RevenueRows {

    static final Signature ENTERED = new Signature(
            "revenue", "entered_by", "entered_at", TrackRows.OWNER, "cast(s.month_start as varchar(10))", false);

    private final JdbcClient jdbc;
    private final Clock clock;

    RevenueRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What a track has entered. */
    public Revenue of(String track) {
        Map<YearMonth, BigDecimal> months = new HashMap<>();
        jdbc.sql("select month_start, amount from revenue where track = ?")
                .param(track)
                .query(row -> {
                    months.put(
                            YearMonth.from(row.getObject("month_start", LocalDate.class)), row.getBigDecimal("amount"));
                });
        return new Revenue(months);
    }

    /** Enters a month, or corrects it. */
    void enter(String track, YearMonth month, @Nullable BigDecimal amount, String by) {
        jdbc.sql("delete from revenue where track = ? and month_start = ?")
                .params(track, month.atDay(1))
                .update();
        if (amount == null) return;
        jdbc.sql("insert into revenue (track, month_start, amount, entered_by, entered_at) values (?, ?, ?, ?, ?)")
                .params(track, month.atDay(1), amount, by, OffsetDateTime.now(clock))
                .update();
    }
}
