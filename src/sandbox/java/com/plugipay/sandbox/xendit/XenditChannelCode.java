package com.plugipay.sandbox.xendit;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The ways to pay in Indonesia, with their limits in rupiah. From docs.xendit.co: the limits of QRIS, BCA and OVO, and
 * how long QRIS and OVO live. The other limits, and all fees, are only plausible.
 */
enum XenditChannelCode {
    QRIS("QRIS", Kind.QR_CODE, 1, 10_000_000, 7, ""),
    BCA_VIRTUAL_ACCOUNT("BCA", Kind.VIRTUAL_ACCOUNT, 10_000, 50_000_000, 0, "10766"),
    BNI_VIRTUAL_ACCOUNT("BNI", Kind.VIRTUAL_ACCOUNT, 1, 50_000_000_000L, 0, "8808"),
    BRI_VIRTUAL_ACCOUNT("BRI", Kind.VIRTUAL_ACCOUNT, 1, 50_000_000_000L, 0, "13282"),
    MANDIRI_VIRTUAL_ACCOUNT("MANDIRI", Kind.VIRTUAL_ACCOUNT, 1, 50_000_000_000L, 0, "88908"),
    PERMATA_VIRTUAL_ACCOUNT("PERMATA", Kind.VIRTUAL_ACCOUNT, 1, 9_999_999_999L, 0, "7293"),
    BSI_VIRTUAL_ACCOUNT("BSI", Kind.VIRTUAL_ACCOUNT, 1, 50_000_000_000L, 0, "9347"),
    CIMB_VIRTUAL_ACCOUNT("CIMB", Kind.VIRTUAL_ACCOUNT, 1, 50_000_000_000L, 0, "93490"),
    OVO("OVO", Kind.EWALLET, 100, 20_000_000, 15, ""),
    DANA("DANA", Kind.EWALLET, 100, 20_000_000, 15, ""),
    SHOPEEPAY("ShopeePay", Kind.EWALLET, 100, 20_000_000, 20, ""),
    LINKAJA("LinkAja", Kind.EWALLET, 100, 20_000_000, 15, ""),
    ASTRAPAY("AstraPay", Kind.EWALLET, 100, 20_000_000, 15, ""),
    GOPAY("GoPay", Kind.EWALLET, 100, 20_000_000, 20, ""),
    ALFAMART("Alfamart", Kind.RETAIL_OUTLET, 10_000, 2_500_000, 0, "TEST"),
    INDOMARET("Indomaret", Kind.RETAIL_OUTLET, 10_000, 5_000_000, 0, "TEST"),
    CARDS("Card", Kind.CARDS, 5_000, 200_000_000, 29, "");

    /** Channels that work alike; named as transactions name them. */
    enum Kind {
        QR_CODE("QR_STRING", "CHANNEL_UNAVAILABLE", Duration.ofDays(2), 0),
        VIRTUAL_ACCOUNT("VIRTUAL_ACCOUNT_NUMBER", "CHANNEL_UNAVAILABLE", Duration.ofDays(1), 4_000),
        EWALLET("WEB_URL", "USER_DECLINED_PAYMENT", Duration.ofMinutes(30), 0),
        RETAIL_OUTLET("PAYMENT_CODE", "CHANNEL_UNAVAILABLE", Duration.ofDays(1), 5_000),
        CARDS("WEB_URL", "DECLINED_BY_ISSUER", Duration.ofMinutes(30), 2_000);

        /** What the code that the buyer is shown is called; {@code WEB_URL} where a page asks the buyer instead. */
        final String codeName;
        /** Why a payment fails, most of the time. */
        final String failure;

        private final Duration lifetime;
        private final long flatFee;

        Kind(String codeName, String failure, Duration lifetime, long flatFee) {
            this.codeName = codeName;
            this.failure = failure;
            this.lifetime = lifetime;
            this.flatFee = flatFee;
        }

        /** Whether the buyer pays with a code, and not on a page of the channel's own. */
        boolean hasCode() {
            return !codeName.equals("WEB_URL");
        }
    }

    /** What the page that scans a QR code offers to pay with. */
    static final List<String> QRIS_ISSUERS = List.of("GoPay", "OVO", "DANA", "ShopeePay", "Permata", "BCA", "Mandiri");

    final String label;
    final Kind kind;
    final long least;
    final long most;
    /** What virtual account numbers and payment codes begin with. */
    final String prefix;

    private final int feePerThousand;

    XenditChannelCode(String label, Kind kind, long least, long most, int feePerThousand, String prefix) {
        this.label = label;
        this.kind = kind;
        this.least = least;
        this.most = most;
        this.feePerThousand = feePerThousand;
        this.prefix = prefix;
    }

    static Optional<XenditChannelCode> of(String code) {
        return Arrays.stream(values())
                .filter(channel -> channel.name().equals(code))
                .findFirst();
    }

    boolean takes(long amount) {
        return amount >= least && amount <= most;
    }

    Duration lifetime() {
        return this == OVO ? Duration.ofSeconds(54) : kind.lifetime;
    }

    /** Whose app or bank a buyer pays with, most of the time. */
    String usualIssuer() {
        return this == QRIS ? "GoPay" : this == CARDS ? "BCA" : label;
    }

    /** Whether an account of it can be stored for a customer. */
    boolean stores() {
        return this == CARDS || this == OVO;
    }

    /** Bank transfers and cash cannot be sent back the way they came; of OVO only payments with a stored account. */
    boolean refunds() {
        return kind != Kind.VIRTUAL_ACCOUNT && kind != Kind.RETAIL_OUTLET && this != OVO;
    }

    /** In minor units, rounded half up, without tax. */
    long fee(long amount) {
        return kind.flatFee + (amount * feePerThousand + 500) / 1_000;
    }

    /** Of a fee: PPN at 11 %, rounded half up. */
    static long valueAddedTax(long fee) {
        return (fee * 11 + 50) / 100;
    }
}
