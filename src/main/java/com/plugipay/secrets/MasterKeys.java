package com.plugipay.secrets;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts secrets at rest with AES-256-GCM under a versioned master key.
 *
 * <p>The newest version encrypts, every loaded version decrypts. The place of a secret is its associated data, so that
 * a ciphertext that was moved to another row, column or workspace cannot be decrypted.
 */
public final class MasterKeys {
    private static final Logger LOG = LoggerFactory.getLogger(MasterKeys.class);
    static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEADER_BYTES = 1 + NONCE_BYTES;
    private static final String SEAL = "master_keys";

    private final NavigableMap<Integer, SecretKey> versions = new TreeMap<>();

    /** The place of an encrypted value; made by {@link EncryptedColumn#of}. */
    public record Place(EncryptedColumn column, String workspaceId, String rowId) {
        byte[] associatedData() {
            return associated(workspaceId, column.table(), column.boundTo(), rowId);
        }
    }

    private MasterKeys() {}

    /**
     * Reads {@code <version>:<base64 of 32 bytes>[,...]} with versions from 1 to 255.
     *
     * @throws IllegalArgumentException whose message does not contain the keys
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
                throw new IllegalArgumentException("master key version " + version + " occurs twice");
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

    /** The versions that are loaded; the newest is the last. */
    public NavigableSet<Integer> versions() {
        return Collections.unmodifiableNavigableSet(versions.navigableKeySet());
    }

    /** The version under which these bytes were encrypted; 0 when there are none. */
    public static int version(byte[] encrypted) {
        return encrypted.length == 0 ? 0 : Byte.toUnsignedInt(encrypted[0]);
    }

    /** Version byte, nonce, ciphertext and tag. */
    public byte[] encrypt(Place place, Secret secret) {
        return encrypt(versions.lastKey(), place.associatedData(), secret);
    }

    /**
     * Decrypts what {@link #encrypt} made.
     *
     * @throws IllegalStateException when the bytes are damaged or from another place
     * @throws ApiException when the key's version is not loaded: other nodes may have it while a new key is being rolled out
     */
    public Secret decrypt(Place place, byte[] encrypted) {
        return decrypt(place.column().table(), place.associatedData(), encrypted);
    }

    /** Whether {@link #decrypt} succeeds. */
    public boolean opens(Place place, byte[] encrypted) {
        try {
            decrypt(place, encrypted);
            return true;
        } catch (IllegalStateException | ApiException closed) {
            return false;
        }
    }

    /** A known text, encrypted with this version, which must be loaded. */
    public byte[] seal(int version) {
        return encrypt(version, associated(SEAL, String.valueOf(version)), new Secret(SEAL));
    }

    /** Whether {@link #seal} made these bytes with the same key for this version. */
    public boolean opensSeal(int version, byte[] sealed) {
        try {
            return versions.containsKey(version)
                    && version(sealed) == version
                    && decrypt(SEAL, associated(SEAL, String.valueOf(version)), sealed)
                            .reveal()
                            .equals(SEAL);
        } catch (IllegalStateException | ApiException closed) {
            return false;
        }
    }

    /** Encrypts what is not stored, for one purpose. */
    public TokenCipher tokens(String purpose) {
        return new TokenCipher(versions, purpose);
    }

    static byte[] nonce() {
        return Ids.randomBytes(NONCE_BYTES);
    }

    private byte[] encrypt(int version, byte[] associated, Secret secret) {
        byte[] nonce = nonce();
        SecretKey key = Objects.requireNonNull(versions.get(version));
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, associated).doFinal(secret.bytes());
            return ByteBuffer.allocate(HEADER_BYTES + sealed.length)
                    .put((byte) version)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Secret decrypt(String table, byte[] associated, byte[] encrypted) {
        if (encrypted.length < HEADER_BYTES) {
            throw new IllegalStateException("A secret of " + table + " does not open: it was cut");
        }
        int version = version(encrypted);
        SecretKey key = versions.get(version);
        if (key == null) {
            LOG.atWarn()
                    .addKeyValue("version", version)
                    .addKeyValue("table", table)
                    .log("A secret is under a master key version that this node does not have");
            throw ErrorCode.UNAVAILABLE.withMessage(
                    "This node does not have master key version " + version + " yet; try again.");
        }
        try {
            byte[] nonce = Arrays.copyOfRange(encrypted, 1, HEADER_BYTES);
            byte[] opened = cipher(Cipher.DECRYPT_MODE, key, nonce, associated)
                    .doFinal(encrypted, HEADER_BYTES, encrypted.length - HEADER_BYTES);
            return new Secret(new String(opened, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException wrong) {
            throw new IllegalStateException("A secret of " + table + " does not open", wrong);
        }
    }

    static Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] associated) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associated);
        return cipher;
    }

    private static byte[] associated(String... parts) {
        return String.join("\n", parts).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "MasterKeys" + versions.keySet();
    }
}
