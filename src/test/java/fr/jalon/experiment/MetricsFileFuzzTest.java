package fr.jalon.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import fr.jalon.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Un fichier de chiffres, quels qu’en soient les octets,")
class MetricsFileFuzzTest {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final String HEADER = "date;visites;campagne\n";

    private static final List<String> FILES = List.of(
            "date;canal;campagne;impressions;clics;visites;conversions;dépense\n07/12/2026;Annonces;x;1 "
                    + "000;20;18;2;12,50 €\n"
                    + "08/12/2026;Salon;\"y;z\";0;0;12;1;--\nTotal;;;1 000;20;30;3;12,50\n",
            "Rapport\n7 décembre\nJour\tCampagne\tCode de "
                    + "devise\tImpr.\tClics\tCoût\n2026-12-07\tx\tEUR\t1\u202f000\t40\t20,00\n",
            "Campaign name,Impressions,Link clicks,Results,Amount spent (EUR),Reporting starts,Reporting ends\r\n"
                    + "Launch,2340,61,4,18.20,2026-12-07,2026-12-07\r\n");

    private static final List<String> PIECES = List.of(
            "\"",
            "\"\"",
            ";",
            ",",
            "\t",
            "\n",
            "\r",
            "\r\n",
            "\0",
            "\ufeff",
            "\ud83d\ude80",
            "€",
            "-",
            "1e999999999",
            "9".repeat(5_000),
            "99/99/9999",
            "00000000",
            "date",
            "dépense",
            "total",
            "(USD)",
            "\"".repeat(999),
            ";".repeat(20_000),
            "\n".repeat(500),
            "e\u0301\u0323".repeat(300),
            "«\u00a0»",
            "%s%n",
            "\\");

