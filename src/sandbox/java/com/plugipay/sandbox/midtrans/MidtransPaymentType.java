package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.api.Jsons.object;
import static com.plugipay.sandbox.kit.api.Jsons.text;
import static com.plugipay.sandbox.midtrans.api.MidtransStyle.required;

import com.plugipay.sandbox.midtrans.api.MidtransStyle;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A way to pay, and what is peculiar about it. */
enum MidtransPaymentType {
    QRIS(Kind.QR, "qris", "", "other_qris", "QRIS"),
    GOPAY(Kind.WALLET, "gopay", "", "gopay", "GoPay"),
    SHOPEEPAY(Kind.WALLET, "shopeepay", "", "shopeepay", "ShopeePay"),
    DANA(Kind.WALLET, "dana", "", "dana", "DANA"),
    OVO(Kind.PUSH, "ovo", "", "ovo", "OVO"),
    BCA(Kind.ACCOUNT, "bank_transfer", "bca", "bca_va", "BCA virtual account"),
    BNI(Kind.ACCOUNT, "bank_transfer", "bni", "bni_va", "BNI virtual account"),
    BRI(Kind.ACCOUNT, "bank_transfer", "bri", "bri_va", "BRI virtual account"),
    CIMB(Kind.ACCOUNT, "bank_transfer", "cimb", "cimb_va", "CIMB Niaga virtual account"),
    PERMATA(Kind.ACCOUNT, "bank_transfer", "permata", "permata_va", "Permata virtual account"),
    BSI(Kind.ACCOUNT, "bank_transfer", "bsi", "bsi_va", "BSI virtual account"),
    DANAMON(Kind.ACCOUNT, "bank_transfer", "danamon", "danamon_va", "Danamon virtual account"),
    MANDIRI(Kind.BILL, "echannel", "", "echannel", "Mandiri Bill"),
    ALFAMART(Kind.COUNTER, "cstore", "alfamart", "alfamart", "Alfamart"),
    INDOMARET(Kind.COUNTER, "cstore", "indomaret", "indomaret", "Indomaret"),
    CARD(Kind.CARD, "credit_card", "", "credit_card", "Card");

    /** What a buyer does with it. */
    enum Kind {
        /** Scans a picture. */
        QR(Duration.ofMinutes(15), true, "%s transaction is created"),
        /** Opens an app by a link. */
        WALLET(Duration.ofMinutes(15), true, "%s transaction is created"),
        /** Finds a request in an app. */
        PUSH(Duration.ofSeconds(65), true, "%s transaction is created"),
        /** Transfers to a virtual account. */
        ACCOUNT(Duration.ofHours(24), false, "Success, Bank Transfer transaction is created"),
        /** Pays a bill by two numbers. */
        BILL(Duration.ofHours(24), false, "OK, Mandiri Bill transaction is successful"),
        /** Pays cash. */
        COUNTER(Duration.ofHours(24), false, "Success, cstore transaction is successful"),
        /** Types a card number. */
        CARD(Duration.ofMinutes(10), true, "Success, Credit Card transaction is created");

        /** How long a charge is open unless the request says otherwise. */
        final Duration expiry;

        final boolean refundable;
        /** The {@code status_message} of a new charge, with a place for the title. */
        final String createdMessage;

        Kind(Duration expiry, boolean refundable, String createdMessage) {
            this.expiry = expiry;
            this.refundable = refundable;
            this.createdMessage = createdMessage;
        }
    }

    /** Their status is found only by transaction_id, and that id then also stands in the place of the order_id. */
    static final Set<MidtransPaymentType> FOUND_BY_TRANSACTION_ID = EnumSet.of(DANA, DANAMON, BSI);

    /** Their settlement can turn into a denial minutes later. */
    static final Set<MidtransPaymentType> REVERSIBLE = EnumSet.of(PERMATA, MANDIRI, INDOMARET);

    /** Their refunds give all back. */
    static final Set<MidtransPaymentType> REFUNDED_AS_A_WHOLE = EnumSet.of(SHOPEEPAY, OVO);

    final Kind kind;
    /** As in {@code payment_type}. */
    final String paymentType;
    /** The bank or the store; empty where there is no choice. */
    final String variant;
    /** As in Snap's {@code enabled_payments}. */
    final String snapName;

    final String title;

    MidtransPaymentType(Kind kind, String paymentType, String variant, String snapName, String title) {
        this.kind = kind;
        this.paymentType = paymentType;
        this.variant = variant;
        this.snapName = snapName;
        this.title = title;
    }

    /** The one that a charge names. Refuses what Midtrans would refuse. */
    static MidtransPaymentType ofCharge(JsonObject body) {
        String type = required(text(body, "payment_type"), "payment_type");
        List<MidtransPaymentType> ofType = Arrays.stream(values())
                .filter(channel -> channel.paymentType.equals(type))
                .toList();
        if (ofType.isEmpty()) {
            throw MidtransStyle.invalid("payment_type is not supported");
        }
        if (ofType.size() == 1) {
            return ofType.getFirst();
        }
        String field = type.equals("cstore") ? "store" : "bank";
        String variant = required(text(object(body, type), field), type + "." + field);
        return ofType.stream()
                .filter(channel -> channel.variant.equals(variant))
                .findFirst()
                .orElseThrow(() -> MidtransStyle.invalid(type + "." + field + " is not supported: " + variant));
    }
}
