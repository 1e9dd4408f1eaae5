package com.plugipay.callbacks;

import com.plugipay.model.Tenant;
import com.plugipay.providers.ProviderKind;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/**
 * A callback whose proof was found good.
 *
 * @param identity the provider's own identity of the notice: sent again, it is the same
 * @param headers as JSON, without any that proves something
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
