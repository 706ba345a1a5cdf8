package fr.jalon.scic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fr.jalon.Api;
import fr.jalon.Refusal;
import fr.jalon.scic.Vote.Base;
import fr.jalon.scic.Vote.Outcome;
import fr.jalon.scic.Vote.Rule;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Le vote de l’assemblée générale")
class VoteTest {

    @ParameterizedTest(
            name = "{0} membres, {1} présents, {2} pour, {3} contre, {4} abstentions ; quorum {5}, "
                    + "majorité {6} sur {7}, abstentions {8} : {9}")
    @CsvSource(nullValues = "–", textBlock = """
      100, 60, 31, 29,  0, 50,    50,    CAST,    false, ADOPTED
      100, 60, 30, 30,  0, 50,    50,    CAST,    false, REJECTED
      100, 60, 30, 29,  1, 50,    50,    CAST,    false, ADOPTED
      100, 60, 30, 29,  1, 50,    50,    CAST,    true,  REJECTED
      100, 60, 30, 29,  1, 50,    50,    PRESENT, false, REJECTED
      100, 60, 31, 28,  1, 50,    50,    PRESENT, false, ADOPTED
      100, 60, 50, 10,  0, 50,    50,    ALL,     true,  REJECTED
      100, 60, 51,  9,  0, 50,    50,    ALL,     true,  ADOPTED
      100, 50, 50,  0,  0, 50,    50,    CAST,    false, ADOPTED
      100, 49, 49,  0,  0, 50,    50,    CAST,    false, NO_QUORUM
      101, 50, 50,  0,  0, 50,    50,    CAST,    false, NO_QUORUM
      101, 51, 51,  0,  0, 50,    50,    CAST,    false, ADOPTED
       30, 30, 20, 10,  0,  0,    66.67, CAST,    false, ADOPTED
       30, 30, 20, 10,  0,  0,    66.7,  CAST,    false, ADOPTED
       30, 30, 19, 11,  0,  0,    66.67, CAST,    false, REJECTED
       31, 31, 20, 11,  0,  0,    66.67, CAST,    false, REJECTED
       31, 31, 21, 10,  0,  0,    66.67, CAST,    false, ADOPTED
       40, 40, 30, 10,  0,  0,    75,    CAST,    false, ADOPTED
       40, 40, 29, 10,  1,  0,    75,    PRESENT, true,  REJECTED
       30, 10, 10,  0,  0, 33.33, 50,    CAST,    false, ADOPTED
       30,  9,  9,  0,  0, 33.33, 50,    CAST,    false, NO_QUORUM
       12, 12, 12,  0,  0,  0,    –,     ALL,     true,  ADOPTED
       12, 11, 11,  0,  0,  0,    –,     ALL,     true,  REJECTED
       12, 12, 11,  0,  1,  0,    –,     ALL,     true,  REJECTED
       12, 11, 11,  0,  0,  0,    –,     PRESENT, true,  ADOPTED
       12, 11, 10,  0,  1,  0,    –,     PRESENT, true,  REJECTED
       12, 11, 10,  0,  1,  0,    –,     CAST,    false, ADOPTED
       12, 11, 10,  0,  1,  0,    –,     CAST,    true,  REJECTED
       12, 11, 10,  1,  0,  0,    –,     CAST,    false, REJECTED
       12, 10,  0,  0, 10,  0,    50,    CAST,    false, REJECTED
       12, 10,  0,  0, 10,  0,    –,     CAST,    false, REJECTED
       12,  0,  0,  0,  0,  0,    50,    PRESENT, true,  REJECTED
        1,  1,  1,  0,  0, 100,   100,   ALL,     true,  ADOPTED
       10, 10,  0, 10,  0,  0,    50,    CAST,    false, REJECTED
  1000000, 1000000, 1000000, 0, 0, 100, –, ALL,   true,  ADOPTED
      """)
    @DisplayName("Quorum, majorité, abstentions et partages, bornes comprises")
    void counts(
            long members,
            long present,
            long voteFor,
            long against,
            long abstained,
            double quorum,
            Double majority,
            Base base,
            boolean abstentionsCount,
            Outcome outcome) {
        Rule rule = new Rule(
                quorum,
                majority == null ? OptionalDouble.empty() : OptionalDouble.of(majority),
                base,
                abstentionsCount);
        Vote.Result result = Vote.result(members, present, voteFor, against, abstained, rule);
        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.reason()).matches("\\p{Lu}.+\\.").doesNotContain("'").doesNotContainPattern(" [:;?!%»]");
    }

    @Test
    @DisplayName("Le motif dit les chiffres, ce qui était requis et le partage")
    void givesReasons() {
        assertThat(Vote.result(100, 60, 30, 30, 0, Rule.majority(50, 50, Base.CAST, false))
                        .reason()
                        .replace('\u00a0', ' '))
                .isEqualTo("Rejetée : 30 voix pour, sur 60 voix exprimées ; plus de la moitié est requise, soit 31. "
                        + "Un partage des voix vaut rejet.");
        assertThat(Vote.result(30, 30, 20, 10, 0, Rule.majority(0, 66.67, Base.PRESENT, true))
                        .reason()
                        .replace('\u00a0', ' '))
                .isEqualTo("Adoptée : 20 voix pour, sur 30 présents ou représentés ; il en faut au moins "
                        + "66,67 %, soit 20.");
        assertThat(Vote.result(100, 49, 49, 0, 0, Rule.majority(50, 50, Base.CAST, false))
                        .reason()
                        .replace('\u00a0', ' '))
                .isEqualTo("Le quorum n’est pas atteint : 49 présents ou représentés sur 100 membres, il en "
                        + "fallait 50 (50 %).");
    }

    @Test
    @DisplayName("Dans le silence des statuts, tous les membres doivent être pour")
    void demandsUnanimity() {
        assertThat(Vote.result(12, 12, 12, 0, 0, Rule.silentStatutes()).outcome())
                .isEqualTo(Outcome.ADOPTED);
        assertThat(Vote.result(12, 11, 11, 0, 0, Rule.silentStatutes()).outcome())
                .isEqualTo(Outcome.REJECTED);
        assertThat(Vote.result(12, 11, 11, 0, 0, Rule.silentStatutes()).needed())
                .isEqualTo(12);
    }

    @ParameterizedTest(name = "{0} membres, {1} présents, {2} pour, {3} contre, {4} abstentions : {5}")
    @CsvSource(textBlock = """
       10, 11,  6,  5,  0, present
       10, 10,  6,  5,  0, voteFor
       10, 10,  6,  3,  0, voteFor
       10, 10, 11,  0, -1, abstained
       10, -1,  0,  0,  0, present
       10, 10, 12, -2,  0, against
       10, 10, -2, 12,  0, voteFor
        0,  0,  0,  0,  0, members
   1000001, 10, 10,  0,  0, members
       10,  0,  5,  0,  0, voteFor
       10, 10,  0,  5,  0, voteFor
       10, 10,  5,  0,  1, voteFor
       10, 10, 9223372036854775807, 9223372036854775807, 12, voteFor
      """)
    @DisplayName("Des chiffres qui ne tombent pas juste sont refusés")
    void refuses(long members, long present, long voteFor, long against, long abstained, String field) {
        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> Vote.result(members, present, voteFor, against, abstained, Rule.silentStatutes()));
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MALFORMED);
        assertThat(refusal.errors()).containsOnlyKeys(field);
    }

    @Test
    @DisplayName("Là où personne n’a voté ni pour ni contre, il n’y a pas de partage des voix")
    void knowsNoTieOfNobody() {
        assertThat(Vote.result(12, 10, 0, 0, 10, Rule.majority(0, 50, Base.PRESENT, true))
                        .reason())
                .startsWith("Rejetée")
                .doesNotContain("partage");
    }

    @Test
    @DisplayName("Une règle se dit : quorum, majorité et parmi qui elle se compte")
    void saysTheRule() {
        assertThat(Stream.of(
                                Rule.majority(50, 66.67, Base.PRESENT, true),
                                Rule.majority(0, 50, Base.CAST, false),
                                Rule.unanimity(25, Base.CAST, true),
                                Rule.silentStatutes())
                        .map(Rule::inWords)
                        .map(Api::plain))
                .containsExactly(
                        "un quorum de 50 % des membres ; au moins 66,67 % des membres présents ou représentés",
                        "aucun quorum ; plus de la moitié des suffrages exprimés",
                        "un quorum de 25 % des membres ; l’unanimité des suffrages exprimés, abstentions comprises",
                        "aucun quorum ; l’unanimité des membres");
    }

    @Test
    @DisplayName("Une règle impossible est refusée")
    void refusesRules() {
        assertThat(catchThrowableOfType(Refusal.class, () -> Rule.majority(101, 49.9, null, true))
                        .errors()
                        .keySet())
                .isEqualTo(Set.of("quorumPercent", "majorityPercent", "base"));
        assertThat(catchThrowableOfType(Refusal.class, () -> Rule.majority(Double.NaN, 101, Base.ALL, true))
                        .errors()
                        .keySet())
                .isEqualTo(Set.of("quorumPercent", "majorityPercent"));
    }
}
