package fr.jalon.engine.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Où en est une tâche")
class ProgressTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      bootcamp/idea-to-decision           | generate-ideas     | Tâche 2 sur 5 de la phase « Idéation »
      bootcamp/idea-to-decision           | welcome            | Tâche 1 sur 5 de la phase « Idéation »
      bootcamp/idea-to-decision           | gate-ideation      | Tâche 5 sur 5 de la phase « Idéation »
      bootcamp/idea-to-decision           | rework-ideation    |
      bootcamp/idea-to-decision           | collect-feedback   | Tâche 5 sur 6 de la phase « Planification »
      bootcamp/idea-to-decision           | prepare-pivot      |
      bootcamp/idea-to-decision           | gate-validation    |
      bootcamp/idea-to-decision           | resolve-late-launch |
      construction/construction           | tag-links          | Tâche 2 sur 5 de la phase « Kit de démarrage bizdev »
      construction/construction           | construction-committee |
      retroplanning/retroplanning         | assign-owners      | Tâche 2 sur 5 de l’étape « Rétroplanning »
      roadmap/studio-roadmap              | gate-development   |
      plan/deliverable                    | deliver            |
      bootcamp/idea-to-decision           | no-such-task       |
      """)
    @DisplayName("se compte dans sa phase, sauf ce qui ne vient qu’au besoin")
    void isCounted(String model, String task, String said) {
        assertThat(Progress.of(
                                Bpmn.readModelFromFile(
                                        Path.of("bpmn/" + model + ".bpmn").toFile()),
                                task)
                        .orElse(null))
                .isEqualTo(said);
    }
}
