package com.plugipay.sandbox.midtrans;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A way to pay, and what is peculiar about it. */
enum MidtransPaymentType {
    QRIS(Kind.QR, "qris", "", "other_qris", "QRIS", "QRIS transaction is created"),
    GOPAY(Kind.WALLET, "gopay", "", "gopay", "GoPay", "GoPay transaction is created"),
    SHOPEEPAY(Kind.WALLET, "shopeepay", "", "shopeepay", "ShopeePay", "ShopeePay transaction is created"),
    DANA(Kind.WALLET, "dana", "", "dana", "DANA", "DANA transaction is created"),
    OVO(Kind.PUSH, "ovo", "", "ovo", "OVO", "OVO transaction is created"),
    BCA("bca", "BCA"),
    BNI("bni", "BNI"),
    BRI("bri", "BRI"),
    CIMB("cimb", "CIMB Niaga"),
    PERMATA("permata", "Permata"),
    BSI("bsi", "BSI"),
    DANAMON("danamon", "Danamon"),
    SEABANK("seabank", "SeaBank"),
    SAQU("saqu", "Bank Saqu"),
    MANDIRI(Kind.BILL, "echannel", "", "echannel", "Mandiri Bill", "OK, Mandiri Bill transaction is successful"),
    ALFAMART(Kind.COUNTER, "cstore", "alfamart", "alfamart", "Alfamart", MidtransPaymentType.AT_THE_COUNTER),
    INDOMARET(Kind.COUNTER, "cstore", "indomaret", "indomaret", "Indomaret", MidtransPaymentType.AT_THE_COUNTER),
    CARD(Kind.CARD, "credit_card", "", "credit_card", "Card", "Success, Credit Card transaction is created");

    /** What a buyer does with it. */
    enum Kind {
        /** Scans a picture. */
        QR(Duration.ofMinutes(15)),
        /** Opens an app by a link. */
        WALLET(Duration.ofMinutes(15)),
        /** Finds a request in an app. */
        PUSH(Duration.ofSeconds(65)),
        /** Transfers to a virtual account. */
        ACCOUNT(Duration.ofHours(24)),
        /** Pays a bill by two numbers. */
        BILL(Duration.ofHours(24)),
        /** Pays cash. */
        COUNTER(Duration.ofHours(24)),
        /** Types a card number. */
        CARD(Duration.ofMinutes(10));

        /** How long a charge is open unless the request says otherwise. */
        final Duration expiry;

        Kind(Duration expiry) {
            this.expiry = expiry;
        }
    }

    private static final String AT_THE_COUNTER = "Success, cstore transaction is successful";
    /** Their status is found only by transaction_id, and that id then also stands in the place of the order_id. */
    private static final Set<MidtransPaymentType> BY_TRANSACTION_ID = EnumSet.of(DANA, DANAMON, BSI, SEABANK, SAQU);

    final Kind kind;
    /** As in {@code payment_type}. */
    final String paymentType;
    /** The bank or the store; empty where there is no choice. */
    final String variant;
    /** As in Snap's {@code enabled_payments}. */
    final String snapName;

    final String title;
    final String createdMessage;

    /** A virtual account. */
    MidtransPaymentType(String bank, String title) {
        this(
                Kind.ACCOUNT,
                "bank_transfer",
                bank,
                bank + "_va",
                title + " virtual account",
                "Success, Bank Transfer transaction is created");
    }

    MidtransPaymentType(
            Kind kind, String paymentType, String variant, String snapName, String title, String createdMessage) {
        this.kind = kind;
        this.paymentType = paymentType;
        this.variant = variant;
        this.snapName = snapName;
        this.title = title;
        this.createdMessage = createdMessage;
    }

    boolean foundByTransactionIdOnly() {
        return BY_TRANSACTION_ID.contains(this);
    }

    boolean refundable() {
        return kind != Kind.ACCOUNT && kind != Kind.BILL && kind != Kind.COUNTER;
    }

    boolean refundableInPart() {
        return refundable() && this != SHOPEEPAY && this != OVO;
    }

    /** Whether a settlement can turn into a denial minutes later. */
    boolean reversible() {
        return this == PERMATA || this == MANDIRI || this == INDOMARET;
    }

    /** Whether the header Idempotency-Key has an effect. */
    boolean replayable() {
        return this != PERMATA && this != INDOMARET;
    }

    static boolean knownType(String paymentType) {
        return Arrays.stream(values()).anyMatch(channel -> channel.paymentType.equals(paymentType));
    }

    static Optional<MidtransPaymentType> of(String paymentType, String variant) {
        return Arrays.stream(values())
                .filter(channel -> channel.paymentType.equals(paymentType) && channel.variant.equals(variant))
                .findFirst();
    }

    /** None for a name that is not known, several for the names of groups. */
    static List<MidtransPaymentType> ofSnapName(String name) {
        return Arrays.stream(values())
                .filter(channel -> channel.snapName.equals(name)
                        || (name.equals("bank_transfer") && channel.kind == Kind.ACCOUNT)
                        || (name.equals("other_va") && channel == BNI)
                        || (name.equals("cstore") && channel.kind == Kind.COUNTER))
                .toList();
    }
}
