package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.midtrans.MidtransPaymentProcessor.Change;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cards of Midtrans's sandbox, and what the bank says in the end; the CVV is 123 and the one-time password 112233.
 *
 * @see <a href="https://docs.midtrans.com/docs/testing-payment-on-sandbox">Testing payment on sandbox</a>
 */
enum TestCard {
    VISA("4811111111111114", "00", "Approved", "accept"),
    MASTERCARD("5211111111111117", "00", "Approved", "accept"),
    VISA_DENIED("4911111111111113", "05", "Do not honour", "accept"),
    MASTERCARD_DENIED("5111111111111118", "05", "Do not honour", "accept"),
    VISA_FRAUD("4611111111111116", "05", "Denied by the fraud detection system", "deny"),
    MASTERCARD_FRAUD("5411111111111115", "05", "Denied by the fraud detection system", "deny"),
    NO_FUNDS("4472429869996670", "51", "Insufficient funds", "accept"),
    /** Is accepted after a minute. */
    LATE("4024007176265022", "00", "Approved", "accept"),
    /** From older pages of Midtrans: for the merchant to approve or deny. */
    CHALLENGED("4511111111111117", "00", "Approved", "challenge");

    private final String number;
    /** The {@code channel_response_code}. */
    final String code;
    /** The {@code channel_response_message}. */
    final String message;
    /** The {@code fraud_status}. */
    final String fraud;

    TestCard(String number, String code, String message, String fraud) {
        this.number = number;
        this.code = code;
        this.message = message;
        this.fraud = fraud;
    }

    Change change() {
        return code.equals("00") ? Change.PAY : Change.DENY;
    }

    /** As in {@code masked_card}. */
    String masked() {
        return number.substring(0, 8) + "-" + number.substring(12);
    }

    /** With or without spaces. */
    static Optional<TestCard> of(String number) {
        String digits = number.replaceAll("[\\s-]", "");
        return Stream.of(values()).filter(card -> card.number.equals(digits)).findFirst();
    }
}
