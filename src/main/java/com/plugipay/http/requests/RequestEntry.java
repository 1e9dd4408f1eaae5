package com.plugipay.http.requests;

import com.plugipay.model.Mode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that was answered, without anything that it contained.
 *
 * @param id that of {@code X-Request-Id}
 * @param keyId the key that it was sent with
 * @param method that of HTTP; OTHER for an unknown one
 * @param route the template of its path, such as {@code /v1/payments/:id}
 * @param status that of the response
 * @param errorCode null for a success
 * @param durationMs from the arrival of its head until all of the answer was written
 * @param bytes of the answer
 */
public record RequestEntry(
        String id,
        String workspaceId,
        Mode mode,
        Instant createdAt,
        String keyId,
        String method,
        String route,
        int status,
        @Nullable String errorCode,
        long durationMs,
        long bytes) {}
