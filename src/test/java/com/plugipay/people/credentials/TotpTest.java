package com.plugipay.people.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.secrets.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The codes of authenticator apps. */
class TotpTest {
    private static final Secret SECRET =
            new Secret(new Base32().encodeToString("12345678901234567890".getBytes(StandardCharsets.US_ASCII)));

    /** RFC 6238, appendix B; its codes have eight digits, of which the last six are ours. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130",
    })
    void codesAreThoseOfTheStandard(long time, String code) {
        assertThat(match(code, time)).hasValue(time / 30);
    }

    @Test
    void aCodeIsValidOneStepBeforeAndAfter() {
        long step = 1_111_111_111L / 30;
        for (long second : List.of(step * 30 - 30, step * 30, step * 30 + 29, step * 30 + 59)) {
            assertThat(match("050471", second)).as("at %d", second).hasValue(step);
        }
        assertThat(match("050471", step * 30 - 31)).isEmpty();
        assertThat(match("050471", step * 30 + 60)).isEmpty();
    }

    @Test
    void spacesDoNotMatterAndNothingElseIsACode() {
        assertThat(match(" 050 471 ", 1_111_111_111L)).isPresent();
        for (String wrong : List.of(
                "",
                " ",
                "50471",
                "0050471",
                "050472",
                "05047l",
                "\u0660\u0665\u0660\u0664\u0667\u0661",
                "0".repeat(99))) {
            assertThat(match(wrong, 1_111_111_111L)).as(wrong).isEmpty();
        }
        assertThat(match(" ".repeat(1_000_000) + "050471", 1_111_111_111L)).isEmpty();
    }

    @Test
    void secretsHave20BytesAndAreNotRepeated() {
        Secret secret = Totp.newSecret();
        assertThat(secret.reveal()).matches("[A-Z2-7]{32}");
        assertThat(Totp.newSecret()).isNotEqualTo(secret);
    }

    @Test
    void theAddressIsWhatAppsRead() {
        Secret uri = Totp.uri(SECRET, "a+b c&secret=x/?#\u00e9@example.com");
        assertThat(uri).hasToString("***");
        assertThat(uri.reveal())
                .isEqualTo("otpauth://totp/Plugipay:a%2Bb%20c%26secret%3Dx%2F%3F%23%C3%A9%40example.com?secret="
                        + "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Plugipay&algorithm=SHA1&digits=6&period=30");
        assertThat(URI.create(uri.reveal()).getPath()).isEqualTo("/Plugipay:a+b c&secret=x/?#\u00e9@example.com");
    }

    private static OptionalLong match(String code, long time) {
        return Totp.match(SECRET, code, Instant.ofEpochSecond(time));
    }
}