    /** Whether it was read; whatever is neither an entry nor a refusal fails the test. */
    private static boolean isRead(byte[] content, Random random) {
        MetricsFile.Known known = MetricsFileTest.known(
                random.nextBoolean() ? new String[] {"Annonces"} : new String[] {"Annonces", "Salon"});
        Optional<String> channel = random.nextInt(3) == 0 ? Optional.of("Annonces") : Optional.empty();
        try {
            List<MetricsFile.Entry> entries =
                    MetricsFile.read(content, channel, known).entries();
            assertThat(entries).isNotEmpty().allSatisfy(entry -> {
                assertThat(known.days()).contains(entry.day());
                assertThat(entry.day()).isBeforeOrEqualTo(MetricsFileTest.TODAY);
                assertThat(entry.row().fault()).isEmpty();
                assertThat(entry.row().channel())
                        .isNotBlank()
                        .hasSizeLessThanOrEqualTo(40)
                        .matches("[^,;/\\p{Cc}]+");
                assertThat(entry.row().givesNothing()).isFalse();
                assertThat(MetricsColumn.FIGURES).allSatisfy(figure -> {
                    if (figure.in(entry.row()) != null)
                        assertThat(figure.in(entry.row()).doubleValue()).isNotNegative();
                });
            });
            assertThat(entries).extracting(MetricsFile.Entry::day).isSorted();
            return true;
        } catch (Refusal refusal) {
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
            assertThat(refusal.getMessage()).isNotBlank().hasSizeLessThan(2_000).doesNotContain("Exception", "null");
            assertThat(refusal.errors()).isNotEmpty().hasSizeLessThanOrEqualTo(202);
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(refusal.getMessage()))
                    .isTrue();
            return false;
        }
    }

    private static byte[] mutated(byte[] file, Random random) {
        byte[] content = file;
        for (int times = random.nextInt(4); times >= 0; times--) {
            int at = random.nextInt(content.length + 1);
            int to = at + random.nextInt(content.length - at + 1);
            byte[] piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
            content = switch (random.nextInt(6)) {
                case 0 -> flipped(content, random);
                case 1 -> Arrays.copyOf(content, at);
                case 2 -> joined(content, 0, at, content, at, to, content, at, content.length);
                case 3 -> joined(content, 0, at, piece, 0, piece.length, content, to, content.length);
                case 4 -> joined(content, 0, at, piece, 0, piece.length, content, at, content.length);
                default ->
                    new String(content, StandardCharsets.UTF_8)
                            .replace(random.nextBoolean() ? ";" : "\n", random.nextBoolean() ? "," : "\r")
                            .getBytes(StandardCharsets.UTF_8);
            };
        }
        return content;
    }

    private static byte[] flipped(byte[] content, Random random) {
        byte[] copy = content.clone();
        for (int times = copy.length == 0 ? 0 : 1 + random.nextInt(3); times > 0; times--) {
            copy[random.nextInt(copy.length)] ^= 1 << random.nextInt(8);
        }
        return copy;
    }

    private static byte[] joined(
            byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo, byte[] c, int cFrom, int cTo) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(a, aFrom, aTo - aFrom);
        joined.write(b, bFrom, bTo - bFrom);
        joined.write(c, cFrom, cTo - cFrom);
        return joined.toByteArray();
    }

    @Test
    @DisplayName("abîmé au hasard, se lit ou se refuse")
    void survivesMutations() {
        Random random = new Random(20_261_207);
        int read = assertTimeoutPreemptively(PATIENCE, () -> {
            int count = 0;
            for (int i = 0; i < 4_000; i++) {
                String file = FILES.get(random.nextInt(FILES.size()));
                byte[] content =
                        file.getBytes(random.nextInt(4) == 0 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
                if (isRead(mutated(content, random), random)) count++;
            }
            return count;
        });
        assertThat(read).as("files that were read all the same").isBetween(200, 3_800);
    }

    private static final String ALPHABET = ";,\t\n\r\"date 0129/-visites€";

    @Test
    @DisplayName("fait d’octets au hasard, se refuse")
    void survivesNoise() {
        Random random = new Random(7);
        assertTimeoutPreemptively(PATIENCE, () -> {
            for (int i = 0; i < 1_500; i++) {
                byte[] noise = new byte[random.nextInt(4_000)];
                random.nextBytes(noise);
                String text = noise.length == 0
                        ? ""
                        : random.ints(noise.length, 0, ALPHABET.length())
                                .mapToObj(at -> ALPHABET.substring(at, at + 1))
                                .collect(Collectors.joining());
                String header = random.nextBoolean() ? HEADER : "";
                isRead(i % 2 == 0 ? noise : (header + text).getBytes(StandardCharsets.UTF_8), random);
            }
        });
    }

    /** As much as the file may be, of the same piece again and again, below a beginning. */
    private static byte[] filled(String beginning, String piece) {
        byte[] content = Arrays.copyOf(beginning.getBytes(StandardCharsets.UTF_8), MetricsFile.MAX_BYTES);
        byte[] unit = piece.getBytes(StandardCharsets.UTF_8);
        for (int at = beginning.length(); at < content.length; at += unit.length) {
            System.arraycopy(unit, 0, content, at, Math.min(unit.length, content.length - at));
        }
        return content;
    }

    /** Reads files of 5 MB in the memory of its own machine; it fails where that does not do. */
    public static void main(String[] none) {
        for (String piece : List.of(
                "\"",
                ";",
                "\n",
                "é",
                "e\u0301\u0327\u0323",
                "Total\n",
                "07/12/2026;x\n",
                "07/12/2026;1;" + "z".repeat(250) + "\n",
                ";".repeat(16_000) + "\n",
                "date;".repeat(3_000) + "\n")) {
            for (String beginning : List.of("", HEADER)) isRead(filled(beginning, piece), new Random(1));
        }
        isRead(filled(HEADER + "07/12/2026;1;\"", "z"), new Random(1));
    }

    @Test
    @DisplayName("long de 5 Mo, se lit ou se refuse dans 128 Mo de mémoire")
    void survivesSize() throws Exception {
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MetricsFileFuzzTest.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "metrics-file-sizes.log").toFile())
                .start();
        try {
            assertThat(reader.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("done in time")
                    .isTrue();
            assertThat(reader.exitValue())
                    .as(Files.readString(Path.of("target", "metrics-file-sizes.log")))
                    .isZero();
        } finally {
            reader.destroyForcibly();
        }
    }
}
