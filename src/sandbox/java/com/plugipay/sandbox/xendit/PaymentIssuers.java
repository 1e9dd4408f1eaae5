package com.plugipay.sandbox.xendit;

import java.util.List;
import java.util.Set;

/** Whose app or bank a buyer pays with. */
public final class PaymentIssuers {
    /** What the page that scans a QR code offers. */
    public static final List<String> OF_QRIS =
            List.of("GoPay", "OVO", "DANA", "ShopeePay", "Permata", "BCA", "Mandiri");

    /** Only payments from these can be sent back, says docs.xendit.co of QRIS. */
    private static final Set<String> REFUNDING =
            Set.of("GoPay", "OVO", "DANA", "ShopeePay", "Permata", "Jenius", "BSI");

    private PaymentIssuers() {}

    public static String usual(XenditChannelCode channel) {
        return switch (channel.kind) {
            case QR_CODE -> "GoPay";
            case VIRTUAL_ACCOUNT, EWALLET, RETAIL_OUTLET -> channel.label;
            case CARDS -> "BCA";
        };
    }

    static boolean refunds(XenditChannelCode channel, String issuer) {
        return channel.refundable() && (channel != XenditChannelCode.QRIS || REFUNDING.contains(issuer));
    }
}
