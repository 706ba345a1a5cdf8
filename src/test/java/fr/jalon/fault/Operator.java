package fr.jalon.fault;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Types what {@code docs/exploitation.md} says, word by word but for places and names. What only a whole machine has
 * stands in for: {@code systemctl stop} ends a node, {@code start} leaves it to the test, and Jalon's archive is the
 * build's classes.
 */
final class Operator {

    private static final Pattern BLOCK = Pattern.compile("^```\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    private final Path machine;
    private final Map<String, String> places = new LinkedHashMap<>();

    /** @param machine the folder that holds all that the guide names by an absolute path */
    Operator(Path machine) throws IOException {
        this.machine = machine;
        for (String folder : List.of("var/lib/jalon", "etc/jalon", "srv/sauvegardes"))
            at("/" + folder, Files.createDirectories(machine.resolve(folder)).toString());
        Files.writeString(machine.resolve("var/lib/jalon/application.properties"), "");
        Files.createDirectories(machine.resolve("bin"));
        command("systemctl", """
                [ "$1" = start ] && exec touch "$MACHINE/started"
                pid=$(cat "$MACHINE/pid")
                kill "$pid"
                while kill -0 "$pid" 2>&-; do sleep 0.1; done""");
        command("runuser", "shift 3; exec \"$@\"");
        command("java", "shift 2\nexec \"$JAVA\" -cp \"$CLASSES\" \"$@\"");
    }

    private void command(String name, String script) throws IOException {
        Path file = machine.resolve("bin").resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What a place or a name of the guide is here. */
    Operator at(String ofGuide, String here) {
        places.put(ofGuide, here);
        return this;
    }

    /** Types the one block of a section that contains something; answers its last line. */
    String types(String section, String containing) throws IOException, InterruptedException {
        String guide = Api.plain(Files.readString(Path.of("docs", "exploitation.md")));
        String from = guide.substring(guide.indexOf("\n" + section + "\n"));
        String script = BLOCK.matcher(from)
                .results()
                .map((MatchResult block) -> block.group(1))
                .filter(block -> block.contains(containing))
                .findFirst()
                .orElseThrow();
        for (Map.Entry<String, String> place : places.entrySet())
            script = script.replace(place.getKey(), place.getValue());
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true);
        shell.environment().merge("PATH", machine.resolve("bin").toString(), (path, own) -> own + ":" + path);
        shell.environment().put("MACHINE", machine.toString());
        shell.environment()
                .put(
                        "JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        shell.environment().put("CLASSES", Node.classPath());
        Process typed = shell.start();
        String said = new String(typed.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(typed.waitFor()).as("%s%n%s", script, said).isZero();
        return said.strip().substring(said.strip().lastIndexOf('\n') + 1);
    }

    /** Whom {@code systemctl stop} ends. */
    void runs(Node node) throws IOException {
        Files.deleteIfExists(machine.resolve("started"));
        Files.writeString(machine.resolve("pid"), String.valueOf(node.pid()));
    }

    boolean hasStarted() {
        return Files.exists(machine.resolve("started"));
    }
}
