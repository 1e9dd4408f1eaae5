package com.plugipay.billing.invoices;

import com.plugipay.model.Tenant;
import com.plugipay.refunds.Refund;
import org.jspecify.annotations.Nullable;

/**
 * A refund of an invoice's payment, as its credit note needs it.
 *
 * @param amount in minor units
 * @param followed the status that its credit note shows; null if there is none yet
 */
record RefundOfInvoice(
        Tenant tenant,
        String id,
        String invoiceId,
        long amount,
        Refund.Status status,
        Refund.@Nullable Status followed) {

    /** Whether the credit note does not show how the refund is. */
    boolean isDue() {
        return status != followed;
    }
}
