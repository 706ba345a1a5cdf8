package fr.jalon.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** A mail server on a port that stays its own, which is down, hangs, or takes letters as slowly as such servers do. */
final class MailServer implements AutoCloseable {

    private static final long SLOWNESS = Duration.ofMillis(40).toNanos();

    private final int port = Node.freePort();
    private final Collection<String> taken = new ConcurrentLinkedQueue<>();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private ServerSocket door;

    int port() {
        return port;
    }

    /** The Message-ID of each letter that was taken, as often as it was. */
    Collection<String> taken() {
        return taken;
    }

    /** Whom somebody has connected to, and nobody answers. */
    void hang() throws IOException {
        open(client -> {});
    }

    void serve() throws IOException {
        open(this::take);
    }

    private interface Serving {
        void to(Socket client) throws IOException;
    }

    private void open(Serving serving) throws IOException {
        close();
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        door = opened;
        thread(() -> {
            while (!opened.isClosed()) {
                Socket client = opened.accept();
                clients.add(client);
                thread(() -> serving.to(client));
            }
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void thread(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException gone) {
                // The server goes down, or the client has hung up.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void take(Socket client) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        say(client, "220 ready");
        String id = "";
        boolean isLetter = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (isLetter) {
                if (line.startsWith("Message-ID: ")) id = line;
                isLetter = !line.equals(".");
                if (isLetter) continue;
                LockSupport.parkNanos(SLOWNESS);
                taken.add(id);
            } else if (line.equals("DATA")) {
                isLetter = true;
                say(client, "354 go on");
                continue;
            }
            say(client, "250 Ok");
        }
    }

    private static void say(Socket client, String answer) throws IOException {
        client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    /** Down, with whatever it was doing. */
    @Override
    public void close() throws IOException {
        if (door != null) door.close();
        for (Socket client : clients) client.close();
        clients.clear();
    }
}
