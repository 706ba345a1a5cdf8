package fr.jalon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Les dessins des modèles")
class DiagramsTest {

    private static final String PROCESS = """
      <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="test"
          xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
          xmlns:di="http://www.omg.org/spec/DD/20100524/DI">
        <process id="request" name="Demande">
          <startEvent id="received" name="Demande reçue" />
          <exclusiveGateway id="is-complete" name="Complète ?" default="no" />
          <task id="handle" name="Traiter la demande" />
          <endEvent id="handled" name="Demande traitée" />
          <boundaryEvent id="late" name="Délai passé" attachedToRef="handle" />
          <endEvent id="dropped" name="Demande caduque" />
          <subProcess id="reminder" name="Relance">
            <startEvent id="due" name="Relance due" />
            <subProcess id="call" name="Appel">
              <startEvent id="dialled" name="Appel passé" />
              <endEvent id="answered" name="Appel reçu" />
              <sequenceFlow id="ring" sourceRef="dialled" targetRef="answered" />
            </subProcess>
            <endEvent id="reminded" name="Fait" />
            <sequenceFlow id="to-call" sourceRef="due" targetRef="call" />
            <sequenceFlow id="to-reminded" sourceRef="call" targetRef="reminded" />
          </subProcess>
          <sequenceFlow id="to-question" sourceRef="received" targetRef="is-complete" />
          <sequenceFlow id="yes" name="Oui" sourceRef="is-complete" targetRef="handle" />
          <sequenceFlow id="no" name="Non" sourceRef="is-complete" targetRef="reminder" />
          <sequenceFlow id="to-handled" sourceRef="handle" targetRef="handled" />
          <sequenceFlow id="to-dropped" sourceRef="late" targetRef="dropped" />
        </process>
      %s
      </definitions>
      """;

    /**
     * The planes with their shapes (at x, y, as wide, as high), edges (over their points) and labels placed by hand.
     */
    private static final String SOUND = """
      plane request
      shape received     30  82  36 36
      shape is-complete 130  75  50 50 label 120 58 60 14
      shape handle      240  60 120 80
      shape handled     420  82  36 36
      shape late        310 122  36 36 label 352 150 64 14
      shape dropped     420 157  36 36
      shape reminder    240 240 320 120 open
      shape due         270 282  36 36
      shape call        350 260 120 80
      shape reminded    500 282  36 36
      edge to-question 66,100 130,100
      edge yes 180,100 240,100 label 186 82 24 14
      edge no 155,125 155,300 240,300
      edge to-handled 360,100 420,100
      edge to-dropped 328,158 328,175 420,175
      edge to-call 306,300 350,300
      edge to-reminded 470,300 500,300
      plane call
      shape dialled      30  82  36 36
      shape answered    130  82  36 36
      edge ring 66,100 130,100
      """;

