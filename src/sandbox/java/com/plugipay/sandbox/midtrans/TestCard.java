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
    CHALLENGED("4511111111111117", "00", "Approved", "challenge"),
    /** Is accepted, and denied once it is saved and charged again. The stand-in's own, as are the next four. */
    SAVED_NO_FUNDS("4811111111115107", "51", "Insufficient funds"),
    SAVED_STOLEN("4811111111114308", "43", "Stolen card"),
    SAVED_EXPIRED("4811111111115404", "54", "Expired card"),
    /** The buyer has told the bank to let this merchant take nothing more. */
    SAVED_REVOKED("4811111111114001", "R1", "Revocation of authorization order"),
    /** The bank asks for the password again, whoever begins the charge. */
    SAVED_ASKING("4811111111113003", "00", "Approved");

    private final String number;
    /** The {@code channel_response_code}. */
    final String code;
    /** The {@code channel_response_message}. */
    final String message;
    /** The {@code fraud_status}. */
    final String fraud;
    /** The code and the message when it is charged again by its saved token. */
    final String savedCode;

    final String savedMessage;

    TestCard(String number, String code, String message, String fraud) {
        this(number, code, message, fraud, code, message);
    }

    TestCard(String number, String savedCode, String savedMessage) {
        this(number, "00", "Approved", "accept", savedCode, savedMessage);
    }

    TestCard(String number, String code, String message, String fraud, String savedCode, String savedMessage) {
        this.number = number;
        this.code = code;
        this.message = message;
        this.fraud = fraud;
        this.savedCode = savedCode;
        this.savedMessage = savedMessage;
    }

    /** What its bank does. */
    static Change change(String code) {
        return code.equals("00") ? Change.PAY : Change.DENY;
    }

    /** As in {@code masked_card}. */
    String masked() {
        return number.substring(0, 8) + "-" + number.substring(12);
    }

    /** The token by which it is charged again; {@code middle} tells the cards of buyers apart. */
    String savedToken(String middle) {
        return number.substring(0, 6) + middle + number.substring(12);
    }

    /** With or without spaces. */
    static Optional<TestCard> of(String number) {
        String digits = number.replaceAll("[\\s-]", "");
        return Stream.of(values()).filter(card -> card.number.equals(digits)).findFirst();
    }
}
