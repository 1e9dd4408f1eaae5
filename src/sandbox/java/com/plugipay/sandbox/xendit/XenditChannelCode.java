package com.plugipay.sandbox.xendit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ways to pay in Indonesia, with their limits in rupiah. From docs.xendit.co: the limits of QRIS, BCA and OVO, and
 * how long QRIS and OVO live. The other limits, and all fees, are only plausible.
 */
enum XenditChannelCode {
    QRIS("QRIS", Kind.QR_CODE, 1, 10_000_000, Duration.ofDays(2), 7, 0, ""),
    BCA_VIRTUAL_ACCOUNT("BCA", Kind.VIRTUAL_ACCOUNT, 10_000, 50_000_000, Duration.ofDays(1), 0, 4_000, "10766"),
    BNI_VIRTUAL_ACCOUNT("BNI", Kind.VIRTUAL_ACCOUNT, 1, 50_000_000_000L, Duration.ofDays(1), 0, 4_000, "8808"),
    BRI_VIRTUAL_ACCOUNT("BRI", Kind.VIRTUAL_ACCOUNT, 1, 50_000_000_000L, Duration.ofDays(1), 0, 4_000, "13282"),
    MANDIRI_VIRTUAL_ACCOUNT("MANDIRI", Kind.VIRTUAL_ACCOUNT, 1, 50_000_000_000L, Duration.ofDays(1), 0, 4_000, "88908"),
    PERMATA_VIRTUAL_ACCOUNT("PERMATA", Kind.VIRTUAL_ACCOUNT, 1, 9_999_999_999L, Duration.ofDays(1), 0, 4_000, "7293"),
    BSI_VIRTUAL_ACCOUNT("BSI", Kind.VIRTUAL_ACCOUNT, 1, 50_000_000_000L, Duration.ofDays(1), 0, 4_000, "9347"),
    CIMB_VIRTUAL_ACCOUNT("CIMB", Kind.VIRTUAL_ACCOUNT, 1, 50_000_000_000L, Duration.ofDays(1), 0, 4_000, "93490"),
    OVO("OVO", Kind.EWALLET, 100, 20_000_000, Duration.ofSeconds(54), 15, 0, ""),
    DANA("DANA", Kind.EWALLET, 100, 20_000_000, Duration.ofMinutes(30), 15, 0, ""),
    SHOPEEPAY("ShopeePay", Kind.EWALLET, 100, 20_000_000, Duration.ofMinutes(30), 20, 0, ""),
    LINKAJA("LinkAja", Kind.EWALLET, 100, 20_000_000, Duration.ofMinutes(30), 15, 0, ""),
    ASTRAPAY("AstraPay", Kind.EWALLET, 100, 20_000_000, Duration.ofMinutes(30), 15, 0, ""),
    GOPAY("GoPay", Kind.EWALLET, 100, 20_000_000, Duration.ofMinutes(30), 20, 0, ""),
    ALFAMART("Alfamart", Kind.RETAIL_OUTLET, 10_000, 2_500_000, Duration.ofDays(1), 0, 5_000, "TEST"),
    INDOMARET("Indomaret", Kind.RETAIL_OUTLET, 10_000, 5_000_000, Duration.ofDays(1), 0, 5_000, "TEST"),
    CARDS("Card", Kind.CARDS, 5_000, 200_000_000, Duration.ofMinutes(30), 29, 2_000, "");

    /** Channels that work alike; named as transactions name them. */
    enum Kind {
        QR_CODE("QR_STRING", "QR_CODE", "CHANNEL_UNAVAILABLE"),
        VIRTUAL_ACCOUNT("VIRTUAL_ACCOUNT_NUMBER", "VIRTUAL_ACCOUNT", "CHANNEL_UNAVAILABLE"),
        EWALLET(null, "EWALLET", "USER_DECLINED_PAYMENT"),
        RETAIL_OUTLET("PAYMENT_CODE", "OVER_THE_COUNTER", "CHANNEL_UNAVAILABLE"),
        CARDS(null, "CARD", "DECLINED_BY_ISSUER");

        /** What the code that the buyer is shown is called; null where a page asks the buyer instead. */
        final @Nullable String code;
        /** As refunds name it. */
        final String refundName;
        /** Why a payment fails, most of the time. */
        final String failure;

        Kind(@Nullable String code, String refundName, String failure) {
            this.code = code;
            this.refundName = refundName;
            this.failure = failure;
        }
    }

    /** What the page that scans a QR code offers to pay with. */
    static final List<String> QRIS_ISSUERS = List.of("GoPay", "OVO", "DANA", "ShopeePay", "Permata", "BCA", "Mandiri");

    /** Only payments from these can be sent back, says docs.xendit.co of QRIS. */
    private static final Set<String> REFUNDING_QRIS_ISSUERS =
            Set.of("GoPay", "OVO", "DANA", "ShopeePay", "Permata", "Jenius", "BSI");

    final String label;
    final Kind kind;
    final long least;
    final long most;
    final Duration lifetime;
    /** What virtual account numbers and payment codes begin with. */
    final String prefix;

    private final int feePerThousand;
    private final long flatFee;

    XenditChannelCode(
            String label,
            Kind kind,
            long least,
            long most,
            Duration lifetime,
            int feePerThousand,
            long flatFee,
            String prefix) {
        this.label = label;
        this.kind = kind;
        this.least = least;
        this.most = most;
        this.lifetime = lifetime;
        this.feePerThousand = feePerThousand;
        this.flatFee = flatFee;
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

    /** Whose app or bank a buyer pays with, most of the time. */
    String usualIssuer() {
        return this == QRIS ? "GoPay" : this == CARDS ? "BCA" : label;
    }

    /** Bank transfers and cash cannot be sent back the way they came; of OVO only what was paid with a stored account. */
    boolean refunds(String issuer) {
        return switch (kind) {
            case VIRTUAL_ACCOUNT, RETAIL_OUTLET -> false;
            case EWALLET -> this != OVO;
            case QR_CODE -> REFUNDING_QRIS_ISSUERS.contains(issuer);
            case CARDS -> true;
        };
    }

    /** In minor units, without tax. */
    long fee(long amount) {
        return flatFee + share(amount, feePerThousand, 1_000);
    }

    /** Of a fee: PPN at 11 %. */
    static long valueAddedTax(long fee) {
        return share(fee, 11, 100);
    }

    private static long share(long amount, int part, int of) {
        return BigDecimal.valueOf(amount)
                .multiply(BigDecimal.valueOf(part))
                .divide(BigDecimal.valueOf(of), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
