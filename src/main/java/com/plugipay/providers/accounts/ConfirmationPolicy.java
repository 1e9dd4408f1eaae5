package com.plugipay.providers.accounts;

import com.plugipay.model.Mode;
import com.plugipay.providers.ProviderAccountCredentials;

/**
 * When the provider is asked back about a notice of money whose proof does not cover its content, by the workspace's choice.
 *
 * @param confirmAbove the largest amount, in minor units, that is believed without that
 * @param expectedPerMinute how many such notices a minute are nothing special, whatever there was before
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

    /** How often a minute one account may be asked back about. */
    public static int questionsPerMinute(Mode mode) {
        return mode == Mode.LIVE ? LIVE_QUESTIONS : TEST_QUESTIONS;
    }

    private static long number(ProviderAccountCredentials account, String name, long otherwise) {
        return account.publicConfig().get(name) instanceof Number number ? number.longValue() : otherwise;
    }
}
