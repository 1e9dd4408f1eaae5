package com.plugipay.proofs;

import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that a buyer has sent to show that a transfer was made. It changes no state, because pictures are easily forged:
 * the merchant has to look into its bank account.
 *
 * @param contentType {@code image/jpeg}, {@code image/png} or {@code application/pdf}
 * @param size of the content, in bytes
 * @param sha256 of the content, in hex
 * @param reusedFrom the session of the workspace to which the same file was sent first; null when there is no earlier one,
 *     as it should be
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
