package fr.jalon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import fr.jalon.web.FailingDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of the embedded database whose disk fails for a moment. */
class FailStopTest {

    @TempDir
    private Path folder;

    private FilePath file;

    @BeforeEach
    void register() {
        FilePath.register(new FailingDisk());
        FilePath.register(new FailStop());
        file = FilePath.get(FailStop.SCHEME + ":failing:" + folder.resolve("file"));
    }

    @Test
    @DisplayName("Après une écriture qui a échoué, plus rien n’est écrit, et tout se lit encore")
    void takesNothingMore() throws IOException {
        try (FileChannel channel = file.open("rw")) {
            write(channel, "début", 0);
            failing(() -> assertThatIOException().isThrownBy(() -> write(channel, "milieu", 5)));

            assertThatIOException().isThrownBy(() -> write(channel, "fin", 11));
            assertThatIOException().isThrownBy(() -> channel.force(true));
            assertThatIOException().isThrownBy(() -> channel.truncate(1));
            assertThat(channel.read(ByteBuffer.allocate(100), 0)).isEqualTo(6);
        }
        assertThat(Files.readString(folder.resolve("file"))).isEqualTo("début");
    }

    @Test
    @DisplayName("Un fichier que l’on rouvre se laisse écrire de nouveau")
    void beginsAnew() throws IOException {
        try (FileChannel channel = file.open("rw")) {
            failing(() -> assertThatIOException().isThrownBy(() -> channel.force(true)));
        }
        try (FileChannel channel = file.open("rw")) {
            write(channel, "suite", 0);
            channel.force(true);
            channel.truncate(3);
        }
        assertThat(Files.readString(folder.resolve("file"))).isEqualTo("sui");
    }

    private static void failing(Runnable meanwhile) {
        FailingDisk.failing = true;
        try {
            meanwhile.run();
        } finally {
            FailingDisk.failing = false;
        }
    }

    private static void write(FileChannel channel, String text, long position) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), position);
    }
}
