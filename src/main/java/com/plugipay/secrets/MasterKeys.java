package com.plugipay.secrets;

import com.plugipay.ids.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.NavigableMap;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets at rest with AES-256-GCM under a versioned master key.
 *
 * <p>The newest version encrypts, every loaded version decrypts. The place where a secret lives is its associated data,
 * so that a ciphertext moved to another row, column or workspace does not open.
 */
public final class MasterKeys {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEADER_BYTES = 1 + NONCE_BYTES;

    private final NavigableMap<Integer, SecretKey> versions = new TreeMap<>();

    /** Where an encrypted value lives. */
    public record Place(String workspaceId, String table, String column, String rowId) {
        byte[] associatedData() {
            return String.join("\n", workspaceId, table, column, rowId).getBytes(StandardCharsets.UTF_8);
        }
    }

    private MasterKeys() {}

    /**
     * Reads {@code <version>:<base64 of 32 bytes>[,...]} with versions from 1 to 255.
     *
     * @throws IllegalArgumentException saying what is wrong, without the keys
     */
    public static MasterKeys parse(Secret text) {
        MasterKeys keys = new MasterKeys();
        for (String entry : text.reveal().split(",", -1)) {
            String[] parts = entry.strip().split(":", 2);
            if (parts.length != 2 || !parts[0].matches("[1-9][0-9]{0,2}") || Integer.parseInt(parts[0]) > 255) {
                throw new IllegalArgumentException(
                        "each master key is written <version>:<base64 of 32 bytes>, with a version from 1 to 255");
            }
            int version = Integer.parseInt(parts[0]);
            if (keys.versions.putIfAbsent(version, key(version, parts[1])) != null) {
                throw new IllegalArgumentException("master key version " + version + " is there twice");
            }
        }
        return keys;
    }

    private static SecretKey key(int version, String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException ignored) {
            throw new IllegalArgumentException("master key version " + version + " is not base64");
        }
        if (bytes.length != 32) {
            throw new IllegalArgumentException("master key version " + version + " is not 32 bytes long");
        }
        return new SecretKeySpec(bytes, "AES");
    }

    /** A fresh key in the form that {@link #parse} reads, as version 1. */
    public static Secret generate() {
        return new Secret("1:" + Base64.getEncoder().encodeToString(Ids.randomBytes(32)));
    }

    /** Version byte, nonce, ciphertext and tag. */
    public byte[] encrypt(Place place, Secret secret) {
        byte[] nonce = Ids.randomBytes(NONCE_BYTES);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, versions.lastEntry().getValue(), nonce, place);
            byte[] sealed = cipher.doFinal(secret.bytes());
            return ByteBuffer.allocate(HEADER_BYTES + sealed.length)
                    .put(versions.lastKey().byteValue())
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * What {@link #encrypt} was given.
     *
     * @throws IllegalStateException when the key's version is not loaded, the bytes are damaged or from another place
     */
    public Secret decrypt(Place place, byte[] encrypted) {
        if (encrypted.length < HEADER_BYTES) {
            throw new IllegalStateException("A secret of " + place.table() + " does not open: it was cut");
        }
        int version = Byte.toUnsignedInt(encrypted[0]);
        SecretKey key = versions.get(version);
        if (key == null) {
            throw new IllegalStateException("Master key version " + version + " is not loaded");
        }
        try {
            byte[] nonce = Arrays.copyOfRange(encrypted, 1, HEADER_BYTES);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, place);
            byte[] opened = cipher.doFinal(encrypted, HEADER_BYTES, encrypted.length - HEADER_BYTES);
            return new Secret(new String(opened, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException wrong) {
            throw new IllegalStateException("A secret of " + place.table() + " does not open", wrong);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, Place place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.associatedData());
        return cipher;
    }

    @Override
    public String toString() {
        return "MasterKeys" + versions.keySet();
    }
}
