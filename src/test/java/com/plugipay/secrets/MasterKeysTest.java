package com.plugipay.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.json.Json;
import com.plugipay.secrets.MasterKeys.Place;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted secrets can be decrypted in their own place only. */
class MasterKeysTest {
    private static final String ONE = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String TWO = "/////////////////////////////////////////v8=";
    private static final Place PLACE = EncryptedColumn.API_KEY_SECRET.of("ws_1", "test", "ak_1");
    private static final Secret SECRET = new Secret("sk_test_Kopi ☕");

    private final MasterKeys keys = keys("1:" + ONE);

    @Test
    void anEncryptedSecretCanBeDecrypted() {
        for (String text : List.of("", "x", "sk_test_Kopi ☕ 😀", "y".repeat(100_000))) {
            byte[] sealed = keys.encrypt(PLACE, new Secret(text));
            assertThat(keys.decrypt(PLACE, sealed).reveal()).isEqualTo(text);
        }
    }

    @Test
    void theSameSecretIsEncryptedDifferentlyEachTime() {
        assertThat(keys.encrypt(PLACE, SECRET)).isNotEqualTo(keys.encrypt(PLACE, SECRET));
        assertThat(new String(keys.encrypt(PLACE, SECRET), StandardCharsets.ISO_8859_1))
                .doesNotContain("sk_test");
    }

    @Test
    void aSecretThatWasMovedToAnotherRowCannotBeDecrypted() {
        byte[] sealed = keys.encrypt(PLACE, SECRET);
        for (Place other : List.of(
                EncryptedColumn.API_KEY_SECRET.of("ws_2", "test", "ak_1"),
                EncryptedColumn.API_KEY_SECRET.of("ws_1", "test", "ak_2"),
                EncryptedColumn.WEBHOOK_SECRET.of("ws_1", "test", "ak_1"),
                EncryptedColumn.PROVIDER_CREDENTIALS.of("ws_1", "test", "ak_1"),
                EncryptedColumn.STORED_RESPONSE.of("ws_1", "test", "ak_1"))) {
            assertThatThrownBy(() -> keys.decrypt(other, sealed))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("does not open");
        }
    }

    /** Databases contain many such bytes: what an encrypted secret is bound to must never change. */
    @ParameterizedTest
    @CsvSource({
        "API_KEY_SECRET, api_keys|secret|k",
        "PROVIDER_CREDENTIALS, provider_accounts|credentials|live/k",
        "WEBHOOK_SECRET, webhook_endpoints|secret|k",
        "WEBHOOK_PREVIOUS_SECRET, webhook_endpoints|secret|k",
        "STORED_RESPONSE, idempotency_keys|body|live/k"
    })
    void theFormatOfStoredSecretsNeverChanges(EncryptedColumn column, String bound) throws GeneralSecurityException {
        byte[] nonce = new byte[12];
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(Base64.getDecoder().decode(ONE), "AES"),
                new GCMParameterSpec(128, nonce));
        cipher.updateAAD(("ws_1\n" + bound.replace('|', '\n')).getBytes(StandardCharsets.UTF_8));
        byte[] sealed = cipher.doFinal(SECRET.bytes());
        byte[] stored = ByteBuffer.allocate(13 + sealed.length)
                .put((byte) 1)
                .put(nonce)
                .put(sealed)
                .array();
        assertThat(keys.decrypt(column.of("ws_1", "live", "k"), stored)).isEqualTo(SECRET);
    }

    @Test
    void aSealFitsOnlyItsKeyAndItsVersion() {
        byte[] seal = keys.seal(1);
        assertThat(keys.opensSeal(1, seal)).isTrue();
        assertThat(keys("1:" + ONE + ",2:" + ONE).opensSeal(2, seal)).isFalse();
        assertThat(keys("1:" + TWO).opensSeal(1, seal)).isFalse();
        assertThat(keys("2:" + TWO).opensSeal(1, seal)).isFalse();
        assertThat(keys.opensSeal(1, new byte[0])).isFalse();
    }

    @Test
    void aDamagedSecretCannotBeDecrypted() {
        byte[] sealed = keys.encrypt(PLACE, SECRET);
        for (int i = 1; i < sealed.length; i++) {
            byte[] damaged = sealed.clone();
            damaged[i] ^= 1;
            assertThatThrownBy(() -> keys.decrypt(PLACE, damaged)).isInstanceOf(IllegalStateException.class);
        }
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> keys.decrypt(PLACE, cut)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void theNewestVersionEncryptsAndEveryVersionDecrypts() {
        byte[] old = keys.encrypt(PLACE, SECRET);
        MasterKeys both = keys("1:" + ONE + ", 200:" + TWO);
        assertThat(both.decrypt(PLACE, old)).isEqualTo(SECRET);
        byte[] renewed = both.encrypt(PLACE, SECRET);
        assertThat(Byte.toUnsignedInt(renewed[0])).isEqualTo(200);
        assertThat(keys("200:" + TWO).decrypt(PLACE, renewed)).isEqualTo(SECRET);
        assertThatThrownBy(() -> keys.decrypt(PLACE, renewed)).hasMessageContaining("master key version 200");
        assertThatThrownBy(() -> keys("1:" + TWO).decrypt(PLACE, old)).hasMessageContaining("does not open");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0:" + ONE + "|each master key is written",
                "256:" + ONE + "|each master key is written",
                "01:" + ONE + "|each master key is written",
                "-1:" + ONE + "|each master key is written",
                "x:" + ONE + "|each master key is written",
                ONE + "|each master key is written",
                "1:" + ONE + ",|each master key is written",
                "1:" + ONE + ",1:" + TWO + "|version 1 occurs twice",
                "7:not base64!|version 7 is not base64",
                "7:AAEC|version 7 is not 32 bytes long",
                "7:|version 7 is not 32 bytes long",
                "1:" + ONE + ",7:AAEC|version 7 is not 32 bytes long"
            })
    void anInvalidListOfKeysIsReportedWithoutTheKeys(String text, String named) {
        assertThatThrownBy(() -> keys(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named)
                .hasMessageNotContaining(ONE)
                .hasMessageNotContaining("AAEC")
                .hasMessageNotContaining("not base64!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void anEmptyListIsRefused(String text) {
        assertThatThrownBy(() -> keys(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aGeneratedKeyIsValid() {
        Secret made = MasterKeys.generate();
        assertThat(keys(made.reveal()).toString()).isEqualTo("MasterKeys[1]");
        assertThat(Base64.getDecoder().decode(made.reveal().substring(2))).hasSize(32);
        assertThat(MasterKeys.generate().reveal()).isNotEqualTo(made.reveal());
    }

    @Test
    void noTextShowsASecret() {
        assertThat(SECRET.toString()).isEqualTo("***");
        assertThat(Json.text(Map.of("s", SECRET))).isEqualTo("{\"s\":\"***\"}");
        assertThat(keys("1:" + ONE + ",2:" + TWO)).hasToString("MasterKeys[1, 2]");
    }

    private static MasterKeys keys(String text) {
        return MasterKeys.parse(new Secret(text));
    }
}
