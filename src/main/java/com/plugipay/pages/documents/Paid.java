package com.plugipay.pages.documents;

import com.plugipay.payments.Payment;
import com.plugipay.payments.PaymentMethod;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer who has paid is shown of the payment; nothing that says who paid.
 *
 * @param amount in minor units
 * @param reference by which the shop and the provider find it
 * @param receiptUrl the address of the page of its receipt; null without one
 */
public record Paid(
        long amount,
        PaymentMethod method,
        Instant at,
        String reference,
        @Nullable String receiptUrl) {

    /** Of a payment, whose receipt has this random part in its address. */
    public static Paid of(Payment payment, @Nullable String receiptToken) {
        return new Paid(
                payment.amount(),
                payment.paymentMethod(),
                Objects.requireNonNullElse(payment.succeededAt(), payment.updatedAt()),
                Objects.requireNonNullElse(payment.providerReference(), payment.id()),
                receiptToken == null ? null : HostedReceipt.path(receiptToken));
    }
}
