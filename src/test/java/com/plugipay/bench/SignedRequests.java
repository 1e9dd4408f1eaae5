package com.plugipay.bench;

import com.plugipay.keys.IssuedApiKey;
import com.plugipay.sandbox.shop.gateway.RequestSigner;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Signed requests as bytes. */
public final class SignedRequests {
    private final RequestSigner signer;

    public SignedRequests(IssuedApiKey key) {
        this.signer = new RequestSigner(key.apiKey().keyId(), key.secret());
    }

    public Buffer request(String method, String target, String body, @Nullable String idempotencyKey) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        long timestamp = Instant.now().getEpochSecond();
        String head = method + ' ' + target + " HTTP/1.1\r\nHost: 127.0.0.1"
                + (bytes.length == 0 ? "" : "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length)
                + "\r\nX-Plugipay-Timestamp: " + timestamp
                + "\r\nAuthorization: " + signer.authorization(method, target, timestamp, bytes, idempotencyKey)
                + (idempotencyKey == null ? "" : "\r\nIdempotency-Key: " + idempotencyKey)
                + "\r\n\r\n";
        return Buffer.buffer(head).appendBytes(bytes);
    }
}
