package com.plugipay.billing.dunning;

import com.plugipay.billing.invoices.Invoice;
import com.plugipay.providers.kit.DeclineCodes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the customer has to know of an invoice that could not be collected.
 *
 * @param nextChargeAt when a stored payment method is charged again; null when none is
 * @param end what becomes of it; null as long as it is tried on
 */
public record FailureNotice(
        Invoice invoice,
        Reason reason,
        @Nullable Instant nextChargeAt,
        @Nullable End end) {

    /** Why it could not be collected, as far as it concerns the customer. */
    public enum Reason {
        /** Another try with the stored payment method may succeed. */
        DECLINED,
        /** The stored payment method will never be accepted again. */
        METHOD_ENDED,
        /** The customer has to confirm the payment. */
        NOT_CONFIRMED,
        /** No payment method is stored. */
        NO_METHOD,
        /** It was due, and is paid by the customer. */
        NOT_PAID;

        /** The reason of the failure code of a try. */
        static Reason of(@Nullable String code) {
            return switch (code) {
                case null -> DECLINED;
                case CollectionFailures.NO_METHOD -> NO_METHOD;
                case CollectionFailures.NOT_PAID -> NOT_PAID;
                case DeclineCodes.ACTION_REQUIRED -> NOT_CONFIRMED;
                default -> DeclineCodes.isNeverAgain(code) ? METHOD_ENDED : DECLINED;
            };
        }
    }

    /** What follows the last try. */
    public enum End {
        /** The subscription was canceled because of it. */
        CANCELED,
        /** The subscription waits for the money. */
        PAST_DUE,
        /** Nothing that the customer has. */
        NOTHING
    }
}
