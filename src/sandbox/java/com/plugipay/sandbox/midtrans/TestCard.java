package com.plugipay.sandbox.midtrans;

import java.util.Arrays;
import java.util.Optional;

/**
 * The cards of Midtrans's sandbox; the CVV is 123 and the one-time password 112233.
 *
 * @see <a href="https://docs.midtrans.com/docs/testing-payment-on-sandbox">Testing payment on sandbox</a>
 */
enum TestCard {
    VISA("4811111111111114", Verdict.ACCEPT),
    MASTERCARD("5211111111111117", Verdict.ACCEPT),
    VISA_DENIED("4911111111111113", Verdict.BANK_DENY),
    MASTERCARD_DENIED("5111111111111118", Verdict.BANK_DENY),
    VISA_FRAUD("4611111111111116", Verdict.FRAUD_DENY),
    MASTERCARD_FRAUD("5411111111111115", Verdict.FRAUD_DENY),
    NO_FUNDS("4472429869996670", Verdict.NO_FUNDS),
    LATE("4024007176265022", Verdict.LATE_ACCEPT),
    /** From older pages of Midtrans: for the merchant to approve or deny. */
    CHALLENGED("4511111111111117", Verdict.CHALLENGE);

    static final String ONE_TIME_PASSWORD = "112233";

    /** What the bank says in the end. */
    enum Verdict {
        ACCEPT("00", "Approved"),
        CHALLENGE("00", "Approved"),
        BANK_DENY("05", "Do not honour"),
        FRAUD_DENY("05", "Denied by the fraud detection system"),
        NO_FUNDS("51", "Insufficient funds"),
        /** Accepts after a minute. */
        LATE_ACCEPT("00", "Approved");

        final String code;
        final String message;

        Verdict(String code, String message) {
            this.code = code;
            this.message = message;
        }
    }

    final Verdict verdict;
    private final String number;

    TestCard(String number, Verdict verdict) {
        this.number = number;
        this.verdict = verdict;
    }

    /** As in {@code masked_card}. */
    String masked() {
        return number.substring(0, 8) + "-" + number.substring(12);
    }

    /** With or without spaces. */
    static Optional<TestCard> of(String number) {
        String digits = number.replaceAll("[\\s-]", "");
        return Arrays.stream(values())
                .filter(card -> card.number.equals(digits))
                .findFirst();
    }
}
