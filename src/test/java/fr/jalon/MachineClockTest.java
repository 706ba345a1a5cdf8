package fr.jalon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("L’horloge de la machine")
class MachineClockTest {

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @Test
    @DisplayName("réglée ailleurs, vaut pour qui lit un instant, une date ou l’heure du moteur, même remise à zéro")
    void isReadByAll() {
        Instant leapDay = Instant.parse("2028-02-29T00:15:00Z");

        try (MachineClock.Moved clock = MachineClock.at(leapDay)) {
            ClockUtil.setCurrentTime(new Date(0));
            ClockUtil.reset();

            List<Instant> read = List.of(
                    Instant.now(),
                    Instant.now(Clock.systemUTC()),
                    OffsetDateTime.now(ZoneOffset.UTC).toInstant(),
                    new Date().toInstant(),
                    ClockUtil.getCurrentTime().toInstant());
            assertThat(read).allSatisfy(now -> assertThat(now).isCloseTo(leapDay, within(20, ChronoUnit.SECONDS)));
            assertThat(ClockUtil.offset(3_600_000L).toInstant())
                    .isCloseTo(leapDay.plusSeconds(3_600), within(20, ChronoUnit.SECONDS));
        }
    }

    @Test
    @DisplayName("revient ensuite à ce qu’elle était")
    void comesBack() {
        Instant before = Instant.now();

        MachineClock.at(before.plus(Duration.ofDays(400))).close();

        assertThat(Instant.now()).isBetween(before, before.plus(Duration.ofMinutes(1)));
    }
}
