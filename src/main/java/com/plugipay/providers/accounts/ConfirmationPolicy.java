package com.plugipay.providers.accounts;

import com.plugipay.model.Mode;
import com.plugipay.providers.ProviderAccountCredentials;

/**
 * The workspace's choice of when a callback about a payment has to be confirmed by a status query, because its proof does not
 * cover its content.
 *
 * @param confirmAbove the largest amount, in minor units, that needs no confirmation
 * @param expectedPerMinute the rate of such callbacks that is always normal
 */
public record ConfirmationPolicy(long confirmAbove, int expectedPerMinute) {
    public static final ConfirmationPolicy STANDARD = new ConfirmationPolicy(10_000_000, 60);

    /** The names of these values in the account's public configuration. */
    public static final String CONFIRM_ABOVE = "confirmAbove";

    public static final String EXPECTED_PER_MINUTE = "expectedPerMinute";

    /** Half of what Xendit allows for each endpoint: https://docs.xendit.co/docs/rate-limits. The rest is for charges. */
    private static final int LIVE_QUERIES_PER_MINUTE = 300;

    private static final int TEST_QUERIES_PER_MINUTE = 30;

    /** Returns the account's policy; the standard for an account that was connected before there was a choice. */
    public static ConfirmationPolicy of(ProviderAccountCredentials account) {
        return new ConfirmationPolicy(number(account, CONFIRM_ABOVE, STANDARD.confirmAbove), (int)
                number(account, EXPECTED_PER_MINUTE, STANDARD.expectedPerMinute));
    }

    /** The largest number of queries per minute that one node sends for one account: of payments, refunds and list pages. */
    public static int queriesPerMinute(Mode mode) {
        return mode == Mode.LIVE ? LIVE_QUERIES_PER_MINUTE : TEST_QUERIES_PER_MINUTE;
    }

    private static long number(ProviderAccountCredentials account, String name, long fallback) {
        return account.publicConfig().get(name) instanceof Number number ? number.longValue() : fallback;
    }
}
