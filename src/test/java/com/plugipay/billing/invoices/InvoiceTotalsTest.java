package com.plugipay.billing.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.billing.plans.TaxMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoiceTotalsTest {
    @ParameterizedTest
    @CsvSource({
        "100000, 0,      1100, EXCLUSIVE, 100000, 0,     11000, 111000",
        "100000, 10000,  1100, EXCLUSIVE, 100000, 10000, 9900,  99900",
        "100000, 0,      1100, INCLUSIVE, 90090,  0,     9910,  100000",
        "100000, 10000,  1100, INCLUSIVE, 91081,  10000, 8919,  90000",
        "100000, 0,      0,    EXCLUSIVE, 100000, 0,     0,     100000",
        "100000, 0,      0,    INCLUSIVE, 100000, 0,     0,     100000",
        "100000, 200000, 1100, EXCLUSIVE, 100000, 100000, 0,    0",
        "100000, 200000, 1100, INCLUSIVE, 100000, 100000, 0,    0",
        "5,      0,      1000, EXCLUSIVE, 5,      0,     1,     6",
        "4,      0,      1000, EXCLUSIVE, 4,      0,     0,     4",
        "0,      0,      1100, EXCLUSIVE, 0,      0,     0,     0",
        "1000000000000, 0, 10000, EXCLUSIVE, 1000000000000, 0, 1000000000000, 2000000000000"
    })
    void taxIsRoundedOnceAfterTheDiscount(
            long lines, long given, int rate, TaxMode mode, long subtotal, long discount, long tax, long total) {
        assertThat(InvoiceTotals.of(lines, given, rate, mode))
                .isEqualTo(new InvoiceTotals(subtotal, discount, tax, total));
    }

    @RepeatedTest(200)
    void totalsAlwaysAddUp() {
        SplittableRandom random = new SplittableRandom();
        long lines = random.nextLong(1_000_000_000_001L);
        long given = random.nextBoolean() ? 0 : random.nextLong(2_000_000_000_000L);
        int rate = random.nextInt(10_001);
        TaxMode mode = random.nextBoolean() ? TaxMode.INCLUSIVE : TaxMode.EXCLUSIVE;
        InvoiceTotals totals = InvoiceTotals.of(lines, given, rate, mode);
        assertThat(totals.total()).isEqualTo(totals.subtotal() - totals.discount() + totals.tax());
        assertThat(totals.discount()).isBetween(0L, totals.subtotal());
        assertThat(totals.tax()).isNotNegative();
        assertThat(totals.total())
                .isEqualTo(lines - totals.discount() + (mode == TaxMode.EXCLUSIVE ? totals.tax() : 0));
    }
}
