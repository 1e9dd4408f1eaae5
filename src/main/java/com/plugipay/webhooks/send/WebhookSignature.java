package com.plugipay.webhooks.send;

import com.plugipay.auth.Signature;
import com.plugipay.secrets.Secret;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signatures that a receiver verifies: Plugipay's own and that of the Standard Webhooks specification, over the same body.
 *
 * <p>While a secret is being replaced there are several, the current one last, and each of them signs.
 */
public final class WebhookSignature {
    /** The beginning of every signing secret. */
    public static final String SECRET_PREFIX = "whsec_";

    private WebhookSignature() {}

    /** {@code t=<unix seconds>,v1=<hex>[,v1=<hex>]}, keyed with the secret as text. */
    public static String plugipay(List<Secret> secrets, Instant now, String body) {
        long seconds = now.getEpochSecond();
        return secrets.stream()
                .map(secret -> Signature.sign(Signature.key(secret), seconds + "." + body))
                .map(signature -> ",v1=" + HexFormat.of().formatHex(signature))
                .collect(Collectors.joining("", "t=" + seconds, ""));
    }

    /** {@code v1,<base64>[ v1,<base64>]}, keyed with the bytes that the secret's text encodes. */
    public static String standard(List<Secret> secrets, String id, Instant now, String body) {
        String signed = id + '.' + now.getEpochSecond() + '.' + body;
        return secrets.stream()
                .map(secret -> Signature.sign(standardKey(secret), signed))
                .map(signature -> "v1," + Base64.getEncoder().encodeToString(signature))
                .collect(Collectors.joining(" "));
    }

    private static SecretKeySpec standardKey(Secret secret) {
        String encoded = secret.reveal().substring(SECRET_PREFIX.length());
        return new SecretKeySpec(Base64.getDecoder().decode(encoded), "HmacSHA256");
    }
}
