package com.plugipay.billing.invoices;

import com.plugipay.model.Ids;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of an invoice; amounts are in the currency's minor unit.
 *
 * @param amount of all units
 * @param priceId the price by which a subscription is billed; null for a line that was written by hand
 */
public record InvoiceLine(
        String id,
        String description,
        long quantity,
        long unitAmount,
        long amount,
        @Nullable String priceId,
        @Nullable Map<String, String> metadata) {

    /** A line that a subscription is billed by. A credit has a negative unit amount. */
    public static InvoiceLine of(String description, long quantity, long unitAmount, String priceId, Instant now) {
        return new InvoiceLine(
                Ids.at(now, "line"),
                description,
                quantity,
                unitAmount,
                Math.multiplyExact(quantity, unitAmount),
                priceId,
                null);
    }

    static InvoiceLine of(InvoiceLineInput input, Instant now) {
        return new InvoiceLine(
                Ids.at(now, "line"),
                input.description(),
                input.quantity(),
                input.unitAmount(),
                input.amount(),
                null,
                null);
    }
}
