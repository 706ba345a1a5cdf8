package fr.jalon.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Une adresse du réseau")
class PublicAddressTest {

    private static boolean isPublic(String address) throws UnknownHostException {
        return PublicAddress.isPublic(InetAddress.getByName(address));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "191.255.255.255",
                "192.0.1.0",
                "192.0.3.0",
                "192.88.98.255",
                "192.88.100.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "198.51.99.255",
                "198.51.101.0",
                "203.0.112.255",
                "203.0.114.0",
                "223.255.255.255",
                "2001:200::1",
                "2001:41d0::1",
                "2001:db7:ffff::1",
                "2001:db9::1",
                "2003::1",
                "2606:4700:4700::1111",
                "2a01:e0a::1",
                "3ffe:ffff::1"
            })
    @DisplayName("publique se lit comme telle")
    void isPublic(InetAddress address) {
        assertThat(PublicAddress.isPublic(address)).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                // this network, private, carrier, loopback, link
                "0.0.0.0",
                "0.255.255.255",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.0",
                "172.31.255.255",
                "192.168.0.0",
                "192.168.255.255",
                // protocols, documentation, 6to4 relays, benchmarks, multicast, reserved, broadcast
                "192.0.0.1",
                "192.0.0.170",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.0",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.0",
                "255.255.255.255",
                // unspecified, loopback, mapped, compatible, NAT64, discard
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "::127.0.0.1",
                "::8.8.8.8",
                "::ffff:0:127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::808:808",
                "64:ff9b:1::1",
                "100::1",
                // Teredo, ORCHID, benchmarks, documentation, 6to4
                "2001::1",
                "2001:0:7f00:1::1",
                "2001:2::1",
                "2001:10::1",
                "2001:20::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2002:a00:1::1",
                "2002:808:808::1",
                "3fff::1",
                "3fff:fff:ffff::1",
                // not given to anybody, segment routing, unique local, link, site, multicast
                "4000::1",
                "5f00::1",
                "8000::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "ff0e::1",
                // an interface named by an IPv4 address
                "2a01:e0a::5efe:7f00:1",
                "2a01:e0a::200:5efe:a00:1"
            })
    @DisplayName("de l’intérieur, réservée, ou qui en porte une autre ne passe pas pour publique")
    void isNotPublic(InetAddress address) {
        assertThat(PublicAddress.isPublic(address)).isFalse();
    }

    @Test
    @DisplayName("mappée en IPv6 se juge comme l’IPv4 qu’elle est")
    void judgesMappedOnes() throws UnknownHostException {
        assertThat(isPublic("::ffff:1.1.1.1")).isTrue();
        assertThat(isPublic("::ffff:192.168.1.1")).isFalse();
    }
}
