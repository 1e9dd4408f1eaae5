package com.plugipay.providers.accounts;

import com.plugipay.model.Mode;
import com.plugipay.providers.ProviderAccountCredentials;

/**
 * When a callback about a payment has to be confirmed by a question to the provider, because its proof does not cover its
 * content; the workspace's choice.
 *
 * @param confirmAbove the largest amount, in minor units, that needs no confirmation
 * @param expectedPerMinute the rate of such callbacks that is always normal
 */
public record ConfirmationPolicy(long confirmAbove, int expectedPerMinute) {
    public static final ConfirmationPolicy STANDARD = new ConfirmationPolicy(10_000_000, 60);

    /** Under which names the account keeps them. */
    public static final String CONFIRM_ABOVE = "confirmAbove";

    public static final String EXPECTED_PER_MINUTE = "expectedPerMinute";

    /** Half of what Xendit allows for each endpoint: https://docs.xendit.co/docs/rate-limits. The rest is for charges. */
    private static final int LIVE_QUESTIONS = 300;

    private static final int TEST_QUESTIONS = 30;

    /** Of an account that was connected before there was a choice, the standard. */
    public static ConfirmationPolicy of(ProviderAccountCredentials account) {
        return new ConfirmationPolicy(number(account, CONFIRM_ABOVE, STANDARD.confirmAbove), (int)
                number(account, EXPECTED_PER_MINUTE, STANDARD.expectedPerMinute));
    }

    /** The most confirmations a minute for one account. */
    public static int questionsPerMinute(Mode mode) {
        return mode == Mode.LIVE ? LIVE_QUESTIONS : TEST_QUESTIONS;
    }

    private static long number(ProviderAccountCredentials account, String name, long otherwise) {
        return account.publicConfig().get(name) instanceof Number number ? number.longValue() : otherwise;
    }
}
