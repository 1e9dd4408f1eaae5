package com.plugipay.webhooks.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.webhooks.WebhookConfig;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private static final AddressGuard CLOSED = AddressGuard.allowing(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.1.2.3",
                "168.63.129.16",
                "169.254.169.254",
                "169.254.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::808:808",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:808:808::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "ffff::1"
            })
    void refusesWhatIsNotPublic(String address) throws UnknownHostException {
        assertThat(CLOSED.allows("shop.example", at(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "192.31.195.255",
                "192.31.197.0",
                "192.167.255.255",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "2001:4860:4860::8888",
                "2001:200::1",
                "2003::1",
                "2400:cb00::1",
                "2620:4f:7fff::1",
                "3ffe:ffff::1",
                "3fff:1000::1",
                "2606:4700:4700::1111"
            })
    void letsThroughWhatIsPublic(String address) throws UnknownHostException {
        assertThat(CLOSED.allows("shop.example", at(address))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, shop.example, 127.0.0.1, true",
        "127.0.0.0/8, shop.example, ::ffff:127.0.0.1, true",
        "127.0.0.0/8, shop.example, ::1, false",
        "::1, shop.example, ::1, true",
        "10.1.2.3, shop.example, 10.1.2.3, true",
        "10.1.2.3, shop.example, 10.1.2.4, false",
        "10.1.2.3/16, shop.example, 10.1.99.1, true",
        "fd00::/8, shop.example, fd12::1, true",
        "fe80::/10, shop.example, fe80::1%1, true",
        "localhost, localhost, 127.0.0.1, true",
        "localhost, LOCALHOST, ::1, true",
        "localhost, shop.example, 127.0.0.1, false",
        "cafe.de, cafe.de, 10.0.0.1, true",
    })
    void opensWhatTheOperatorNames(String allowed, String host, String address, boolean open)
            throws UnknownHostException {
        assertThat(AddressGuard.allowing(List.of(allowed)).allows(host, at(address)))
                .isEqualTo(open);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "10.0.0.0/33", "10.0.0.300", "::1::", "http://localhost", "a b", "-x"})
    void namesAnEntryThatMeansNothing(String entry) {
        assertThatThrownBy(() -> new WebhookConfig(64, 10_000, List.of(entry), 30, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("webhooks.allowedAddresses: \"" + entry + "\"");
    }

    /** The registries of IANA as of 2026, multicast, and unassigned ranges of IPv6. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/8",
                "10.0.0.0/8",
                "100.64.0.0/10",
                "127.0.0.0/8",
                "169.254.0.0/16",
                "172.16.0.0/12",
                "192.0.0.0/24",
                "192.0.0.0/29",
                "192.0.0.8/32",
                "192.0.0.9/32",
                "192.0.0.10/32",
                "192.0.0.170/31",
                "192.0.2.0/24",
                "192.31.196.0/24",
                "192.52.193.0/24",
                "192.88.99.0/24",
                "192.168.0.0/16",
                "192.175.48.0/24",
                "198.18.0.0/15",
                "198.51.100.0/24",
                "203.0.113.0/24",
                "224.0.0.0/4",
                "240.0.0.0/4",
                "255.255.255.255/32",
                "168.63.129.16/32",
                "::/128",
                "::1/128",
                "::/96",
                "::ffff:0:0:0/96",
                "64:ff9b::/96",
                "64:ff9b:1::/48",
                "100::/64",
                "100:0:0:1::/64",
                "::/3",
                "2001::/23",
                "2001::/32",
                "2001:1::1/128",
                "2001:2::/48",
                "2001:3::/32",
                "2001:4:112::/48",
                "2001:10::/28",
                "2001:20::/28",
                "2001:30::/28",
                "2001:db8::/32",
                "2002::/16",
                "2620:4f:8000::/48",
                "3fff::/20",
                "4000::/2",
                "5f00::/16",
                "8000::/1",
                "fc00::/7",
                "fe80::/10",
                "fec0::/10",
                "ff00::/8"
            })
    void refusesASpecialRangeFromItsFirstAddressToItsLast(String range) throws UnknownHostException {
        IPAddress block = new IPAddressString(range).getAddress().toPrefixBlock();

        for (IPAddress end : List.of(block.getLower(), block.getUpper())) {
            assertThat(CLOSED.allows("shop.example", end.toInetAddress())).isFalse();
        }
    }

    /** Addresses that the JDK and the library regard as special are refused. */
    @ParameterizedTest
    @ValueSource(ints = {4, 16})
    void refusesWhateverALibraryCallsSpecial(int bytes) throws UnknownHostException {
        SplittableRandom random = new SplittableRandom(bytes);
        byte[] address = new byte[bytes];
        int special = 0;
        for (int i = 0; i < 200_000; i++) {
            random.nextBytes(address);
            InetAddress found = InetAddress.getByAddress(address);
            IPAddress known = new IPAddressString(found.getHostAddress()).getAddress();
            if (found.isAnyLocalAddress()
                    || found.isLoopbackAddress()
                    || found.isLinkLocalAddress()
                    || found.isSiteLocalAddress()
                    || found.isMulticastAddress()
                    || known.isLocal()
                    || known.isUnspecified()) {
                special++;
                assertThat(CLOSED.allows("shop.example", found))
                        .as(found.toString())
                        .isFalse();
            }
        }
        assertThat(special).isPositive();
    }

    /** An IPv4 address that is built from bytes as an IPv6 address is recognized. */
    @ParameterizedTest
    @CsvSource({"127.0.0.1, false", "169.254.169.254, false", "10.0.0.1, false", "8.8.8.8, true"})
    void takesAMappedAddressForWhatItIs(String address, boolean open) throws UnknownHostException {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xff;
        bytes[11] = (byte) 0xff;
        System.arraycopy(at(address).getAddress(), 0, bytes, 12, 4);
        InetAddress mapped = Inet6Address.getByAddress("shop.example", bytes, 0);

        assertThat(mapped).isInstanceOf(Inet6Address.class);
        assertThat(CLOSED.allows("shop.example", mapped)).isEqualTo(open);
    }

    private static InetAddress at(String address) throws UnknownHostException {
        return InetAddress.getByName(address);
    }
}
