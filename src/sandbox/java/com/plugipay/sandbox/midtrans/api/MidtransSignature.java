package com.plugipay.sandbox.midtrans.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The {@code signature_key} of notices: SHA-512 over some of their texts and the server key. */
public final class MidtransSignature {
    private MidtransSignature() {}

    public static String of(String texts, String serverKey) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            return HexFormat.of().formatHex(digest.digest((texts + serverKey).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
