package fr.jalon.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePathWrapper;

/** Files of H2, under {@code failing:}, on a disk that fails while a test says so. */
public final class FailingDisk extends FilePathWrapper {

    public static volatile boolean failing;

    private static void spin() throws IOException {
        if (failing) throw new IOException("the disk does not answer");
    }

    @Override
    public String getScheme() {
        return "failing";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        spin();
        FileChannel file = super.open(mode);
        return new FileBaseDefault() {
            @Override
            public int read(ByteBuffer bytes, long position) throws IOException {
                spin();
                return file.read(bytes, position);
            }

            @Override
            public int write(ByteBuffer bytes, long position) throws IOException {
                spin();
                return file.write(bytes, position);
            }

            @Override
            public long size() throws IOException {
                return file.size();
            }

            @Override
            public void force(boolean metaData) throws IOException {
                spin();
                file.force(metaData);
            }

            @Override
            protected void implTruncate(long size) throws IOException {
                spin();
                file.truncate(size);
            }

            @Override
            protected void implCloseChannel() throws IOException {
                file.close();
            }

            @Override
            public synchronized FileLock tryLock(long position, long size, boolean shared) throws IOException {
                return file.tryLock(position, size, shared);
            }
        };
    }
}
