package com.plugipay.providers.xendit;

import com.plugipay.providers.Method;
import org.jspecify.annotations.Nullable;

/**
 * A method's name at Xendit and the kind of request that charges it.
 *
 * @param code the channel_code
 * @param label the bank's or the store's name, as buyers know it
 */
record XenditChannel(String code, Flow flow, String label) {
    /**
     * The card_on_file_type of a stored card: the merchant charges it at times and with amounts that vary. RECURRING
     * would fix the interval and the end when the card is stored.
     */
    static final String AGREED_USE = "MERCHANT_UNSCHEDULED";

    private static final String CARDS = "CARDS";

    enum Flow {
        /** A payment request with a QR code. */
        QR,
        /** A payment request with an account number. */
        VIRTUAL_ACCOUNT,
        /** A payment request with an address to send the buyer to. */
        WALLET,
        /** A reusable code for a shop's counter: the request accepts payments after the first too. */
        COUNTER,
        /**
         * A page hosted by Xendit: for cards, so that their numbers never reach Plugipay, and for OVO, which gives the buyer
         * less than a minute and needs the phone number first.
         */
        HOSTED
    }

    /** Returns the channel of a method; null for a method that Xendit does not offer. */
    static @Nullable XenditChannel of(Method method) {
        return switch (method) {
            case QRIS -> new XenditChannel("QRIS", Flow.QR, "QRIS");
            case BCA_VA -> virtualAccount("BCA", "BCA");
            case MANDIRI_VA -> virtualAccount("MANDIRI", "Mandiri");
            case BNI_VA -> virtualAccount("BNI", "BNI");
            case BRI_VA -> virtualAccount("BRI", "BRI");
            case PERMATA_VA -> virtualAccount("PERMATA", "Permata");
            case CIMB_VA -> virtualAccount("CIMB", "CIMB Niaga");
            case BSI_VA -> virtualAccount("BSI", "BSI");
            case GOPAY -> new XenditChannel("GOPAY", Flow.WALLET, "GoPay");
            case DANA -> new XenditChannel("DANA", Flow.WALLET, "DANA");
            case SHOPEEPAY -> new XenditChannel("SHOPEEPAY", Flow.WALLET, "ShopeePay");
            case LINKAJA -> new XenditChannel("LINKAJA", Flow.WALLET, "LinkAja");
            case ASTRAPAY -> new XenditChannel("ASTRAPAY", Flow.WALLET, "AstraPay");
            case ALFAMART -> new XenditChannel("ALFAMART", Flow.COUNTER, "Alfamart");
            case INDOMARET -> new XenditChannel("INDOMARET", Flow.COUNTER, "Indomaret");
            case OVO -> new XenditChannel("OVO", Flow.HOSTED, "OVO");
            case CARD -> new XenditChannel(CARDS, Flow.HOSTED, "Card");
            case PAYPAL -> null;
            case BANK_TRANSFER -> null;
        };
    }

    private static XenditChannel virtualAccount(String bank, String label) {
        return new XenditChannel(bank + "_VIRTUAL_ACCOUNT", Flow.VIRTUAL_ACCOUNT, label);
    }

    /** Whether a payment by the channel of that code is a try on a hosted page. */
    static boolean isHosted(@Nullable String code) {
        return CARDS.equals(code) || "OVO".equals(code);
    }

    /** Whether the channel of that code can be paid more than once. */
    static boolean isReusable(@Nullable String code) {
        return "ALFAMART".equals(code) || "INDOMARET".equals(code);
    }

    boolean isCard() {
        return code.equals(CARDS);
    }

    /** Whether Xendit takes only one payment request with the same reference. */
    boolean isReferenceUnique() {
        return isCard();
    }

    /** Whether payments can be refunded; not those by banks and stores: https://docs.xendit.co/docs/refunds. */
    boolean canRefund() {
        return flow != Flow.VIRTUAL_ACCOUNT && flow != Flow.COUNTER;
    }
}
