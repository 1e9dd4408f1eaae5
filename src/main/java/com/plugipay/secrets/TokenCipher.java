package com.plugipay.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Encrypts and authenticates values that somebody else holds for a few minutes, such as the cookie of a browser. Each purpose has
 * keys of its own, derived from the master keys: strangers can have any number of values made, and none of them uses up the keys
 * of what is stored. Other nodes open them too.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5869.html">RFC 5869</a>
 */
public final class TokenCipher {
    private static final int KEY_BYTES = 32;

    private final NavigableMap<Integer, SecretKey> versions = new TreeMap<>();
    private final byte[] purpose;

    TokenCipher(NavigableMap<Integer, SecretKey> masterKeys, String purpose) {
        this.purpose = purpose.getBytes(StandardCharsets.UTF_8);
        masterKeys.forEach((version, key) -> versions.put(version, derived(key)));
    }

    private SecretKey derived(SecretKey masterKey) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract().addIKM(masterKey).thenExpand(purpose, KEY_BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The encrypted value in letters, digits, hyphens and underscores. */
    public Secret encrypt(Secret value) {
        byte[] nonce = MasterKeys.nonce();
        try {
            byte[] encrypted = MasterKeys.cipher(
                            Cipher.ENCRYPT_MODE, versions.lastEntry().getValue(), nonce, purpose)
                    .doFinal(value.bytes());
            ByteBuffer token = ByteBuffer.allocate(1 + nonce.length + encrypted.length)
                    .put(versions.lastKey().byteValue())
                    .put(nonce)
                    .put(encrypted);
            return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(token.array()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The value; empty for whatever {@link #encrypt} has not made with one of these keys. */
    public Optional<Secret> decrypt(String token) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
            byte[] nonce = new byte[MasterKeys.NONCE_BYTES];
            if (bytes.remaining() <= 1 + nonce.length) {
                return Optional.empty();
            }
            SecretKey key = versions.get(Byte.toUnsignedInt(bytes.get()));
            if (key == null) {
                return Optional.empty();
            }
            bytes.get(nonce);
            byte[] encrypted = new byte[bytes.remaining()];
            bytes.get(encrypted);
            byte[] opened =
                    MasterKeys.cipher(Cipher.DECRYPT_MODE, key, nonce, purpose).doFinal(encrypted);
            return Optional.of(new Secret(new String(opened, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | GeneralSecurityException forged) {
            return Optional.empty();
        }
    }
}
