package fr.jalon.plan;

import static fr.jalon.Api.plain;
import static fr.jalon.plan.Some.FRANCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import fr.jalon.Refusal;
import fr.jalon.plan.PlanFile.Content;
import fr.jalon.plan.PlanFile.Format;
import fr.jalon.plan.PlanFile.People;
import fr.jalon.plan.Schedules.Scheduled;
import fr.jalon.plan.Work.After;
import fr.jalon.plan.Work.Place;
import fr.jalon.plan.Work.Point;
import fr.jalon.plan.WorkTemplate.Line;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Un plan dans un fichier")
class PlanFileTest {

    private static final People PEOPLE = new People(Map.of("anne", "Anne Durand"), Set.of("anne"));
    private static final LocalDate DAY = LocalDate.of(2026, 12, 20);

    private static byte[] bytes(String name) {
        try (InputStream file = PlanFileTest.class.getResourceAsStream("/cases/plans/" + name)) {
            return Objects.requireNonNull(file).readAllBytes();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static Content read(byte[] file) {
        return PlanFile.read(file, List.of(), PEOPLE, FRANCE);
    }

    private static Content read(String file) {
        return read(file.getBytes(StandardCharsets.UTF_8));
    }

    private static Refusal refusal(byte[] file) {
        return catchThrowableOfType(Refusal.class, () -> read(file));
    }

    private static String refused(String file) {
        return plain(refusal(file.getBytes(StandardCharsets.UTF_8)).getMessage());
    }

    private static List<Work> works(Content content) {
        return content.lines().stream().map(Line::work).toList();
    }

    private static Scheduled scheduled(Work work) {
        return new Scheduled(Item.planned(work.id(), work.title(), "Préparer", DAY, DAY), work);
    }

    @Test
    @DisplayName("s’écrit pour Excel : marque, points-virgules, jours à la française, formules désarmées")
    void writesForExcel() {
        Work formula = Some.on(Point.LAUNCH, -1, Some.work("=1+1", 2));
        Work other = Some.on("2026-12-24", Some.any("fin", 0, "=1+1:3"));
        String csv = PlanFile.csv(List.of(scheduled(formula), scheduled(other)), PEOPLE, Format.FRENCH);
        assertThat(csv.lines())
                .containsExactly(
                        "\ufeffMoment;Étape;Du;Au;Durée (jours);Tous les jours;Qui;Responsable;Après;Facultatif;"
                                + "Compté depuis",
                        "Préparer;'=1+1;20/12/2026;20/12/2026;2;;;;;;lancement -1",
                        "Préparer;FIN;20/12/2026;20/12/2026;0;oui;;;'=1+1 (+3 jours);;24/12/2026");
        assertThat(PlanFile.csv(List.of(scheduled(other)), PEOPLE, Format.INTERNATIONAL))
                .contains("Préparer,FIN,2026-12-20,2026-12-20,0,oui,", ",2026-12-24");
    }

    @Test
    @DisplayName("se reprend d’Excel, en Windows-1252, avec ses virgules décimales et ses cases fusionnées")
    void readsExcel() {
        Content content = read(bytes("excel-1252.csv"));
        assertThat(content.lines())
                .extracting(Line::section)
                .containsExactly("Préparer", "Préparer", "Préparer", "Publier");
        assertThat(works(content))
                .extracting(Work::title, Work::duration, Work::everyDay, Work::who, Work::optional, Work::place)
                .containsExactly(
                        tuple("Maquette de l’affiche", 3, false, "Graphiste", false, null),
                        tuple("Imprimer l’affiche", 5, false, "Imprimeur", false, null),
                        tuple("Goûter d’équipe", 1, true, null, true, new Place.Fixed(LocalDate.of(2026, 12, 24))),
                        tuple("Coller les affiches", 1, true, null, false, new Place.Offset(Point.LAUNCH, -3)));
        assertThat(works(content).get(1).after()).containsExactly(new After("maquette-de-l-affiche", 2));
        assertThat(content.places()).containsEntry("imprimer-l-affiche", 4L);
    }

    @Test
    @DisplayName(
            "se reprend d’une simple liste de dates : durées comptées, jours fixés, week-ends compris s’il le faut")
    void readsDates() {
        Content content = read(bytes("google-dates.csv"));
        assertThat(works(content))
                .extracting(Work::title, Work::duration, Work::everyDay, Work::place)
                .containsExactly(
                        tuple("Maquette, puis relecture", 3, false, new Place.Fixed(LocalDate.of(2026, 12, 1))),
                        tuple("Marché de Noël", 2, true, new Place.Fixed(LocalDate.of(2026, 12, 12))),
                        tuple("Bilan", 1, false, new Place.Fixed(LocalDate.of(2026, 12, 28))));
        assertThat(content.owners()).containsExactly(Map.entry("maquette-puis-relecture", "anne"));
    }

    @Test
    @DisplayName("se reprend de MS Project : groupes, heures, délais, jours écoulés, contraintes, ressources")
    void readsMsProject() {
        Content content = read(bytes("ms-project.xml"));
        assertThat(content.lines())
                .extracting(
                        Line::section,
                        line -> line.work().title(),
                        line -> line.work().duration(),
                        line -> line.work().everyDay(),
                        line -> line.work().who())
                .containsExactly(
                        tuple("Avant", "Réserver le stand", 2, false, "Chargée de salon"),
                        tuple("Avant", "Imprimer & relier", 2, false, "Chargée de salon, Imprimeur"),
                        tuple("Avant", "Séchage", 2, true, null),
                        tuple("Avant", "Ouverture", 0, false, null));
        assertThat(works(content).get(0).place()).isEqualTo(new Place.Fixed(LocalDate.of(2026, 12, 1)));
        assertThat(works(content).get(1).after()).containsExactly(new After("reserver-le-stand", 2));
        assertThat(works(content).get(3).place()).isEqualTo(new Place.Fixed(LocalDate.of(2026, 12, 18)));
    }

    @Test
    @DisplayName("garde d’une étape ce que dit le plan là où le fichier n’a pas la colonne")
    void keepsWhatIsLeftOut() {
        Work alpha = Some.by("Graphiste", Some.optional(Some.on(Point.READY, -2, Some.any("alpha", 3))));
        Content content = PlanFile.read(
                "Étape;Durée\nALPHA;5\nBêta;1".getBytes(StandardCharsets.UTF_8),
                List.of(scheduled(alpha)),
                PEOPLE,
                FRANCE);
        assertThat(works(content).get(0)).isEqualTo(alpha.lasting(5));
        assertThat(works(content).get(1).id()).isEqualTo("beta");
    }

    @Test
    @DisplayName("dit toutes ses erreurs à la fois, par ligne et par colonne")
    void tellsAllFaults() {
        Map<String, String> errors = refusal(bytes("faults.csv")).errors();
        assertThat(errors.keySet())
                .containsExactlyInAnyOrder(
                        "lines[2].from",
                        "lines[3].days",
                        "lines[3].every_day",
                        "lines[3].after",
                        "lines[4].to",
                        "lines[4].days",
                        "lines[4].owner",
                        "lines[4].after",
                        "lines[4].place",
                        "lines[5].title",
                        "lines[6].title",
                        "lines[7].after",
                        "lines[8]");
        assertThat(errors.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, error -> plain(error.getValue()))))
                .containsEntry("lines[2].from", "Ligne 2, Du : « 31/02/2026 » n’est pas un jour, comme 20/12/2026.")
                .containsEntry("lines[3].after", "Ligne 3, Après : une étape ne peut pas attendre sa propre fin.")
                .containsEntry(
                        "lines[4].after", "Ligne 4, Après : « Rien de tel » n’est le titre d’aucune étape du fichier.")
                .hasEntrySatisfying(
                        "lines[5].title", said -> assertThat(said).contains("figure deux fois, déjà ligne 2"))
                .hasEntrySatisfying("lines[7].after", said -> assertThat(said)
                        .contains("s’attendent l’une l’autre", "« Delta »", "« Epsilon »"));
    }

