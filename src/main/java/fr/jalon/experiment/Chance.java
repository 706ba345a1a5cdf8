package fr.jalon.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import fr.jalon.statistics.Bars;
import fr.jalon.text.French;
import java.util.List;
import java.util.Optional;

/**
 * What chance alone could have done: a team exactly on its promise gets GO now and then, and the more often it tries
 * the surer it gets it once.
 *
 * @param tries weeks for which a verdict was recommended, by the present rules
 * @param probability that at least one of them is told GO where each true rate is the target
 */
record Chance(int tries, double probability) {

    /**
     * Of some weeks, each at its own traffic and target, with what the look asked that judged it; empty for fewer than
     * two.
     */
    static Optional<Chance> of(List<Past> weeks, Judge judge) {
        List<Double> chances = weeks.stream()
                .filter(week -> week.experiment().advice() != null && week.isOfPresentRules())
                .filter(week -> week.counts().trials() > 0)
                .map(week -> judge.bars(week.rules(), week.experiment().isExtended())
                        .at(week.judged().target(), Math.round(week.counts().trials()))
                        .chanceToPass(week.judged().target()))
                .toList();
        return chances.size() < 2
                ? Optional.empty()
                : Optional.of(new Chance(chances.size(), Bars.atLeastOnce(chances)));
    }

    /** The same in a French sentence. */
    @JsonProperty
    public String said() {
        long once = Math.round(1 / probability);
        return "En " + French.count(tries)
                + "\u00a0essais, une équipe exactement sur sa promesse à chaque fois aurait, "
                + "par le seul hasard, entendu «\u00a0poursuivre\u00a0» au moins une fois avec une probabilité de "
                + French.percent(probability)
                + (probability > 0.6 || once > 1000 ? "." : " (environ une fois sur " + French.count(once) + ").");
    }
}
