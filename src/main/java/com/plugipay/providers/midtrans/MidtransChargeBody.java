package com.plugipay.providers.midtrans;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.json.Json;
import com.plugipay.providers.Command.Buyer;
import com.plugipay.providers.Command.Charge;
import com.plugipay.providers.Command.ChargeStored;
import com.plugipay.providers.Method;
import com.plugipay.providers.kit.CutText;
import com.plugipay.providers.midtrans.api.MidtransTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that takes a payment: a charge of Core, or a page of Snap
 * (https://docs.midtrans.com/reference/charge-transactions-1, /reference/request-body-json-parameter). The order's id is the
 * id of Plugipay's charge.
 */
final class MidtransChargeBody {
    /** Snap's default, sent explicitly so that the end of an unused page is known. */
    private static final Duration SNAP_PAGE = Duration.ofDays(1);

    private static final Duration LONGEST_SCANNED = Duration.ofDays(7);
    private static final Duration LONGEST_NUMBERED = Duration.ofDays(180);
    private static final int LONGEST_ITEM_NAME = 50;
    private static final int LONGEST_STORE_MESSAGE = 20;

    private final Charge charge;
    private final ObjectNode body;

    private MidtransChargeBody(Charge charge) {
        this.charge = charge;
        this.body = Json.MAPPER.createObjectNode();
        body.putObject("transaction_details").put("order_id", charge.chargeId()).put("gross_amount", charge.amount());
        String description = charge.description();
        if (description != null && !description.isBlank()) {
            body.putArray("item_details")
                    .addObject()
                    .put("id", charge.chargeId())
                    .put("price", charge.amount())
                    .put("quantity", 1)
                    .put("name", CutText.toUnits(description, LONGEST_ITEM_NAME));
        }
        if (charge.buyer() != null) {
            describe(charge.buyer());
        }
    }

    private void describe(Buyer buyer) {
        ObjectNode customer = Json.MAPPER.createObjectNode();
        putUnlessNull(customer, "first_name", buyer.name());
        putUnlessNull(customer, "email", buyer.email());
        putUnlessNull(customer, "phone", buyer.phone());
        if (!customer.isEmpty()) {
            body.set("customer_details", customer);
        }
    }

    /** Returns the body for Core, by any method but a card. */
    static ObjectNode core(Charge charge, Instant now) {
        MidtransChargeBody building = new MidtransChargeBody(charge);
        building.putMethod();
        if (charge.expiresAt() != null) {
            building.body
                    .putObject("custom_expiry")
                    .put("order_time", MidtransTime.text(now))
                    .put("expiry_duration", minutes(now, charge.expiresAt(), longest(charge.method())))
                    .put("unit", "minute");
        }
        return building.body;
    }

    /** Returns the body for a Snap page that takes a card. */
    static ObjectNode card(Charge charge, Instant now) {
        ObjectNode body = new MidtransChargeBody(charge).body;
        body.putArray("enabled_payments").add("credit_card");
        ObjectNode card = body.putObject("credit_card").put("secure", true);
        if (charge.savedFor() != null) {
            // Only an account with recurring payments then gets a token that can be charged without the buyer:
            // https://docs.midtrans.com/reference-link/one-click.
            card.put("save_card", true);
            body.put("user_id", charge.savedFor());
        }
        body.putObject("callbacks").put("finish", charge.returnUrl());
        long minutes = minutes(now, pageExpiresAt(charge, now), LONGEST_NUMBERED);
        body.putObject("expiry")
                .put("start_time", MidtransTime.text(now))
                .put("unit", "minutes")
                .put("duration", minutes);
        body.putObject("page_expiry").put("unit", "minutes").put("duration", minutes);
        return body;
    }

    /** Returns the body for Core, for a stored card. */
    static ObjectNode storedCard(ChargeStored charge) {
        ObjectNode body = new MidtransChargeBody(charge.charge()).body;
        body.put("payment_type", "credit_card")
                .putObject("credit_card")
                .put("token_id", charge.stored().token().reveal())
                // https://docs.midtrans.com/reference/feature-cit-and-mit: the bank may ask for a confirmation all the
                // same.
                .put("authentication", false)
                .put("initiated_by", charge.isBuyerPresent() ? "customer" : "merchant");
        return body;
    }

    /**
     * Returns the body for Core, for a linked GoPay account.
     *
     * @param paymentOption what is charged, as the account says now
     */
    static ObjectNode linkedGoPay(ChargeStored charge, String paymentOption, Instant now) {
        ObjectNode body = core(charge.charge(), now);
        body.withObjectProperty("gopay")
                .put("account_id", charge.stored().token().reveal())
                .put("payment_option_token", paymentOption)
                .put("recurring", !charge.isBuyerPresent());
        return body;
    }

    /** Returns when a page for a card that is opened now will end. */
    static Instant pageExpiresAt(Charge charge, Instant now) {
        Instant end = charge.expiresAt() == null ? now.plus(SNAP_PAGE) : charge.expiresAt();
        return now.plus(Duration.ofMinutes(minutes(now, end, LONGEST_NUMBERED)));
    }

    private void putMethod() {
        switch (charge.method()) {
            case QRIS -> type("qris", "acquirer", "gopay");
            case BCA_VA -> type("bank_transfer", "bank", "bca");
            case BNI_VA -> type("bank_transfer", "bank", "bni");
            case BRI_VA -> type("bank_transfer", "bank", "bri");
            case PERMATA_VA -> type("bank_transfer", "bank", "permata");
            case CIMB_VA -> type("bank_transfer", "bank", "cimb");
            case BSI_VA -> type("bank_transfer", "bank", "bsi");
            // The bank shows both lines; they take 10 and 30 characters.
            case MANDIRI_VA -> type("echannel", "bill_info1", "Payment:").put("bill_info2", charge.chargeId());
            case GOPAY -> type("gopay", "callback_url", charge.returnUrl()).put("enable_callback", true);
            case SHOPEEPAY -> type("shopeepay", "callback_url", charge.returnUrl());
            case DANA -> type("dana", "callback_url", charge.returnUrl());
            case ALFAMART -> type("cstore", "store", "alfamart");
            case INDOMARET -> type("cstore", "store", "indomaret").put("message", storeMessage());
            case CARD, OVO, LINKAJA, ASTRAPAY, PAYPAL, BANK_TRANSFER ->
                throw new IllegalArgumentException("Core does not take " + charge.method());
        }
    }

    /** Sets the type of the payment, and returns its object with this first field. */
    private ObjectNode type(String type, String field, String value) {
        body.put("payment_type", type);
        return body.withObjectProperty(type).put(field, value);
    }

    private String storeMessage() {
        String description = charge.description();
        return description == null || description.isBlank()
                ? "Payment"
                : CutText.toUnits(description, LONGEST_STORE_MESSAGE);
    }

    /** https://docs.midtrans.com/reference/qris, /reference/gopay, /reference/bca-virtual-account. */
    private static Duration longest(Method method) {
        return switch (method.group()) {
            case QR, WALLET -> LONGEST_SCANNED;
            case VIRTUAL_ACCOUNT, STORE, CARD, PAYPAL, TRANSFER -> LONGEST_NUMBERED;
        };
    }

    /** Whole minutes, rounded down, so that the charge ends no later than requested. */
    private static long minutes(Instant now, Instant end, Duration longest) {
        return Math.clamp(Duration.between(now, end).toMinutes(), 1, longest.toMinutes());
    }

    private static void putUnlessNull(ObjectNode object, String field, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            object.put(field, value);
        }
    }
}