    @Test
    @DisplayName("d’un autre outil est refusé avec les colonnes inconnues et celles qui sont attendues")
    void refusesOtherTools() {
        assertThat(plain(refusal(bytes("trello.csv")).getMessage()))
                .contains("Colonnes inconnues : « Card ID », « Card Name », « Due Date », « List Name », « Labels ».")
                .contains("Il manque la colonne « Durée (jours) »", "Colonnes attendues : Moment, Étape, Du, Au,");
        assertThat(refused("Quand;Quoi donc\n1;2")).contains("Colonnes inconnues", "Il manque la colonne « Étape »");
        assertThat(refused("Étape;Titre;Durée\na;b;1")).contains("En double : « Titre »");
    }

    @Test
    @DisplayName("de 2 000 étapes est refusé avec son nombre")
    void refusesMany() {
        String many =
                IntStream.range(0, 2_000).mapToObj(at -> "\nÉtape " + at + ";1").collect(Collectors.joining());
        assertThat(refused("Étape;Durée" + many)).contains("Un plan compte au plus 500 étapes", "2 000");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
      Étape;Durée                | Le fichier ne contient aucune étape
      <html><body>Étape</body>   | Ce fichier XML est incomplet ou abîmé
      <html><body>Étape</body></html> | Ce fichier XML n’est pas un projet
      """)
    @DisplayName("qui n’en est pas un dit ce qu’il faut envoyer")
    void refusesOtherFiles(String file, String said) {
        assertThat(refused(file)).contains(said);
    }

    @Test
    @DisplayName("trop grand, vide, ou d’un ancien format est refusé")
    void refusesBytes() {
        assertThat(plain(refusal(new byte[PlanFile.LONGEST + 1]).getMessage())).contains("trop volumineux", "5 Mo");
        assertThat(refusal(new byte[0]).getMessage()).contains("vide");
        assertThat(refused("PK\3\4xl/workbook.xml")).contains("un classeur (xlsx ou ods)", "CSV UTF-8");
        assertThat(refused("Étape;Durée\n\0")).contains("pas du texte");
        assertThat(plain(refusal(new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 0, 0})
                        .getMessage()))
                .contains("xls ou mpp", "CSV");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "<!DOCTYPE Project [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><Project><Name>&a;</Name></Project>",
                "<!DOCTYPE Project SYSTEM \"http://127.0.0.1:1/x.dtd\"><Project></Project>",
                "<Project><Name>&inconnue;</Name></Project>"
            })
    @DisplayName("XML n’apporte rien d’ailleurs : ni DTD, ni entité")
    void refusesEntities(String xml) {
        assertThat(refused(xml)).containsAnyOf("DTD ou des entités", "incomplet ou abîmé");
    }

    @Test
    @DisplayName("XML imbriqué sans fin est refusé aussitôt")
    void refusesDeepXml() {
        String deep = "<Project>" + "<a>".repeat(500_000);
        assertThat(refused(deep)).contains("incomplet ou abîmé");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
      <PredecessorUID>1</PredecessorUID><Type>3</Type>           | Ligne 2, Après : liaison « fin à début »
      <PredecessorUID>1</PredecessorUID><LagFormat>19</LagFormat> | Ligne 2, Après : délai en jours
      <PredecessorUID>9</PredecessorUID>                         | récapitulative, ou absente
      """)
    @DisplayName("de MS Project nomme les liaisons qu’un plan n’a pas")
    void refusesOtherLinks(String link, String said) {
        assertThat(refused("""
            <Project><Tasks><Task><UID>1</UID><Name>A</Name><Duration>PT8H0M0S</Duration></Task>
            <Task><UID>2</UID><Name>B</Name><Duration>PT8H0M0S</Duration><PredecessorLink>%s</PredecessorLink></Task>
            </Tasks></Project>
            """.formatted(link))).contains(said);
    }

    @Test
    @DisplayName("de MS Project nomme les contraintes et les durées qu’un plan n’a pas")
    void refusesOtherConstraints() {
        assertThat(refused("""
            <Project><Tasks><Task><UID>1</UID><Name>A</Name><Duration>PT8H0M0S</Duration>
            <ConstraintType>7</ConstraintType></Task>
            <Task><UID>2</UID><Name>B</Name><Duration>P-trois</Duration></Task></Tasks></Project>
            """)).contains("Ligne 1, Compté depuis", "Ligne 3, Durée (jours) : « P-trois »");
    }
}
