package com.plugipay.billing.pricing;

import com.plugipay.billing.invoices.InvoiceLine;
import com.plugipay.billing.plans.Price;
import com.plugipay.billing.plans.PriceTier;
import com.plugipay.errors.ErrorCode;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a quantity costs at a price, as the lines of an invoice. Amounts are in minor units and exact. */
public final class PriceLines {
    /** A hundred such lines can be added up; what an invoice may have is far less. */
    private static final int AMOUNT_BITS = 56;

    private PriceLines() {}

    /** The sum of the lines. */
    public static long amount(Price price, long quantity) {
        return sum(of(price, quantity, "", Instant.EPOCH));
    }

    /** The sum of any lines. */
    public static long sum(List<InvoiceLine> lines) {
        return lines.stream().mapToLong(InvoiceLine::amount).reduce(0, Math::addExact);
    }

    /**
     * At least one line, also when the quantity is 0; with tiers a line for each tier that is reached, and one for the flat
     * amount of a tier.
     *
     * @param description of every line; tiers are added to it
     */
    public static List<InvoiceLine> of(Price price, long quantity, String description, Instant now) {
        List<PriceTier> tiers = price.tiers();
        if (tiers == null) {
            return List.of(line(price, description, quantity, Objects.requireNonNull(price.unitAmount()), now));
        }
        return switch (price.model()) {
            case VOLUME -> volume(price, tiers, quantity, description, now);
            case FLAT, TIERED, USAGE -> graduated(price, tiers, quantity, description, now);
        };
    }

    private static List<InvoiceLine> volume(
            Price price, List<PriceTier> tiers, long quantity, String description, Instant now) {
        PriceTier reached = tiers.stream()
                .filter(tier -> endOf(tier) >= quantity)
                .findFirst()
                .orElse(tiers.getLast());
        List<InvoiceLine> lines = new ArrayList<>();
        lines.add(line(price, description, quantity, reached.unitAmount(), now));
        if (quantity > 0) {
            addFlatAmount(lines, price, reached, description, now);
        }
        return lines;
    }

    private static List<InvoiceLine> graduated(
            Price price, List<PriceTier> tiers, long quantity, String description, Instant now) {
        List<InvoiceLine> lines = new ArrayList<>();
        long before = 0;
        for (PriceTier tier : tiers) {
            if (quantity > before) {
                long end = Math.min(quantity, endOf(tier));
                String units = "%s, units %d to %d".formatted(description, before + 1, end);
                lines.add(line(price, units, end - before, tier.unitAmount(), now));
                addFlatAmount(lines, price, tier, units, now);
            }
            before = endOf(tier);
        }
        return lines.isEmpty()
                ? List.of(line(price, description, 0, tiers.getFirst().unitAmount(), now))
                : lines;
    }

    private static long endOf(PriceTier tier) {
        Long end = tier.upTo().unit();
        return end == null ? Long.MAX_VALUE : end;
    }

    private static void addFlatAmount(
            List<InvoiceLine> lines, Price price, PriceTier tier, String description, Instant now) {
        Long flat = tier.flatAmount();
        if (flat != null && flat > 0) {
            lines.add(line(price, description + ", flat amount", 1, flat, now));
        }
    }

    private static InvoiceLine line(Price price, String description, long quantity, long unitAmount, Instant now) {
        BigInteger amount = BigInteger.valueOf(quantity).multiply(BigInteger.valueOf(unitAmount));
        if (amount.bitLength() > AMOUNT_BITS) {
            throw ErrorCode.CONFLICT.withMessage(quantity + " at " + unitAmount + " are too much for an invoice.");
        }
        return InvoiceLine.of(description, quantity, unitAmount, price.id(), now);
    }
}
