package com.plugipay.http.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as an address: texts of strangers are refused by their form and length before they are parsed. */
class AddressRangesTest {
    private static final AddressRanges RANGES = AddressRanges.of("192.0.2.0/24", "fe80::/10", "2001:db8::7");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.7",
                "2001:db8::7",
                "2001:0db8:0000:0000:0000:0000:0000:0007",
                "::ffff:192.0.2.7",
                "0000:0000:0000:0000:0000:ffff:192.168.100.200"
            })
    void addresses(String text) {
        assertThat(AddressRanges.isAddress(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "7",
                "0x7f.1",
                "2130706433",
                "999.1.1.1",
                "192.0.2",
                "192.0.2.*",
                "192.0.2.1-7",
                "192.0.2.0/24",
                "2001:db8::/32",
                "fe80::1%eth0",
                "::1%",
                ":::",
                "1:2:3:4:5:6:7:8:9",
                "0000:0000:0000:0000:0000:ffff:192.168.100.2000",
                "localhost",
                "unknown",
                "<script>"
            })
    void otherTexts(String text) {
        assertThat(AddressRanges.isAddress(text)).isFalse();
    }

    @Test
    void hugeTextsAreRefusedAtOnce() {
        for (String piece : new String[] {"1", ":", "0:", "f.", "192.0.2.7.", "%", "::1%"}) {
            String huge = piece.repeat(1_000_000) + "!";
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                assertThat(AddressRanges.isAddress(huge)).isFalse();
                assertThat(AddressRanges.isRange(huge)).isFalse();
                assertThat(RANGES.contains(huge)).isFalse();
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, true",
        "::ffff:192.0.2.7, true",
        "::ffff:192.0.3.7, false",
        "192.0.3.7, false",
        "fe80::1, true",
        "fe80::1%eth0, true",
        "2001:db8::7, true",
        "2001:db8::8, false",
        "192.0.2.*, false",
        "junk, false"
    })
    void whatTheyContain(String address, boolean contained) {
        assertThat(RANGES.contains(address)).isEqualTo(contained);
    }
}
