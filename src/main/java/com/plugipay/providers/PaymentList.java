package com.plugipay.providers;

import com.plugipay.model.Tenant;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a provider lists as paid to an account. */
public sealed interface PaymentList {

    /**
     * The payments to list: those that came in from one moment to another.
     *
     * @param after where the page begins, from the page before; null for the first
     */
    record Query(
            Tenant tenant,
            Instant from,
            Instant to,
            @Nullable String after) {}

    /**
     * One page of the list.
     *
     * @param next where the next page begins; null when this is the last
     */
    record Page(List<Paid> paid, @Nullable String next) implements PaymentList {}

    /** It did not say. */
    record NotTold(String reason) implements PaymentList {}

    /**
     * A payment.
     *
     * @param chargeId the reference of the request: Plugipay's, unless others use the account too
     * @param amount in minor units
     */
    record Paid(String chargeId, long amount, String currency) {}
}
