package com.plugipay.tiers;

import java.time.Instant;
import java.util.List;

/**
 * The tier of a workspace, and what it has used of it.
 *
 * @param tier the id of the tier
 * @param from the beginning of the month, in UTC
 * @param payments how many payments of this month have succeeded
 * @param volumes their amounts, one for each currency
 */
record TierUsage(String tier, Instant from, Instant to, long payments, List<Volume> volumes) {
    TierUsage {
        volumes = List.copyOf(volumes);
    }

    /**
     * What was paid in one currency.
     *
     * @param payments how many payments
     */
    record Volume(String currency, long payments, long amount) {}
}
