package fr.jalon.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePathWrapper;

/**
 * Files of H2, under {@code failstop:}, that take nothing more once they have failed to take something, until they are
 * opened again. H2 goes on writing for a moment after a write that failed. Where the disk takes what follows, the file
 * ends with a part that refers to one that was never written: rows and indices that contradict each other.
 */
public final class FailStop extends FilePathWrapper {

    /** Of which kind of file it is one. */
    static final String SCHEME = "failstop";

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(super.open(mode));
    }

    private static final class Channel extends FileBaseDefault {

        private final FileChannel file;
        private volatile boolean hasFailed;

        Channel(FileChannel file) {
            this.file = file;
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            return file.read(bytes, position);
        }

        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            int[] written = new int[1];
            unlessFailed(() -> written[0] = file.write(bytes, position));
            return written[0];
        }

        @Override
        public void force(boolean metaData) throws IOException {
            unlessFailed(() -> file.force(metaData));
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            unlessFailed(() -> file.truncate(size));
        }

        private void unlessFailed(Change change) throws IOException {
            if (hasFailed) throw new IOException("A write to this file has failed before.");
            try {
                change.make();
            } catch (IOException | RuntimeException failure) {
                hasFailed = true;
                throw failure;
            }
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }
    }

    private interface Change {
        void make() throws IOException;
    }
}
