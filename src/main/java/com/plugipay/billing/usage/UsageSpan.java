package com.plugipay.billing.usage;

import com.plugipay.billing.plans.UsageAggregate;
import java.time.Instant;

/**
 * A time in which the usage of a subscription becomes one quantity.
 *
 * @param end the first moment after it
 */
public record UsageSpan(String subscriptionId, UsageAggregate aggregate, Instant start, Instant end) {}
