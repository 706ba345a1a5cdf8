package fr.jalon.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.time.api.constraints.DateRange;

@Label("Ce qui vaut pour tout début d’un plan")
class PlanPropertiesTest {

    private static final String SEED = "20250301";
    private static final LocalDate START = LocalDate.of(2025, 3, 1);

    private final PlanTemplates templates = new PlanTemplates();

    @Property(tries = 300, seed = SEED)
    @Label("Un autre début décale le plan entier, d’autant de jours")
    void shiftsWhole(@ForAll @DateRange(min = "2000-01-01", max = "2100-12-31") LocalDate start) {
        long days = ChronoUnit.DAYS.between(START, start);
        assertThat(templates.rows("association-to-scic")).allSatisfy(row -> {
            Item here = row.startingOn(start);
            Item there = row.startingOn(START);
            assertThat(here.plannedStart())
                    .isEqualTo(there.plannedStart().plusDays(days))
                    .isEqualTo(here.baselineStart());
            assertThat(here.plannedEnd())
                    .isEqualTo(there.plannedEnd().plusDays(days))
                    .isEqualTo(here.baselineEnd());
        });
    }

    @Property(tries = 300, seed = SEED)
    @Label("Une étape qui n’est pas faite est en retard exactement les jours qui suivent son échéance")
    void isLateAfterItsEnd(@ForAll @DateRange(min = "2025-01-01", max = "2028-12-31") LocalDate day) {
        assertThat(templates.rows("association-to-scic"))
                .allSatisfy(row -> assertThat(row.startingOn(START).isLateOn(day))
                        .isEqualTo(ChronoUnit.DAYS.between(START, day) > row.from() + row.days()));
    }
}
