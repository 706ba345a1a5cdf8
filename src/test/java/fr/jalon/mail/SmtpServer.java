package fr.jalon.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** A mail server that answers each recipient as a test wants, and keeps nothing. */
final class SmtpServer implements AutoCloseable {

    private final ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

    /** Answers {@code RCPT TO:<…>} by what {@code recipients} says of that line. */
    SmtpServer(UnaryOperator<String> recipients) throws IOException {
        this(recipients, line -> "250 Ok");
    }

    /** And {@code MAIL FROM:<…>} by what {@code senders} says. */
    SmtpServer(UnaryOperator<String> recipients, UnaryOperator<String> senders) throws IOException {
        Thread serving = new Thread(() -> {
            while (!door.isClosed()) {
                try (Socket client = door.accept()) {
                    serve(client, recipients, senders);
                } catch (IOException closed) {
                    // The test is over, or the client has hung up.
                }
            }
        });
        serving.setDaemon(true);
        serving.start();
    }

    int port() {
        return door.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private static void serve(Socket client, UnaryOperator<String> recipients, UnaryOperator<String> senders)
            throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        say(client, "220 ready");
        boolean inData = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (inData) {
                inData = !line.equals(".");
                if (!inData) say(client, "250 Ok");
            } else if (line.startsWith("RCPT")) {
                say(client, recipients.apply(line));
            } else if (line.startsWith("MAIL")) {
                say(client, senders.apply(line));
            } else if (line.equals("DATA")) {
                inData = true;
                say(client, "354 go on");
            } else {
                say(client, "250 Ok");
            }
        }
    }

    private static void say(Socket client, String answer) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
