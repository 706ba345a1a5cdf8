package fr.jalon.engine.identity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Slows guessing down. Failures count for an account together with the address they come from, and for the address;
 * never for the account alone, so that nobody is shut out by what others do elsewhere. What a person mistyped before
 * the right password no longer counts for the address: a room full of people shares one. Each node of several counts
 * for itself, and what no longer counts is forgotten when the next does.
 */
public final class Throttle {

    /** How long failures count, from the first of them on. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final int KEPT = 10_000;
    /** No account and no address is longer; what is sent may be. */
    private static final int LONGEST = 64;

    private record Failures(Instant first, int count) {}

    private final Clock clock;
    private final int mostOfAccount;
    private final int mostOfAddress;
    private final Map<List<String>, Failures> failures = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, Failures> eldest) {
            return size() > KEPT;
        }
    };

    /** Allows that many failures to an account at one address, and to one address. */
    public Throttle(Clock clock, int mostOfAccount, int mostOfAddress) {
        this.clock = clock;
        this.mostOfAccount = mostOfAccount;
        this.mostOfAddress = mostOfAddress;
    }

    /**
     * Lets an attempt pass. What came of it is refused like the attempt: guesses that are sent all at once learn no
     * more than guesses that wait for their answers.
     *
     * @throws TooManyAttempts while this account at this address, or this address, has failed too often
     */
    public synchronized void check(String account, String address) {
        refuseBeyond(mostOfAccount, pair(account, address));
        refuseBeyond(mostOfAddress, network(address));
    }

    private void refuseBeyond(int most, List<String> key) {
        Failures past = past(key);
        if (past.count >= most) throw new TooManyAttempts(Duration.between(clock.instant(), past.first.plus(WINDOW)));
    }

    /** Counts a failure. */
    public synchronized void failed(String account, String address) {
        check(account, address);
        add(pair(account, address), 1);
        add(network(address), 1);
    }

    /** Forgets the failures of this account at this address. */
    public synchronized void succeeded(String account, String address) {
        check(account, address);
        int forgiven = past(pair(account, address)).count;
        add(pair(account, address), -forgiven);
        add(network(address), -forgiven);
    }

    private void add(List<String> key, int count) {
        Failures past = past(key);
        int sum = past.count + count;
        if (past.count == 0 || sum <= 0) failures.remove(key); // the youngest window stands last
        if (sum > 0) failures.put(key, new Failures(past.first, sum));
        forget();
    }

    /** Leaves no address in memory for longer than it counts. */
    private void forget() {
        Instant now = clock.instant();
        Iterator<Failures> oldest = failures.values().iterator();
        while (oldest.hasNext() && !now.isBefore(oldest.next().first.plus(WINDOW))) oldest.remove();
    }

    /** The failures of the window that is open; also none where the clock has been set back. */
    private Failures past(List<String> key) {
        Instant now = clock.instant();
        Failures past = failures.get(key);
        if (past == null || now.isBefore(past.first) || !now.isBefore(past.first.plus(WINDOW)))
            return new Failures(now, 0);
        return past;
    }

    private static List<String> pair(String account, String address) {
        return List.of(cut(account), network(address).get(0));
    }

    /** The address itself, or the network of 64 bits that one holder of IPv6 addresses commonly has. */
    private static List<String> network(String address) {
        if (address.contains(":")) {
            try {
                byte[] bytes =
                        InetAddress.getByName(address).getAddress(); // looks nothing up: only a literal holds a colon
                if (bytes.length == 16) return List.of(Arrays.toString(Arrays.copyOf(bytes, 8)));
            } catch (UnknownHostException malformed) {
                // counts as it is
            }
        }
        return List.of(cut(address));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
