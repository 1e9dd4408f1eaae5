package com.plugipay.tiers;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway of one's own costs and limits, in the form in which the hosted product describes its tiers.
 *
 * @param priceMonthlyIdr in rupiah
 * @param priceMonthlyUsdCents in cents
 * @param channelFeeRate the part of each payment that Plugipay takes
 * @param monthlyTxnCap how many payments a month has at most; null for any number
 * @param maxWebhookEndpoints of a workspace in each mode
 * @param maxApiKeys of a workspace; null for any number
 * @param customBranding whether pages have the brand of the business
 * @param dailyPayouts whether money is paid out every day: providers do
 * @param support who helps
 * @param agentCredits none
 * @param features what it has, in English
 */
record Tier(
        String id,
        String name,
        long priceMonthlyIdr,
        long priceMonthlyUsdCents,
        BigDecimal channelFeeRate,
        @Nullable Integer monthlyTxnCap,
        @Nullable Integer maxWebhookEndpoints,
        @Nullable Integer maxApiKeys,
        boolean customBranding,
        boolean dailyPayouts,
        Support support,
        String tagline,
        int agentCredits,
        List<String> features) {

    /** The only one: everything, for nothing. */
    static final Tier OWN = new Tier(
            "enterprise",
            "Your own gateway",
            0,
            0,
            BigDecimal.ZERO,
            null,
            50,
            null,
            true,
            true,
            new Support("community", null, false),
            "Run by yourself, without limits and fees of Plugipay.",
            0,
            List.of("Unlimited payments", "Unlimited workspaces and members", "Every provider", "Your own brand"));

    /**
     * Who helps.
     *
     * @param tier how
     * @param responseHours within how many hours; null when nobody promises that
     * @param sla whether that is agreed
     */
    record Support(String tier, @Nullable Integer responseHours, boolean sla) {}

    TierPrice price() {
        return new TierPrice(id, name, priceMonthlyIdr);
    }
}
