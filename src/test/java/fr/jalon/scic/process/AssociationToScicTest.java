package fr.jalon.scic.process;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Les noms du parcours « De l’association à la SCIC »")
class AssociationToScicTest {

    private static final Vocabulary VOCABULARY = new Vocabulary(
            "scic",
            AssociationToScic.KEY,
            "association-creation",
            "market-validation",
            "proof-of-concept",
            "scic-transformation",
            "grant-application",
            "cooperative-review");

    static Collection<String> constants() {
        return Vocabulary.constants(AssociationToScic.class).values();
    }

    @ParameterizedTest
    @MethodSource("constants")
    @DisplayName("Chaque constante, hors la raison qui vient avec un message, nomme quelque chose des modèles "
            + "ou de leurs formulaires")
    void namesWhatExists(String constant) {
        if (constant.equals(AssociationToScic.WITHDRAWAL_REASON))
            assertThat(VOCABULARY.all()).doesNotContain(constant);
        else assertThat(VOCABULARY.all()).contains(constant);
    }

    @Test
    @DisplayName("Les messages des modèles sont ceux que le code envoie")
    void namesTheMessages() {
        assertThat(VOCABULARY.messages())
                .containsExactlyInAnyOrder(
                        AssociationToScic.TRACK_STOPPED,
                        AssociationToScic.SCIC_LAUNCHED,
                        AssociationToScic.TEAM_WITHDRAWN,
                        AssociationToScic.DATES_MOVED,
                        AssociationToScic.GRANT_WANTED,
                        AssociationToScic.LATENESS_TOLD);
    }

    @Test
    @DisplayName("Chaque variable d’une expression vient d’un formulaire ou d’une constante")
    void knowsItsVariables() {
        Set<String> known = new TreeSet<>(VOCABULARY.variablesOfTheForms());
        known.addAll(constants());
        assertThat(known).containsAll(VOCABULARY.variablesOfTheModels());
    }

    @Test
    @DisplayName("Chaque date des modèles parle d’une étape du plan, et chaque étape du plan d’un élément des modèles")
    void datesRealSteps() throws IOException {
        Set<String> steps = Pattern.compile("\\{id: ([a-z-]+),")
                .matcher(Files.readString(Path.of("bpmn/scic/plans/association-to-scic.yaml")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        assertThat(VOCABULARY.dated()).isNotEmpty().isSubsetOf(steps);
        assertThat(VOCABULARY.elements()).containsAll(steps);
    }
}
