package com.plugipay.billing.invoices;

import com.plugipay.billing.plans.TaxMode;
import java.math.BigInteger;

/**
 * The totals of an invoice, in minor units: {@code total = subtotal - discount + tax}. Tax is computed once for the whole
 * invoice, after the discount, and rounded half up. If the prices include it, the subtotal is what the lines are without it.
 */
public record InvoiceTotals(long subtotal, long discount, long tax, long total) {
    /** A tax rate of 100 %, in basis points. */
    public static final int WHOLE_RATE = 10_000;

    /**
     * Computes the totals.
     *
     * @param lines the sum of the lines, not negative
     * @param discount what is taken off the lines; at most their sum is
     * @param taxRate in basis points: 1,100 is 11 %
     */
    public static InvoiceTotals of(long lines, long discount, int taxRate, TaxMode mode) {
        long taken = Math.min(discount, lines);
        long taxed = lines - taken;
        return switch (mode) {
            case EXCLUSIVE -> {
                long tax = share(taxed, taxRate, WHOLE_RATE);
                yield new InvoiceTotals(lines, taken, tax, taxed + tax);
            }
            case INCLUSIVE -> {
                long tax = share(taxed, taxRate, WHOLE_RATE + taxRate);
                yield new InvoiceTotals(lines - tax, taken, tax, taxed);
            }
        };
    }

    private static long share(long amount, int part, int whole) {
        return BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(2L * part))
                .add(BigInteger.valueOf(whole))
                .divide(BigInteger.valueOf(2L * whole))
                .longValueExact();
    }
}
