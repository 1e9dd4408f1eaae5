package com.plugipay.webhooks;

import java.util.List;

/**
 * How this node delivers webhooks.
 *
 * @param concurrency deliveries in flight at most, 8..1000
 * @param timeoutMs how long one delivery may take, name lookup and connecting included, 1000..30000
 * @param allowedAddresses addresses ({@code 10.1.2.3}), ranges ({@code 10.0.0.0/8}) and host names that may be reached
 *     although they are not public
 */
public record WebhookConfig(int concurrency, int timeoutMs, List<String> allowedAddresses) {
    public WebhookConfig {
        if (concurrency < 8 || concurrency > 1000) {
            throw new IllegalArgumentException("webhooks.concurrency must be from 8 to 1000, not " + concurrency);
        }
        if (timeoutMs < 1000 || timeoutMs > 30_000) {
            throw new IllegalArgumentException("webhooks.timeoutMs must be from 1000 to 30000, not " + timeoutMs);
        }
        allowedAddresses = List.copyOf(allowedAddresses);
        AddressGuard.allowing(allowedAddresses);
    }

    /** What the API promises, with nothing but public addresses. */
    public static WebhookConfig standard() {
        return new WebhookConfig(64, 10_000, List.of());
    }
}
