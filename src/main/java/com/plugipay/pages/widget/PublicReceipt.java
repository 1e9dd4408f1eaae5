package com.plugipay.pages.widget;

import com.plugipay.providers.Method;
import com.plugipay.receipts.PaymentReceipt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A receipt for whoever has the address of its page: it does not say who has paid.
 *
 * @param businessName who has received the money
 */
public record PublicReceipt(
        String businessName,
        @Nullable String number,
        PaymentReceipt.SourceType sourceType,
        long amount,
        String currency,
        Method method,
        Instant issuedAt) {

    static PublicReceipt of(PaymentReceipt receipt, String businessName) {
        return new PublicReceipt(
                businessName,
                receipt.number(),
                receipt.sourceType(),
                receipt.amount(),
                receipt.currency(),
                receipt.method(),
                receipt.issuedAt());
    }
}
