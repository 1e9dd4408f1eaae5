package com.plugipay.webhooks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that is this node's to send.
 *
 * @param attempt its number, which fences: a result is written only if no other of that number was
 * @param tries how many attempts this round of retries has had
 * @param tryingSince when the round began; null when this is its first attempt
 * @param delivered whether the endpoint took it before
 */
record Claim(
        LaneKey lane,
        String id,
        String eventId,
        int attempt,
        int tries,
        @Nullable Instant tryingSince,
        boolean delivered,
        String body) {}
