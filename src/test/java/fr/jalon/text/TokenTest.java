package fr.jalon.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Un secret qui ouvre quelque chose")
class TokenTest {

    @Test
    @DisplayName("Il a 256 bits, tient dans une adresse, et aucun ne ressemble à un autre")
    void isNew() {
        assertThat(Stream.generate(Token::next).limit(100))
                .allMatch(token -> token.matches("[A-Za-z0-9_-]{43}"))
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("On n’en garde que le SHA-256")
    void isHashed() {
        assertThat(Token.hash("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
