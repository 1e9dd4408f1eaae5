package com.plugipay.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values that strangers hold: only what was made here for the same purpose opens, and nothing throws. */
class TokenCipherTest {
    private static final String ONE = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String TWO = "/////////////////////////////////////////v8=";
    private static final Secret VALUE = new Secret("state and nonce ☕");

    private final TokenCipher cipher = tokens("1:" + ONE, "sign-in");

    private static TokenCipher tokens(String keys, String purpose) {
        return MasterKeys.parse(new Secret(keys)).tokens(purpose);
    }

    @Test
    void everyNodeOpensItAlsoAfterANewMasterKey() {
        String token = cipher.encrypt(VALUE).reveal();

        assertThat(token).matches("[A-Za-z0-9_-]+");
        assertThat(tokens("1:" + ONE, "sign-in").decrypt(token)).contains(VALUE);
        assertThat(tokens("1:" + ONE + ",2:" + TWO, "sign-in").decrypt(token)).contains(VALUE);
        assertThat(cipher.encrypt(VALUE).reveal()).isNotEqualTo(token);
    }

    @Test
    void anotherPurposeOrKeyDoesNotOpenIt() {
        String token = cipher.encrypt(VALUE).reveal();

        assertThat(tokens("1:" + ONE, "another").decrypt(token)).isEmpty();
        assertThat(tokens("1:" + TWO, "sign-in").decrypt(token)).isEmpty();
        assertThat(tokens("2:" + ONE, "sign-in").decrypt(token)).isEmpty();
    }

    @Test
    void whatWasChangedDoesNotOpen() {
        byte[] token = Base64.getUrlDecoder().decode(cipher.encrypt(VALUE).reveal());
        for (int i = 0; i < token.length; i++) {
            byte[] changed = token.clone();
            changed[i] ^= 1;
            assertThat(cipher.decrypt(Base64.getUrlEncoder().encodeToString(changed)))
                    .as("byte %d", i)
                    .isEmpty();
        }
        for (String forged : List.of("", "A", "AQ", "not base 64!", "AQ".repeat(7), "x".repeat(100_000), "\0")) {
            assertThat(cipher.decrypt(forged)).isEmpty();
        }
    }

    @Test
    void itIsNotWhatIsStored() {
        byte[] stored = MasterKeys.parse(new Secret("1:" + ONE))
                .encrypt(EncryptedColumn.API_KEY_SECRET.of("ws_1", "test", "ak_1"), VALUE);
        assertThat(cipher.decrypt(Base64.getUrlEncoder().withoutPadding().encodeToString(stored)))
                .isEmpty();
    }
}
