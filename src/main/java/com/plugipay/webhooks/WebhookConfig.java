package com.plugipay.webhooks;

import com.plugipay.webhooks.send.AddressGuard;
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
    private static final Duration RECORDING_TIME = Duration.ofSeconds(2);

    /** How long the database may be unavailable before a node starts no more deliveries of the queues that it holds. */
    private static final Duration MARGIN = Duration.ofSeconds(8);

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

    /** How long a node holds a queue unless it renews the lease: by then its attempts have ended and are recorded. */
    public Duration lease() {
        return longestDelivery().plus(MARGIN);
    }

    /** How long an attempt takes at most, including the recording of its outcome while the database is available. */
    public Duration longestDelivery() {
        return Duration.ofMillis(timeoutMs).plus(RECORDING_TIME);
    }

    /** How long deliveries are kept. */
    public Duration deliveriesKept() {
        return Duration.ofDays(deliveriesKeptDays);
    }

    /** The documented defaults, with public addresses only. */
    public static WebhookConfig standard() {
        return new WebhookConfig(1_000, 10_000, List.of(), 30, 0);
    }
}
