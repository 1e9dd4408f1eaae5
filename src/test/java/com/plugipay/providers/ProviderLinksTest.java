package com.plugipay.providers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderLinksTest {
    private final ProviderLinks real = new ProviderLinks("https://api.midtrans.com");
    private final ProviderLinks standIn = new ProviderLinks("http://localhost:8082/midtrans");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://pay.example",
                "HTTPS://pay.example/a?b=c#d",
                "https://m.dana.id/n/cashier/new/checkout?bizNo=2026&timestamp=2026-11-22T15%3A00%3A03%2B07%3A00|a",
                "https://pay.example:8443/[1]",
                "gojek://gopay/merchanttransfer?tref=1&callback_url=https%3A%2F%2Fshop.example",
                "GoJek://gopay/x",
                "shopeeid://main?apprl=%2Frn%2F%40shopee-rn"
            })
    void leadsToPagesAndToTheAppsThatAreKnown(String link) {
        assertThat(real.usable(link)).isEqualTo(link);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "javascript:alert(1)",
                "JavaScript://pay.example/%0aalert(1)",
                "data:text/html,x",
                "intent://pay#Intent;scheme=gojek;end",
                "vbscript:x",
                "file:///etc/passwd",
                "ftp://pay.example",
                "//pay.example",
                "/c/sess_1",
                "https:",
                "https://",
                "https://user@pay.example",
                "https://pay.example@evil.example/",
                "https://pay.example/a b",
                "https://pay.example/\nSet-Cookie:a",
                "https://pay.example/\0",
                " https://pay.example",
                "gojek:alert(1)",
                "gojek://a b",
                "unknown-app://pay"
            })
    void leadsNowhereElse(String link) {
        assertThat(real.usable(link)).isNull();
        assertThat(standIn.usable(link)).isNull();
        assertThat(ProviderLinks.isUsable(link)).isFalse();
    }

    @Test
    void isAsSafeAsTheApi() {
        assertThat(real.usable("http://pay.example")).isNull();
        assertThat(standIn.usable("http://localhost:8082/midtrans/wallet/1")).isNotNull();
        assertThat(real.usable(null)).isNull();
        assertThat(real.usable("https://pay.example/" + "a".repeat(4000))).isNull();
        assertThat(ProviderLinks.opensApp("gojek://gopay")).isTrue();
        assertThat(ProviderLinks.opensApp("https://gojek.example")).isFalse();
    }
}
