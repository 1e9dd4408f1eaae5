package com.plugipay.people.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages hand to browsers about passkeys. */
class PasskeyOptionsTest {
    private static final RelyingParty PARTY = RelyingParty.of("https://pay.example.com");
    private static final StoredPasskey EXISTING =
            new StoredPasskey("usr_1", "AQID", Buffer.buffer(), 0, List.of("usb"));

    @Test
    void browsersCanReadTheOptionsToMakeOne() {
        PasskeyOptions.Registration options =
                PasskeyOptions.registration(PARTY, "c", "usr_1", "dewi@example.com", "Dewi", List.of(EXISTING));
        assertThat(new JsonObject(Json.text(options))).isEqualTo(new JsonObject("""
                {"rp":{"id":"pay.example.com","name":"Plugipay"},
                 "user":{"id":"dXNyXzE","name":"dewi@example.com","displayName":"Dewi"},
                 "challenge":"c",
                 "pubKeyCredParams":[{"type":"public-key","alg":-8},{"type":"public-key","alg":-7},{"type":"public-key","alg":-257}],
                 "timeout":300000,
                 "excludeCredentials":[{"type":"public-key","id":"AQID","transports":["usb"]}],
                 "authenticatorSelection":{"residentKey":"required","requireResidentKey":true,"userVerification":"required"},
                 "attestation":"none"}"""));
    }

    @Test
    void browsersCanReadTheOptionsToUseOne() {
        assertThat(new JsonObject(Json.text(PasskeyOptions.signIn(PARTY, "c", List.of()))))
                .isEqualTo(new JsonObject("""
                {"challenge":"c","timeout":300000,"rpId":"pay.example.com","allowCredentials":[],
                 "userVerification":"required"}"""));
        assertThat(PasskeyOptions.signIn(PARTY, "c", List.of(EXISTING)).allowCredentials())
                .containsExactly(new PasskeyOptions.Descriptor("public-key", "AQID", List.of("usb")));
    }

    @Test
    void challengesHave32BytesAndAreNotRepeated() {
        String challenge = PasskeyOptions.newChallenge();
        assertThat(Base64.getUrlDecoder().decode(challenge)).hasSize(32);
        assertThat(challenge).doesNotContain("=").isNotEqualTo(PasskeyOptions.newChallenge());
    }

    @ParameterizedTest
    @CsvSource({
        "https://pay.example.com, pay.example.com, https://pay.example.com",
        "https://Pay.Example.com:443, pay.example.com, https://pay.example.com",
        "https://pay.example.com:8443, pay.example.com, https://pay.example.com:8443",
        "http://localhost:8080, localhost, http://localhost:8080",
        "http://localhost:80, localhost, http://localhost",
        "http://pay_1, pay_1, http://pay_1",
        "http://user:pw@pay.example.com, pay.example.com, http://pay.example.com",
        "http://[::1]:8080, [::1], http://[::1]:8080",
    })
    void theBaseUrlSaysWherePasskeysCount(String baseUrl, String id, String origin) {
        assertThat(RelyingParty.of(baseUrl)).isEqualTo(new RelyingParty(id, origin));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pay.example.com", "ftp://pay.example.com", "https://", "https://a/b", "https://a:b"})
    void anythingElseIsRefused(String baseUrl) {
        assertThatThrownBy(() -> RelyingParty.of(baseUrl)).isInstanceOf(IllegalArgumentException.class);
    }
}
