package com.plugipay.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
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
                "192.167.255.255",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "2001:4860:4860::8888",
                "2400:cb00::1",
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
        assertThatThrownBy(() -> new WebhookConfig(64, 10_000, List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("webhooks.allowedAddresses: \"" + entry + "\"");
    }

    private static InetAddress at(String address) throws UnknownHostException {
        return InetAddress.getByName(address);
    }
}
