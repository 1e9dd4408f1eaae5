package com.plugipay.providers;

import com.plugipay.model.Tenant;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A provider's list of the payments that an account has received. */
public sealed interface PaymentList {

    /**
     * The request for a page of the payments that were received between two moments.
     *
     * @param after where the page begins: {@link Page#next} of the page before; null for the first page
     */
    record Query(
            Tenant tenant,
            Instant from,
            Instant to,
            @Nullable String after) {}

    /**
     * One page of the list.
     *
     * @param next where the next page begins; null when this is the last page
     */
    record Page(List<Paid> paid, @Nullable String next) implements PaymentList {}

    /** The provider has not given the list. */
    record Unavailable(String reason) implements PaymentList {}

    /**
     * A payment.
     *
     * @param chargeId the reference of the request: Plugipay's id of the charge, unless others use the account too
     * @param amount in minor units
     */
    record Paid(String chargeId, long amount, String currency) {}
}
