package fr.jalon.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Le code d’un lien court")
class ShortCodeTest {

    @Test
    @DisplayName("a huit signes au hasard, que rien ne fait prendre l’un pour l’autre")
    void isRandom() {
        Set<String> codes = new HashSet<>();
        Set<Integer> signs = new HashSet<>();
        IntStream.range(0, 10_000).mapToObj(each -> ShortCode.next()).forEach(code -> {
            assertThat(code).hasSize(8).matches(ShortCode::isOne).doesNotContainPattern("[01ilouaey]");
            codes.add(code);
            code.chars().forEach(signs::add);
        });
        assertThat(codes).hasSize(10_000);
        assertThat(signs).hasSize(27);
    }

    @Test
    @DisplayName("se tape aussi en capitales")
    void hasNoCase() {
        assertThat(ShortCode.isOne("BCDF2345")).isTrue();
        assertThat(ShortCode.meant("BCdf2345")).isEqualTo("bcdf2345");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bcdf234",
                "bcdf23456",
                "bcdf2341",
                "bcdf234o",
                "bcdf-234",
                "bcdf234é",
                "bcdf234'",
                "bcdf234 ",
                "bcdf234\n",
                "../../..",
                "٢٣٤٥٦٧٨٩"
            })
    @DisplayName("n’est rien d’autre")
    void isNothingElse(String text) {
        assertThat(ShortCode.isOne(text)).isFalse();
    }
}
