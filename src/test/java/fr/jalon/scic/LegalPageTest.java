package fr.jalon.scic;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.scic.LegalNotice.Moment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code -Dlaw.rewrite=true} writes the page anew. */
@DisplayName("La page du droit")
class LegalPageTest {

    private static final Path PAGE = Path.of("docs/droit.md");

    @Test
    @DisplayName("dit chaque règle et chaque porte telles que Jalon les vérifie")
    void saysWhatIsChecked() throws IOException {
        String page = page();
        if (Boolean.getBoolean("law.rewrite")) {
            assertThat(System.getenv("CI")).as("CI does not rewrite the page").isNotEqualTo("true");
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() {
        return """
                # Le droit que Jalon vérifie

                Jalon ne remplace pas un conseil : faites relire votre projet par un avocat ou un juriste. Cette page \
                dit chaque règle, sa source, si cette source a été lue et où ; « non vérifié » dit pourquoi. Elle est \
                tenue par un test contre ce que Jalon applique.

                ## Les portes

                Un projet de SCIC ne passe aucune de ces tâches contre une règle : toutes les règles y sont demandées \
                de nouveau. La réponse de droite laisse quitter la tâche sans passer, pour que personne n’y reste pris.

                | Porte | Sans passer |
                | --- | --- |
                %s

                ## Les règles

                Une règle enfreinte refuse la tâche, à côté du champ dont elle parle, avec sa source et ce qu’il faut \
                corriger. Un juriste peut lire autrement celles que la dernière colonne marque : notez sous « À \
                confirmer par un juriste » laquelle, qui et quand ; les autres ne se confirment pas.

                | Règle | Source | Lue ? | Correction | Un juriste peut la lire autrement |
                | --- | --- | --- | --- | --- |
                %s

                ## À savoir

                Rien de ceci ne refuse une tâche ; les formulaires le disent là où cela compte.

                | À savoir | Source | Lue ? | Où |
                | --- | --- | --- | --- |
                %s
                """.formatted(
                        lines(Stream.of(Door.values()).map(LegalPageTest::line)),
                        lines(Stream.of(LegalRule.values()).map(LegalPageTest::line)),
                        lines(Stream.of(LegalNotice.values()).map(LegalPageTest::line)));
    }

    private static String lines(Stream<String> rows) {
        return rows.collect(Collectors.joining("\n"));
    }

    private static String line(Door door) {
        return "| %s | %s |"
                .formatted(
                        Tasks.name(door.task()),
                        door.exit().map(LegalPageTest::label).orElse("–"));
    }

    private static String line(LegalRule rule) {
        return "| %s | %s | %s | %s | %s |"
                .formatted(
                        rule.sentence(),
                        rule.source(),
                        rule.verification().inWords(),
                        rule.remedy(),
                        rule.isConfirmable() ? "oui" : "non");
    }

    private static String line(LegalNotice notice) {
        return "| %s | %s | %s | %s |"
                .formatted(
                        notice.sentence(),
                        notice.source(),
                        notice.verification().inWords(),
                        notice.moments().stream().map(LegalPageTest::place).collect(Collectors.joining(", ")));
    }

    private static String label(String exit) {
        return switch (exit) {
            case "voteAgain" -> "Renoncer à la transformation";
            case "amendStatutesFirst" -> "Modifier d’abord les statuts";
            case "reworkInstead" -> "Retravailler le projet";
            case "voteVoid" -> "Ce vote ne compte pas";
            case "backToAssembly" -> "Revenir devant l’assemblée";
            default -> throw new IllegalArgumentException(exit);
        };
    }

    private static String place(Moment moment) {
        return switch (moment) {
            case EMPLOYER_GROUP -> "groupement d’employeurs";
            case GRANT -> "demandes de financement";
            case STATUTES -> "statuts";
            case AMENDMENT -> "modification des statuts";
            case PROJECT -> "projet";
            case ASSEMBLY -> "convocation";
            case FORMALITIES -> "formalités";
            case ESUS -> "agrément ESUS";
            case LAUNCH -> "lancement";
            case REVIEW -> "révision";
        };
    }

    /** The names of tasks as the model has them. */
    private static final class Tasks {

        private static final BpmnModelInstance MODEL =
                Bpmn.readModelFromFile(new File("bpmn/scic/scic-transformation.bpmn"));

        static String name(String task) {
            UserTask found = MODEL.getModelElementById(task);
            return found.getName();
        }

        private Tasks() {}
    }
}
