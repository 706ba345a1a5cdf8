package fr.jalon.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import fr.jalon.text.CalendarReaders.Read;
import fr.jalon.text.ICalendar.Event;
import fr.jalon.text.ICalendar.Stamped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.Temporal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Un calendrier pour agendas")
class ICalendarTest {

    private static final Instant MODIFIED = Instant.parse("2026-10-12T08:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 10, 19);

    private static Event event(String uid, Temporal start, Temporal end, String title, Duration alarm) {
        return new Event(
                uid,
                start,
                end,
                title,
                "Jours",
                "Prévu.\nOu non.",
                "Salle 2, rue B",
                "https://a.example/x",
                true,
                alarm);
    }

    private static String written(Event event, boolean isCancelled) {
        return ICalendar.of("Les Ateliers", List.of(new Stamped(event, 3, MODIFIED, isCancelled)));
    }

    @Test
    @DisplayName("dit des jours entiers")
    void tellsDays() {
        String calendar = written(event("a@jalon", DAY, DAY.plusDays(2), "Idéation", null), false);

        assertThat(CalendarReaders.read(calendar))
                .containsExactly(new Read("a@jalon", "2026-10-19", "2026-10-21", "Idéation", 3, false, 0));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-03-28T09:00, 2026-03-28T08:00:00Z
            2026-03-29T09:00, 2026-03-29T07:00:00Z
            2026-10-24T09:00, 2026-10-24T07:00:00Z
            2026-10-25T09:00, 2026-10-25T08:00:00Z
            2032-02-29T09:00, 2032-02-29T08:00:00Z
            """)
    @DisplayName("dit des heures de Paris, avec leur fuseau, autour de l’heure d’été")
    void tellsHours(LocalDateTime at, String instant) {
        List<Read> read = CalendarReaders.read(written(event("a@jalon", at, at.plusHours(2), "Jalon", null), false));

        assertThat(read).extracting(Read::start).containsExactly(instant);
    }

    @Test
    @DisplayName("sonne avant ce qui le demande, et pas pour ce qui est annulé")
    void rings() {
        Event event = event("a@jalon", DAY.atTime(9, 0), DAY.atTime(17, 30), "Premier jour", Duration.ofHours(1));

        assertThat(written(event, false)).contains("TRIGGER;RELATED=START:-PT1H\r\n");
        assertThat(CalendarReaders.read(written(event, false)))
                .extracting(Read::alarms, Read::isCancelled)
                .containsExactly(tuple(1, false));
        assertThat(CalendarReaders.read(written(event, true)))
                .extracting(Read::alarms, Read::isCancelled)
                .containsExactly(tuple(0, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Noël, la fête ; « 50 % » \\ fin",
                "Fin\nEND:VCALENDAR\nBEGIN:VEVENT",
                "\nATTACH:https://x.example",
                "a\\nb\\;c\\,d",
                "é🚀 العربية …"
            })
    @DisplayName("garde un titre tel qu’il est écrit, sans qu’il devienne autre chose")
    void keepsTitles(String title) {
        List<Read> read =
                CalendarReaders.read(written(event("a@jalon", DAY, DAY.plusDays(1), title.repeat(4), null), false));

        assertThat(read).extracting(Read::title).containsExactly(title.repeat(4));
    }

    @Test
    @DisplayName("laisse de côté ce qu’aucune ligne ne peut porter")
    void dropsControls() {
        List<Read> read = CalendarReaders.read(
                written(event("a@jalon", DAY, DAY.plusDays(1), "a\u0000b\u001bc\rd", null), false));

        assertThat(read).extracting(Read::title).containsExactly("abc\nd");
    }

    @Test
    @DisplayName("vide, reste un calendrier")
    void mayBeEmpty() {
        String empty = ICalendar.of("Les Ateliers", List.of());

        assertThat(CalendarReaders.read(empty)).isEmpty();
        assertThat(empty).contains("X-WR-CALNAME:Les Ateliers\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUMMARY:Idéation\r\n", "END:VEVENT\r\n", "UID:a@jalon\r\n"})
    @DisplayName("auquel une ligne manque n’est lu par personne : les lecteurs du test voient les fautes")
    void isReadStrictly(String line) {
        String calendar = written(event("a@jalon", DAY, DAY.plusDays(1), "Idéation", null), false);

        assertThat(calendar).contains(line);
        assertThatThrownBy(() -> CalendarReaders.read(calendar.replace(line, "")))
                .isInstanceOf(AssertionError.class);
    }
}
