package fr.jalon.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A later build of Jalon, in which every model has another name. */
final class Revised {

    private Revised() {}

    /** Its classes, in a folder of their own. */
    static Path classes() throws IOException {
        Path from = Path.of("target", "classes").toAbsolutePath();
        Path to = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "fault")).toAbsolutePath(), "revised");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (List<Path>) files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                if (!file.toString().endsWith(".bpmn")) Files.copy(file, copy);
                else
                    Files.writeString(
                            copy, Files.readString(file).replaceAll("(<bpmn:process [^>]*?\\bname=\")", "$1Révisé : "));
            }
        }
        return to;
    }
}
