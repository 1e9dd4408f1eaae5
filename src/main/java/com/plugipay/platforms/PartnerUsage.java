package com.plugipay.platforms;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the merchants of a partner were paid.
 *
 * @param from when the payments were made at the earliest
 * @param to before when they were made
 * @param total of the fees, in the minor unit of the currency
 */
record PartnerUsage(String partner, Instant from, Instant to, String currency, List<Line> lines, long total) {

    static PartnerUsage of(String partner, Instant from, Instant to, String currency, List<Line> lines) {
        return new PartnerUsage(
                partner,
                from,
                to,
                currency,
                List.copyOf(lines),
                lines.stream().mapToLong(Line::fee).sum());
    }

    /**
     * One merchant.
     *
     * @param grossVolume of the payments that succeeded, whatever was refunded later
     * @param fee the volume times the rate, rounded half up to the minor unit
     */
    record Line(
            String accountId,
            @Nullable String brandName,
            long transactionCount,
            long grossVolume,
            BigDecimal discountRate,
            long fee) {

        static Line of(String accountId, @Nullable String brandName, long count, long volume, BigDecimal rate) {
            long fee = rate.multiply(BigDecimal.valueOf(volume))
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
            return new Line(accountId, brandName, count, volume, rate, fee);
        }
    }
}
