package com.plugipay.callbacks;

import com.plugipay.model.Tenant;
import com.plugipay.providers.ProviderKind;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/**
 * A callback whose proof is verified.
 *
 * @param identity the same each time that the provider sends it
 * @param headers as JSON, without those that are proofs
 * @param attempt how often a worker has claimed it
 */
record StoredCallback(
        Tenant tenant,
        String id,
        ProviderKind provider,
        String identity,
        String headers,
        Buffer body,
        int attempt,
        Instant receivedAt) {}
