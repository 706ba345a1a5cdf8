package fr.jalon.team;

import static fr.jalon.Api.plain;
import static fr.jalon.team.FileTypeTest.sample;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.JalonServerTest;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.person.People;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

@JalonServerTest
@DisplayName("Les fichiers d’une équipe")
class FilePagesTest {

    private static final int MEGABYTE = 1024 * 1024;
    private static final byte[] PDF = sample(FileType.PDF);

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Teams teams;

    @Autowired
    private Coaching coaching;

    @Autowired
    private TeamFiles files;

    @Autowired
    private TeamFileRows rows;

    @Autowired
    private TeamRows teamRows;

    @Autowired
    private ParisCalendar paris;

    @Autowired
    private Clock clock;

    @Autowired
    private People people;

    @Autowired
    private TransactionTemplate transaction;

    @TempDir
    private Path folder;

    private String team;
    private String page;
    private Visitor member;

    @BeforeEach
    void aTeam() {
        team = stage.teamAWeekBefore();
        page = "/equipes/" + team + "/fichiers";
        member = session(team + "-a");
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    /** Somebody who looks at pages. */
    private Visitor session(String who) {
        Visitor visitor = Visitor.session(port, who).with("Accept", "text/html,*/*;q=0.8");
        visitor.get("/guide/equipe");
        return visitor;
    }

    private HttpResponse<String> file(Visitor who, String name, byte[] content) {
        return who.sendFile(page, Map.of("id", UUID.randomUUID().toString()), "file", name, content);
    }

    private void kept(String name, byte[] content) {
        HttpResponse<String> answer = file(member, name, content);
        assertThat(answer.statusCode()).as(said(answer)).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains(page + "?fait=depot");
    }

    private void refused(HttpResponse<String> answer, int status, String... why) {
        assertThat(answer.statusCode()).as(said(answer)).isEqualTo(status);
        assertThat(answer.body()).contains("id=\"file-fault\"", "aria-invalid=\"true\"");
        assertThat(said(answer))
                .contains("Fichiers : Équipe", "Rien n’est déposé")
                .contains(why);
    }

    private static String said(HttpResponse<String> answer) {
        return plain(answer.body()).replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    }

    private List<TeamFile> all() {
        return files.of(teams.team(team));
    }

    private String address(String name) {
        return page + "/"
                + all().stream()
                        .filter(file -> file.name().equals(name))
                        .findFirst()
                        .orElseThrow()
                        .id();
    }

    private static byte[] pdf(int length) {
        return Arrays.copyOf(PDF, length);
    }

    @Test
    @DisplayName("se déposent sur sa page et s’y lisent, les derniers d’abord, avec leur taille, qui et quand")
    void areListed() {
        kept("Étude de marché.pdf", pdf(1_258_291));
        stage.clock(Stage.MONDAY.minusDays(6), 9, 5);
        assertThat(file(session("fanny"), "notes.txt", "Dix clients.".getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(302);

        for (String read : List.of(page, "/equipes/" + team)) {
            assertThat(said(member.get(read)))
                    .containsSubsequence(
                            "notes.txt",
                            "12 o",
                            "le 13/10/2026 à 09:05 par Fanny Moreau",
                            "Étude de marché.pdf",
                            "1,2 Mo",
                            "le 12/10/2026 à 10:00 par Anne Durand");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("de chaque type admis se reprennent tels qu’ils ont été déposés, pour être gardés, jamais montrés")
    void areDownloaded(FileType type) {
        String name = "Maquette d’été \u20ac." + type.end();
        kept(name, sample(type));

        HttpResponse<byte[]> answer = member.download(address(name));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(sample(type));
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(type.mediaType());
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment;")
                .contains("filename*=UTF-8''Maquette%20d%E2%80%99%C3%A9t%C3%A9%20%E2%82%AC." + type.end());
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
    }

    @ParameterizedTest(name = "« {0} »")
    @CsvSource(delimiter = '|', textBlock = """
            page.html  | <html>                | n’est pas d’un type admis : pdf, png
            dessin.svg | <svg/>                | n’est pas d’un type admis : pdf, png
            page.txt   | <!DOCTYPE html><p>    | n’est pas celui d’un fichier .txt
            photo.png  | %PDF-1.7              | n’est pas celui d’un fichier .png
            tout.zip   | PK                    | n’est pas d’un type admis
            vide.pdf   | ''                    | Ce fichier est vide.
            sansfin    | %PDF-1.7              | n’a pas de nom, ou son nom n’a pas de fin
            ''         | ''                    | Choisissez d’abord un fichier.
            """)
    @DisplayName("qui ne peuvent l’être sont refusés à côté du champ, en disant lesquels le peuvent")
    void areRefused(String name, String content, String why) {
        refused(file(member, name, content.getBytes(UTF_8)), 422, why);
        assertThat(all()).isEmpty();
    }

    @Test
    @DisplayName("qui ne viennent pas comme un fichier ne font rien tomber")
    void areExpected() {
        HttpResponse<String> text = member.sendFile(
                page, Map.of("file", "du texte", "id", UUID.randomUUID().toString()), "autre", "a.pdf", PDF);
        refused(text, 422, "Choisissez d’abord un fichier.");
        assertThat(member.with(
                                "X-JALON-XSRF-TOKEN",
                                member.cookie("JALON-XSRF-TOKEN").orElseThrow())
                        .send("POST", page, "application/x-www-form-urlencoded", "file=a")
                        .statusCode())
                .isEqualTo(415);
        assertThat(all()).isEmpty();
    }

    @Test
    @DisplayName("font dix mégaoctets au plus : un octet de plus, et la page le dit, à côté du champ")
    void areBounded() {
        kept("juste.pdf", pdf(10 * MEGABYTE));
        refused(file(member, "trop.pdf", pdf(10 * MEGABYTE + 1)), 422, "trop volumineux : 10 Mo au plus");
        refused(file(member, "bien-trop.pdf", pdf(11 * MEGABYTE)), 413, "trop volumineux : 10 Mo au plus");
        assertThat(all()).extracting(TeamFile::name).containsExactly("juste.pdf");
        assertThat(member.download(address("juste.pdf")).body()).isEqualTo(pdf(10 * MEGABYTE));
    }

    @Test
    @DisplayName("ne se lisent pas de qui n’est pas connecté : la connexion d’abord, au-delà d’un mégaoctet")
    void areForPeopleWhoAreLoggedIn() {
        Visitor nobody = Visitor.anonymous(port).with("Accept", "text/html");
        for (int size : List.of(100, 2 * MEGABYTE, 20 * MEGABYTE)) {
            HttpResponse<String> answer = file(nobody, "a.pdf", pdf(size));
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/login");
        }
        assertThat(all()).isEmpty();
    }

    @Test
    @DisplayName("d’un formulaire sans le jeton de la page sont refusés")
    void needTheToken() {
        Visitor forged = Visitor.session(port, team + "-a").with("Accept", "text/html");
        HttpResponse<String> answer = forged.sendFile(page, Map.of("_csrf", "autre", "id", ""), "autre", "a.pdf", PDF);
        assertThat(answer.statusCode()).isIn(422, 403);
        assertThat(all()).isEmpty();
    }

    private TeamFiles small(int size, int quota) {
        FileSettings settings =
                new FileSettings(List.of(FileType.values()), DataSize.ofBytes(size), DataSize.ofBytes(quota));
        return new TeamFiles(rows, teamRows, settings, accounts, paris, clock);
    }

    private void keep(TeamFiles some, String name, int length) {
        try {
            Path content = Files.write(folder.resolve(UUID.randomUUID().toString()), pdf(length));
            some.keep(teams.team(team), UUID.randomUUID().toString(), name, content, team + "-a");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    @DisplayName("tiennent ensemble dans ce qui revient à l’équipe, à l’octet près")
    void fitTheQuota() {
        TeamFiles some = small(2048, 4096);
        transaction.executeWithoutResult(status -> {
            keep(some, "a.pdf", 2048);
            keep(some, "b.pdf", 2038);
        });
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> keep(some, "c.pdf", 11)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(
                                plain(refusal.errors().get("file")))
                        .isEqualTo("Les fichiers de l’équipe prennent 4 ko au plus ; il en reste 10 o, celui-ci en fait"
                                + " 11 o. Retirez-en un."));
        transaction.executeWithoutResult(status -> keep(some, "d.pdf", 10));
        assertThat(all()).extracting(TeamFile::length).containsExactlyInAnyOrder(2048L, 2038L, 10L);
    }

    @Test
    @DisplayName("déposés à deux au même instant n’y passent pas à deux : le second attend, puis compte")
    void fitTheQuotaTogether() {
        TeamFiles some = small(2048, 3000);
        CompletableFuture<Void> second = transaction.execute(status -> {
            keep(some, "a.pdf", 2000);
            CompletableFuture<Void> other = CompletableFuture.runAsync(
                    () -> transaction.executeWithoutResult(inner -> keep(some, "b.pdf", 2000)));
            assertThatThrownBy(() -> other.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            return other;
        });
        assertThatThrownBy(second::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(Refusal.class)
                .hasMessageContaining("au plus");
        assertThat(all()).extracting(TeamFile::name).containsExactly("a.pdf");
    }

    @Test
    @DisplayName("envoyés deux fois sont déposés une fois ; deux du même nom restent tous deux")
    void areFiledOnce() {
        Map<String, String> form = Map.of("id", UUID.randomUUID().toString());
        for (int time = 0; time < 2; time++) {
            assertThat(member.sendFile(page, form, "file", "plan.pdf", PDF).statusCode())
                    .isEqualTo(302);
        }
        assertThat(all()).hasSize(1);
        kept("plan.pdf", PDF);
        assertThat(all()).extracting(TeamFile::name).containsExactly("plan.pdf", "plan.pdf");
    }

    @Test
    @DisplayName("se retirent par qui les a déposés ou par un facilitateur, fût-ce deux fois, et par nul autre")
    void areRemoved() {
        String colleague = team + "-b";
        accounts.create(new Person(colleague, "Léa", "Blanc", colleague + "@jalon.example"));
        accounts.setPassword(colleague, Stage.PASSWORD);
        accounts.join(colleague, teams.team(team).group());
        kept("a.pdf", PDF);
        kept("b.pdf", PDF);
        String first = address("a.pdf") + "/retrait";
        String second = address("b.pdf") + "/retrait";

        assertThat(session(colleague).get(page).body()).contains("a.pdf").doesNotContain("/retrait");
        assertThat(remove(session(colleague), first).statusCode()).isEqualTo(409);
        assertThat(remove(session("carlos"), first).statusCode()).isEqualTo(404);
        assertThat(all()).hasSize(2);

        for (int time = 0; time < 2; time++)
            assertThat(remove(member, first).statusCode()).isEqualTo(302);
        assertThat(remove(session("fanny"), second).statusCode()).isEqualTo(302);
        assertThat(said(member.get(page + "?fait=retrait"))).contains("le fichier est retiré", "Aucun fichier");
        assertThat(member.get(first.replace("/retrait", "")).statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> remove(Visitor who, String path) {
        return who.send(
                "POST",
                path,
                "application/x-www-form-urlencoded",
                "_csrf=" + who.cookie("JALON-XSRF-TOKEN").orElseThrow());
    }

    @Test
    @DisplayName("se lisent de l’encadrement qui la voit, et sont inconnus d’une autre équipe")
    void areHiddenFromOthers() {
        kept("secret.pdf", PDF);
        String one = address("secret.pdf");
        String stranger = stage.team(teams.team(team).cohort());
        Visitor other = session(stranger + "-a");
        for (String path : List.of(
                page, one, "/equipes/" + stranger + "/fichiers/" + all().get(0).id())) {
            assertThat(other.get(path).statusCode()).isEqualTo(404);
        }
        assertThat(file(other, "a.pdf", PDF).statusCode()).isEqualTo(404);
        assertThat(remove(other, one + "/retrait").statusCode()).isEqualTo(404);

        Visitor coach = session("carlos");
        assertThat(coach.get(page).body()).contains("secret.pdf").doesNotContain("type=\"file\"");
        assertThat(coach.download(one).body()).isEqualTo(PDF);
        assertThat(file(coach, "a.pdf", PDF).statusCode()).isEqualTo(404);
        coaching.give(Map.of(team, "fanny"));
        assertThat(coach.get(one).statusCode()).isEqualTo(404);
        assertThat(all()).hasSize(1);
    }

    @Test
    @DisplayName("partent avec le carnet, dans un dossier, chacun sous un nom à lui")
    void leaveWithTheNotebook() throws IOException {
        kept("Plan.pdf", pdf(600_000));
        stage.clock(Stage.MONDAY.minusDays(6), 9, 5);
        kept("plan.pdf", PDF);
        kept("notes.txt", sample(FileType.TXT));
        assertThat(member.get("/equipes/" + team + "/carnet").body()).contains("/carnet.zip");

        HttpResponse<byte[]> answer = member.download("/equipes/" + team + "/carnet.zip");

        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/zip");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"carnet-" + team + ".zip\"");
        Map<String, byte[]> found = unpacked(answer.body());
        assertThat(found.keySet())
                .containsExactlyInAnyOrder(
                        "carnet-" + team + ".pdf", "fichiers/Plan.pdf", "fichiers/plan (2).pdf", "fichiers/notes.txt");
        assertThat(found.get("fichiers/Plan.pdf")).isEqualTo(pdf(600_000));
        assertThat(found.get("fichiers/plan (2).pdf")).isEqualTo(PDF);
        assertThat(new String(found.get("carnet-" + team + ".pdf"), UTF_8)).startsWith("%PDF-");
    }

    private static Map<String, byte[]> unpacked(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    @Test
    @DisplayName("retirés pendant qu’on les lit ne passent pas pour entiers")
    void areNeverHalf() {
        kept("a.pdf", PDF);
        TeamFile file = all().get(0);
        rows.delete(file.id());
        assertThatThrownBy(() -> files.copy(file, new ByteArrayOutputStream())).isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("restent, signés d’un pseudonyme, quand qui les a déposés s’efface")
    void surviveTheirAuthor() {
        String leaving = team + "-c";
        accounts.create(new Person(leaving, "Max", "Roy", leaving + "@jalon.example"));
        accounts.setPassword(leaving, Stage.PASSWORD);
        accounts.join(leaving, Groups.FACILITATORS);
        assertThat(file(session(leaving), "bilan.pdf", PDF).statusCode()).isEqualTo(302);
        assertThat(people.export(leaving, 0).get("entries").toString()).contains("team_file", "bilan.pdf");

        people.erase(leaving);

        assertThat(said(member.get(page)))
                .contains("bilan.pdf", "personne-effacee-")
                .doesNotContain("Max Roy");
    }
}
