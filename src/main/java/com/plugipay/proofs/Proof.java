package com.plugipay.proofs;

import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer has sent to show that a transfer was made. It is a claim: it changes nothing, and pictures are easily
 * forged. Only the merchant's bank account proves anything.
 *
 * @param contentType {@code image/jpeg}, {@code image/png} or {@code application/pdf}
 * @param size of the content, in bytes
 * @param sha256 of the content, in hex
 * @param reusedFrom the first other session of this workspace that the same picture was sent to earlier; null when there
 *     is none, as it should be
 */
public record Proof(
        String id,
        String workspaceId,
        Mode mode,
        String checkoutSessionId,
        String contentType,
        long size,
        String sha256,
        @Nullable String reusedFrom,
        Instant createdAt)
        implements Resource {}
