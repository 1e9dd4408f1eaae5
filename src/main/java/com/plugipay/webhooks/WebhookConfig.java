package com.plugipay.webhooks;

import java.time.Duration;
import java.util.List;

/**
 * How this node delivers webhooks.
 *
 * @param concurrency deliveries in flight at most, 8..2000
 * @param timeoutMs how long one delivery may take, name lookup and connecting included, 1000..30000
 * @param allowedAddresses addresses ({@code 10.1.2.3}), ranges ({@code 10.0.0.0/8}) and host names that may be reached
 *     although they are not public
 * @param deliveriesKeptDays for how long deliveries are kept, 4..3650: longer than any is tried
 * @param eventsKeptDays for how long events are kept, not shorter than deliveries; 0 keeps them for ever
 */
public record WebhookConfig(
        int concurrency, int timeoutMs, List<String> allowedAddresses, int deliveriesKeptDays, int eventsKeptDays) {
    private static final Duration RECORDING = Duration.ofSeconds(2);

    /** For how long the database may be away before a node stops beginning deliveries in the lanes that it has. */
    private static final Duration SPARE = Duration.ofSeconds(8);

    public WebhookConfig {
        if (concurrency < 8 || concurrency > 2000) {
            throw new IllegalArgumentException("webhooks.concurrency must be from 8 to 2000, not " + concurrency);
        }
        if (timeoutMs < 1000 || timeoutMs > 30_000) {
            throw new IllegalArgumentException("webhooks.timeoutMs must be from 1000 to 30000, not " + timeoutMs);
        }
        if (deliveriesKeptDays < 4 || deliveriesKeptDays > 3650) {
            throw new IllegalArgumentException(
                    "webhooks.deliveriesKeptDays must be from 4 to 3650, not " + deliveriesKeptDays);
        }
        if (eventsKeptDays != 0 && eventsKeptDays < deliveriesKeptDays) {
            throw new IllegalArgumentException(
                    "webhooks.eventsKeptDays must be 0 or not less than deliveriesKeptDays, not " + eventsKeptDays);
        }
        allowedAddresses = List.copyOf(allowedAddresses);
        AddressGuard.allowing(allowedAddresses);
    }

    /** How long a node has a lane unless it renews it: what another then takes over is over and written down. */
    Duration lease() {
        return longestDelivery().plus(SPARE);
    }

    /** How long a delivery takes at most, the recording of its result included as long as the database is well. */
    Duration longestDelivery() {
        return Duration.ofMillis(timeoutMs).plus(RECORDING);
    }

    /** For how long deliveries are kept. */
    public Duration deliveriesKept() {
        return Duration.ofDays(deliveriesKeptDays);
    }

    /** What the API promises, with nothing but public addresses. */
    public static WebhookConfig standard() {
        return new WebhookConfig(1_000, 10_000, List.of(), 30, 0);
    }
}
