package com.plugipay.providers;

import com.plugipay.model.Tenant;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a provider lists as paid to an account. */
public sealed interface PaymentList {

    /**
     * What is asked for: what came in from one moment to another.
     *
     * @param after where the page begins, as the page before says; null for the first
     */
    record Query(
            Tenant tenant,
            Instant from,
            Instant to,
            @Nullable String after) {}

    /**
     * A page of it.
     *
     * @param next where the next page begins; null when this is the last
     */
    record Page(List<Paid> paid, @Nullable String next) implements PaymentList {}

    /** It did not say. */
    record NotTold(String reason) implements PaymentList {}

    /**
     * A payment.
     *
     * @param chargeId the reference that it was asked for under: ours, unless the account is used by others too
     * @param amount in minor units
     */
    record Paid(String chargeId, long amount, String currency) {}
}
