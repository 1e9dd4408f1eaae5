package com.plugipay.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The signature against the test vectors of the contract. */
class SignatureTest {
    private static final SecretKey KEY = Signature.key(new Secret("sk_test_EXAMPLEsecret0123456789"));
    private static final String RIGHT = "cf0cd0f020f9c42237eecffdb411772f2ea1daa297a1cf7c3632c516cfb4e6f2";

    @Test
    void signsABodyAndAnIdempotencyKey() {
        assertThat(sign(
                        "POST",
                        "/api/v1/customers",
                        "{\"email\":\"alice@example.com\",\"name\":\"Alice Tan\"}",
                        "idem_11111111-2222-4333-8444-555555555555"))
                .isEqualTo("b187738e7f4e8e06ffe4e3355575bb8d5c1212439f1504c3ac230ff8ad6bcc5f");
    }

    @Test
    void signsTheQueryAsItIsSent() {
        assertThat(sign("GET", "/api/v1/customers?limit=5&email=alice%40example.com", "", null))
                .isEqualTo(RIGHT);
    }

    @Test
    void signsAnUploadAsIfItWereEmpty() {
        assertThat(sign("POST", "/api/v1/uploads/image", "", "idem_upload_1"))
                .isEqualTo("81061d6071cc996a5f6356cef64075cb8495254f6d429bc62e153f3f13ba0818");
    }

    @Test
    void onlyTheWholeSignatureMatches() {
        byte[] expected = HexFormat.of().parseHex(RIGHT);
        assertThat(Signature.matches(expected, RIGHT)).isTrue();
        for (int i = 0; i < RIGHT.length(); i++) {
            char other = RIGHT.charAt(i) == '0' ? '1' : '0';
            assertThat(Signature.matches(expected, RIGHT.substring(0, i) + other + RIGHT.substring(i + 1)))
                    .isFalse();
            assertThat(Signature.matches(expected, RIGHT.substring(0, i))).isFalse();
        }
        assertThat(Signature.matches(expected, RIGHT.toUpperCase(Locale.ROOT))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cf", "zz0cd0f020f9c42237eecffdb411772f2ea1daa297a1cf7c3632c516cfb4e6f2", "\u0660"})
    void aMalformedSignatureIsWrong(String text) {
        assertThat(Signature.matches(HexFormat.of().parseHex(RIGHT), text)).isFalse();
        assertThat(Signature.matches(HexFormat.of().parseHex(RIGHT), RIGHT + text + ' '))
                .isFalse();
    }

    private static String sign(String method, String target, String body, @Nullable String idempotencyKey) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String text = Signature.stringToSign(method, target, "1790000000", bytes, idempotencyKey);
        return HexFormat.of().formatHex(Signature.sign(KEY, text));
    }
}
