package fr.jalon.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("Ce qui vaut pour tous les comptes")
class RatesPropertiesTest {

    private static final String SEED = "20261207";
    private static final double EXACT = 1e-12;

    /** What a week may count: no more conversions than visits. */
    record Counts(long conversions, long visits) {}

    @Property(tries = 500, seed = SEED)
    @Label("Une conversion de plus n’abaisse ni la probabilité ni les bornes de l’intervalle")
    void growsWithConversions(@ForAll("counts") Counts counts, @ForAll("target") double target) {
        long more = counts.conversions() + 1;
        long visits = counts.visits() + 1;
        Interval before = Interval.wilson(counts.conversions(), visits);
        Interval after = Interval.wilson(more, visits);
        assertThat(new Posterior(more, visits).probabilityAbove(target))
                .isGreaterThanOrEqualTo(new Posterior(counts.conversions(), visits).probabilityAbove(target) - EXACT);
        assertThat(after.low()).isGreaterThanOrEqualTo(before.low() - EXACT);
        assertThat(after.high()).isGreaterThanOrEqualTo(before.high() - EXACT);
    }

    @Property(tries = 500, seed = SEED)
    @Label("Une visite sans conversion ne relève pas la probabilité")
    void shrinksWithVisits(@ForAll("counts") Counts counts, @ForAll("target") double target) {
        assertThat(new Posterior(counts.conversions(), counts.visits() + 1).probabilityAbove(target))
                .isBetween(0.0, 1.0)
                .isLessThanOrEqualTo(
                        new Posterior(counts.conversions(), counts.visits()).probabilityAbove(target) + EXACT);
    }

    @Property(tries = 500, seed = SEED)
    @Label("L’intervalle contient le taux mesuré, reste entre 0 et 1 et se resserre quand le trafic croît")
    void boundsTheRate(@ForAll("counts") Counts counts) {
        Interval few = Interval.wilson(counts.conversions(), counts.visits());
        Interval many = Interval.wilson(counts.conversions() * 4, counts.visits() * 4);
        assertThat((double) counts.conversions() / counts.visits()).isBetween(few.low() - EXACT, few.high() + EXACT);
        assertThat(few.low()).isBetween(0.0, 1.0);
        assertThat(few.high()).isBetween(0.0, 1.0);
        assertThat(many.high() - many.low()).isLessThan(few.high() - few.low());
    }

    @Provide
    Arbitrary<Double> target() {
        return Arbitraries.integers().between(1, 1000).map(thousandths -> thousandths / 1000.0);
    }

    @Provide
    Arbitrary<Counts> counts() {
        return Arbitraries.longs().between(1, 3000).flatMap(visits -> Arbitraries.longs()
                .between(0, visits)
                .map(conversions -> new Counts(conversions, visits)));
    }
}
