package fr.jalon.scic;

import fr.jalon.Refusal;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.text.French;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What tracks sell to companies, entered by month. Callers have checked who asks. */
@Service
class Revenues {

    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000L);

    private final RevenueRows rows;
    private final ParisCalendar paris;

    Revenues(RevenueRows rows, ParisCalendar paris) {
        this.rows = rows;
        this.paris = paris;
    }

    Revenue of(Track track) {
        return rows.of(track.id());
    }

    /** The months that can be entered today, the latest first. */
    List<YearMonth> open(Track track) {
        return Revenue.open(track.startDay(), paris.today());
    }

    /**
     * Enters some months, all or none.
     *
     * @param typed amounts in euros by month, as {@code 2026-03}; an empty one takes back what was entered
     * @throws Refusal naming each month that is wrong
     */
    @Transactional
    void enter(Track track, Map<String, String> typed, String by) {
        Map<String, String> faults = new LinkedHashMap<>();
        List<YearMonth> open = open(track);
        Map<YearMonth, String> read = new LinkedHashMap<>();
        typed.forEach((name, amount) -> {
            YearMonth month = month(name);
            if (month == null || !open.contains(month))
                faults.put(name, "Un mois entre le départ du parcours et ce mois-ci est attendu.");
            else read.put(month, amount);
        });
        Map<YearMonth, BigDecimal> amounts = new LinkedHashMap<>();
        read.forEach((month, amount) -> {
            String plain = amount.replaceAll("[\\s\u00a0\u202f€]", "").replace(',', '.');
            if (plain.isEmpty()) return;
            if (!plain.matches("\\d{1,12}(\\.\\d+)?")
                    || new BigDecimal(plain).compareTo(MOST) > 0
                    || new BigDecimal(plain).stripTrailingZeros().scale() > 2) {
                faults.put(month.toString(), "Un montant en euros de 0 à 1 000 000 000 est attendu, au centime près.");
            } else amounts.put(month, new BigDecimal(plain).setScale(2, RoundingMode.UNNECESSARY));
        });
        if (!faults.isEmpty()) throw Refusal.invalid(faults);
        read.keySet().forEach(month -> rows.enter(track.id(), month, amounts.get(month), by));
    }

    private static @Nullable YearMonth month(String name) {
        try {
            return YearMonth.parse(name);
        } catch (DateTimeException none) {
            return null;
        }
    }

    /** {@code mars 2026}. */
    static String inWords(YearMonth month) {
        return French.day("MMMM uuuu", month.atDay(1));
    }
}
