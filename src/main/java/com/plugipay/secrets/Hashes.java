package com.plugipay.secrets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes in lower-case hex, for signatures, and to find what is known by its hash only. */
public final class Hashes {
    private Hashes() {}

    public static String sha256(byte[] bytes) {
        return hash("SHA-256", bytes);
    }

    public static String sha512(String text) {
        return hash("SHA-512", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