    static List<Path> models() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("bpmn"))) {
            return files.filter(file -> file.toString().endsWith(".bpmn"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    @DisplayName("Un dessin se lit : rien ne se recouvre, tout passage est droit, tout plan tient à l’écran")
    void isLegible(Path file) {
        assertThat(Diagram.faults(Bpmn.readModelFromFile(file.toFile())))
                .as("faults of %s", file)
                .isEmpty();
    }

    @Test
    @DisplayName("Un dessin sans défaut passe")
    void passesWhatIsSound() {
        assertThat(faults(SOUND)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      label 120 58 | label 230 58 | le libellé de « Complète ? » (is-complete) recouvre « Traiter
      50 50 label 120 58 60 14 | 50 50 | le libellé de « Complète ? » (is-complete) recouvre « Non » (no)
      label 120 58 | label 92 130 | le libellé de « Complète ? » (is-complete) recouvre « Non » (no)
      label 186 82 | label 186 92 | le libellé de « Oui » (yes) recouvre « Oui » (yes)
      label 186 82 | label 165 56 | le libellé de « Complète ? » (is-complete) recouvre « Oui » (yes)
      label 186 82 | label 130 110 | le libellé de « Oui » (yes) recouvre « Complète ? »
      due         270 | due         250 | le libellé de « Relance due » (due) déborde de « Relance »
      call        350 260 | call        350 246 | le libellé de « Relance » (reminder) recouvre « Appel » (call)
      58 60 14 | 45 50 14 | le point d’interrogation de « Complète ? » (is-complete) est seul
      edge yes 180,100 | edge yes 176,104 | « Oui » (yes) n’a pas son premier point sur une pointe de « Complète ?
      66,100 130,100 | 66,100 138,100 | to-question n’a pas son dernier point sur une pointe de « Complète ?
      328,158 328,175 | 335,155 335,175 | to-dropped n’a pas son premier point sur le bord de « Délai passé »
      306,300 350,300 | 306,300 330,300 330,304 350,304 | to-call fait un crochet de moins de 10 px
      470,300 500,300 | 470,290 500,300 | to-reminded va de biais de (470, 290) à (500, 300)
      66,100 130,100 | 66,100 100,100 130,100 | to-question a un point de trop
      360,100 420,100 | 360,100 400,100 380,100 420,100 | to-handled a un point de trop, ou revient sur ses pas
      420 | 2420 | le plan de « Demande » (request) est large de 2470 px
      dropped     420 157 | dropped     420 90 | « Demande traitée » (handled) recouvre « Demande caduque » (dropped)
      328,175 420,175 | 328,270 470,270 470,175 456,175 | to-dropped traverse « Relance » (reminder)
      328,175 420,175 | 328,175 390,175 390,100 420,100 | to-handled court sur to-dropped
      306,300 350,300 | 306,300 320,300 320,380 335,380 335,300 350,300 | to-call sort de « Relance »
      call        350 260 120 80 | call    350 260 120 80 open | « Appel » (call) est ouvert au troisième niveau
      reminded    500 282  36 36 | reminded    500 282  36 36 label 440 352 40 14 | « Fait » (reminded) est sous le bouton qui
      plane call | plane request | « Appel passé » (dialled) est dessiné hors de « Appel » (call)
      edge ring 66,100 130,100 | '' | ring n’est pas dessiné une fois et une seule
      late        310 122 | late        310 110 | « Délai passé » (late) n’est pas posé sur le bord de « Traiter
      reminded    500 | reminded    540 | « Fait » (reminded) déborde de « Relance » (reminder)
      """)
    @DisplayName("Chaque défaut est vu et nommé")
    void seesFaults(String sound, String faulty, String fault) {
        assertThat(SOUND).contains(sound);
        assertThat(faults(SOUND.replace(sound, faulty)))
                .anySatisfy(seen -> assertThat(seen).contains(fault));
    }

    private static List<String> faults(String drawing) {
        String planes = Stream.of(drawing.split("plane "))
                .skip(1)
                .map(DiagramsTest::plane)
                .collect(Collectors.joining());
        return Diagram.faults(Bpmn.readModelFromStream(
                new ByteArrayInputStream(PROCESS.formatted(planes).getBytes(StandardCharsets.UTF_8))));
    }

    private static String plane(String drawing) {
        List<String> lines = drawing.lines().toList();
        return """
        <bpmndi:BPMNDiagram>
          <bpmndi:BPMNPlane bpmnElement="%s">%s</bpmndi:BPMNPlane>
        </bpmndi:BPMNDiagram>
        """.formatted(
                        lines.get(0),
                        lines.stream()
                                .skip(1)
                                .filter(line -> !line.isBlank())
                                .map(DiagramsTest::drawn)
                                .collect(Collectors.joining()));
    }

    private static String drawn(String line) {
        String[] parts = line.split(" label ");
        String[] words = parts[0].split("\\s+");
        String label =
                parts.length == 1 ? "" : "<bpmndi:BPMNLabel>" + bounds(parts[1].split(" "), 0) + "</bpmndi:BPMNLabel>";
        if (words[0].equals("shape")) {
            return "<bpmndi:BPMNShape bpmnElement=\"%s\" isExpanded=\"%s\">%s</bpmndi:BPMNShape>"
                    .formatted(words[1], words.length > 6, bounds(words, 2) + label);
        }
        return "<bpmndi:BPMNEdge bpmnElement=\"%s\">%s</bpmndi:BPMNEdge>"
                .formatted(
                        words[1],
                        Stream.of(words)
                                        .skip(2)
                                        .map(point -> "<di:waypoint x=\"%s\" y=\"%s\" />"
                                                .formatted((Object[]) point.split(",")))
                                        .collect(Collectors.joining())
                                + label);
    }

    private static String bounds(String[] words, int from) {
        return "<dc:Bounds x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" />"
                .formatted((Object[]) Arrays.copyOfRange(words, from, from + 4));
    }
}
