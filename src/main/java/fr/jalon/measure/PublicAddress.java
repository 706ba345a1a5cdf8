package fr.jalon.measure;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the public Internet from all others: of this machine, of networks behind it, of providers, for
 * documentation, and those that carry another address in them. By the registries of special-purpose addresses of IANA
 * (RFC 6890 and its updates); what is not yet given to anybody is not public either.
 */
final class PublicAddress {

    private static final int BYTE = 8;

    private record Block(byte[] address, int bits) {

        static Block of(String written) {
            String[] parts = written.split("/");
            try {
                return new Block(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
            } catch (UnknownHostException impossible) {
                throw new IllegalArgumentException(written, impossible);
            }
        }

        boolean holds(byte[] other) {
            if (other.length != address.length) return false;
            for (int bit = 0; bit < bits; bit++) {
                int mask = 1 << BYTE - 1 - bit % BYTE;
                if ((other[bit / BYTE] & mask) != (address[bit / BYTE] & mask)) return false;
            }
            return true;
        }
    }

    private static final List<Block> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    // Teredo, ORCHID, benchmarks; documentation; 6to4
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(Block::of)
            .toList();

    /** All that is given to anybody on the public Internet by IPv6. */
    private static final Block GIVEN = Block.of("2000::/3");

    private static final int V6 = 16;

    private PublicAddress() {}

    /** Whether an address leads to the public Internet and nowhere else. */
    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == V6 && (!GIVEN.holds(bytes) || carriesAnother(bytes))) return false;
        return NOT_PUBLIC.stream().noneMatch(block -> block.holds(bytes));
    }

    /** Whether the interface is named by an IPv4 address (ISATAP, RFC 5214). */
    private static boolean carriesAnother(byte[] bytes) {
        return (bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && (bytes[11] & 0xff) == 0xfe;
    }
}
