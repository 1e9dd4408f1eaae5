package com.plugipay.people.openid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.plugipay.json.Json;
import com.plugipay.model.Ids;
import com.plugipay.secrets.Secret;
import com.plugipay.secrets.TokenCipher;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a browser keeps while its person is at the provider, encrypted in a cookie.
 *
 * @param state comes back from the provider, and shows that this browser has begun it
 * @param nonce comes back in the ID token, and shows that it was made for this
 * @param verifier shows to the provider that who redeems the code has begun it
 * @param next the page that was asked for
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7636.html">RFC 7636</a>
 */
record PendingSignIn(String state, String nonce, String verifier, String next, Instant endsAt) {
    static final Duration LASTS = Duration.ofMinutes(10);

    private static final int TOKEN = 32;
    private static final int VERIFIER = 64;

    static PendingSignIn create(String next, Instant now) {
        return new PendingSignIn(
                Ids.alphanumeric(TOKEN), Ids.alphanumeric(TOKEN), Ids.alphanumeric(VERIFIER), next, now.plus(LASTS));
    }

    /** Reads the value of the cookie; empty unless it is one that is not over. */
    static Optional<PendingSignIn> open(TokenCipher cipher, @Nullable String cookie, Instant now) {
        return Optional.ofNullable(cookie)
                .flatMap(cipher::decrypt)
                .flatMap(PendingSignIn::read)
                .filter(pending -> now.isBefore(pending.endsAt()));
    }

    /** A node of another version may have written it. */
    private static Optional<PendingSignIn> read(Secret text) {
        try {
            return Optional.of(Json.MAPPER.readValue(text.reveal(), PendingSignIn.class));
        } catch (JsonProcessingException other) {
            return Optional.empty();
        }
    }

    /** The value of the cookie. */
    Secret seal(TokenCipher cipher) {
        return cipher.encrypt(new Secret(Json.text(this)));
    }

    boolean isOf(@Nullable String state) {
        return state != null
                && MessageDigest.isEqual(
                        this.state.getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8));
    }

    /** What the provider gets of the verifier. */
    String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "PendingSignIn[" + endsAt + "]";
    }
}
