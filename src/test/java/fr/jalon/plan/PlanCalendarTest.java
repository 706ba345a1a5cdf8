package fr.jalon.plan;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.team.Cohort.Meeting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.XProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("L’agenda d’un plan")
class PlanCalendarTest {

    private static final LocalDate START = LocalDate.of(2026, 3, 1);
    private static final Instant NOW = Instant.parse("2026-03-20T09:00:00Z");

    private static final Meeting MEETING =
            new Meeting("12, rue des Tisserands", "https://visio.example/salle?cl=%C3%A9#a");

    private static Item item(String id, LocalDate actualStart, LocalDate actualEnd) {
        return new Item(
                id,
                "Adopter les statuts",
                "Phase 1",
                START,
                START.plusDays(14),
                START,
                START.plusDays(14),
                actualStart,
                actualEnd);
    }

    private static String written(String title, boolean open, Item... items) {
        return PlanCalendar.of(
                new Plan("p1", "association-to-scic", "boussole", title, START, open, null, null),
                List.of(items),
                MEETING,
                LocalDate.of(2026, 3, 20),
                NOW);
    }

    private static List<VEvent> read(String text) throws IOException, ParserException {
        return new CalendarBuilder().build(new StringReader(text)).getComponents("VEVENT");
    }

    private static String told(VEvent event) {
        return event.getSummary().getValue() + " du " + event.getDateTimeStart().getDate() + " au "
                + event.getDateTimeEnd().getDate();
    }

    @Test
    @DisplayName("montre chaque étape en journées entières, jusqu’au lendemain de son dernier jour, avec ce "
            + "qui est fait et ce qui est en retard")
    void showsItems() throws IOException, ParserException {
        List<VEvent> events = read(written(
                "Les Ateliers",
                true,
                item("late", null, null),
                item("done", START.plusDays(2), START.plusDays(30)),
                item("begun-late", START.plusDays(18), null)));

        assertThat(events)
                .extracting(PlanCalendarTest::told)
                .containsExactly(
                        "En retard\u00a0: Adopter les statuts du 2026-03-01 au 2026-03-16",
                        "Fait\u00a0: Adopter les statuts du 2026-03-03 au 2026-04-01",
                        "En retard\u00a0: Adopter les statuts du 2026-03-19 au 2026-03-20");
        assertThat(events)
                .extracting(event -> event.getUid().orElseThrow().getValue())
                .containsExactly("p1-late@jalon", "p1-done@jalon", "p1-begun-late@jalon");
        assertThat(events.get(0).getDescription().getValue())
                .isEqualTo("Les Ateliers, Phase 1.\nPrévu du 01/03/2026 au 15/03/2026.");
    }

    @Test
    @DisplayName("d’un plan clos, ne dit plus rien en retard")
    void isCalmOnceClosed() throws IOException, ParserException {
        assertThat(read(written("Les Ateliers", false, item("late", null, null))))
                .extracting(PlanCalendarTest::told)
                .containsExactly("Adopter les statuts du 2026-03-01 au 2026-03-16");
    }

    @Test
    @DisplayName("dit le lieu et la visio d’un jour, et non de ce qui dure")
    void tellsWhere() throws IOException, ParserException {
        List<VEvent> events =
                read(written("Les Ateliers", true, item("day", START, START), item("weeks", START, null)));

        assertThat(events.get(0).getLocation().getValue()).isEqualTo(MEETING.place());
        assertThat(events.get(0).getUrl().getUri()).hasToString(MEETING.videoLink());
        assertThat(events.get(1).getLocation()).isNull();
        assertThat(events.get(1).getUrl()).isNull();
    }

    @Test
    @DisplayName("d’un plan sans étape, reste un agenda")
    void mayBeEmpty() throws IOException, ParserException {
        assertThat(read(written("Les Ateliers", true))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Noël, la fête ; « 50 % » \\ fin",
                "Fin\r\nEND:VCALENDAR\r\nBEGIN:VEVENT",
                "\nATTACH:https://x.example",
                "<script>alert(1)</script>",
                "=HYPERLINK(\"https://x.example\")",
                "é🚀 العربية …"
            })
    @DisplayName("garde un titre tel qu’il est écrit, sans qu’il devienne autre chose, en lignes d’au plus 75 octets")
    void keepsTitles(String title) throws IOException, ParserException {
        String text = written(title.repeat(4), true, item("one", null, null), item("two", null, null));

        Calendar calendar =
                new CalendarBuilder().build(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(calendar.getComponents("VEVENT")).hasSize(2);
        assertThat(calendar.<XProperty>getProperty("X-WR-CALNAME").orElseThrow().getValue())
                .isEqualTo(title.repeat(4).replace("\r", ""));
        assertThat(text.split("\r\n")).allSatisfy(line -> assertThat(line.getBytes(StandardCharsets.UTF_8).length)
                .as(line)
                .isLessThanOrEqualTo(75));
        assertThat(text).doesNotContain("\nATTACH", "\nEND:VCALENDAR\r\nBEGIN");
    }
}
