package com.plugipay.webhooks.dispatch;

import com.plugipay.webhooks.endpoints.EndpointKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that this node sends.
 *
 * @param attempt the number of the attempt, a fence: an outcome is recorded only if no other with that number was
 * @param tries the attempts of this round of retries so far
 * @param tryingSince when the round began; null for its first attempt
 * @param delivered whether the endpoint accepted it before
 */
record ClaimedDelivery(
        EndpointKey endpoint,
        String id,
        String eventId,
        int attempt,
        int tries,
        @Nullable Instant tryingSince,
        boolean delivered,
        String body) {}
