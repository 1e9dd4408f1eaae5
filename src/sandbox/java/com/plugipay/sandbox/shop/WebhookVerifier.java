package com.plugipay.sandbox.shop;

import com.plugipay.sandbox.shop.gateway.RequestSigner;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a webhook really comes from the gateway, by its {@code Plugipay-Signature} header.
 *
 * <p>Works on the raw bytes, in constant time, and refuses what was signed more than five minutes ago or ahead. Never
 * throws: whatever is odd about a header makes it wrong.
 */
public final class WebhookVerifier {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int HEADER_LIMIT = 1_024;

    private final SecretKeySpec secret;
    private final InstantSource clock;

    public WebhookVerifier(String secret, InstantSource clock) {
        this.secret = RequestSigner.key(secret);
        this.clock = clock;
    }

    /** Whether one of the header's signatures is right for this body, now. */
    public boolean verifies(@Nullable String header, byte[] body) {
        if (header == null || header.length() > HEADER_LIMIT) {
            return false;
        }
        String timestamp = null;
        List<byte[]> signatures = new ArrayList<>();
        try {
            for (String pair : header.split(",", -1)) {
                String trimmed = pair.trim();
                if (trimmed.startsWith("t=")) {
                    timestamp = trimmed.substring(2);
                } else if (trimmed.startsWith("v1=")) {
                    signatures.add(HexFormat.of().parseHex(trimmed, 3, trimmed.length()));
                }
            }
            return timestamp != null && fresh(Long.parseLong(timestamp)) && oneMatches(timestamp, signatures, body);
        } catch (IllegalArgumentException notANumberOrNotHex) {
            return false;
        }
    }

    private boolean fresh(long timestamp) {
        long now = clock.instant().getEpochSecond();
        // Compared this way round, no timestamp is large enough to overflow.
        return timestamp >= now - WINDOW.toSeconds() && timestamp <= now + WINDOW.toSeconds();
    }

    private boolean oneMatches(String timestamp, List<byte[]> signatures, byte[] body) {
        byte[] expected = RequestSigner.hmac(secret, (timestamp + ".").getBytes(StandardCharsets.UTF_8), body);
        boolean matched = false;
        for (byte[] signature : signatures) {
            matched |= MessageDigest.isEqual(expected, signature);
        }
        return matched;
    }
}
