package com.plugipay.sandbox.midtrans.pages;

import com.plugipay.sandbox.kit.MinorUnits;
import com.plugipay.sandbox.midtrans.MidtransPayment;
import com.plugipay.sandbox.midtrans.MidtransPaymentType;
import com.plugipay.sandbox.midtrans.api.MidtransWire;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A charge as a buyer sees it.
 *
 * @param facts what a buyer needs to pay: numbers and codes
 * @param picture the path of a QR code; null for none
 * @param backUrl where the merchant waits; null for nowhere
 */
public record ChargePage(
        String id,
        String method,
        String orderId,
        String amount,
        String status,
        boolean pending,
        boolean card,
        List<Fact> facts,
        @Nullable String picture,
        @Nullable String backUrl) {

    /** A line of text. */
    public record Fact(String name, String value) {}

    static ChargePage of(MidtransPayment transaction) {
        String back = transaction.returnUrl();
        boolean picture =
                transaction.channel() == MidtransPaymentType.QRIS || transaction.channel() == MidtransPaymentType.GOPAY;
        return new ChargePage(
                transaction.id(),
                transaction.channel().title(),
                transaction.order().orderId(),
                rupiah(transaction.gross()),
                transaction.status().text(),
                transaction.pending(),
                transaction.channel() == MidtransPaymentType.CARD,
                facts(transaction),
                picture
                        ? "/midtrans/v2/" + transaction.channel().paymentType() + "/" + transaction.id() + "/qr-code"
                        : null,
                back == null ? null : Returns.with(back, transaction));
    }

    static String rupiah(long amount) {
        return MinorUnits.text(amount, "IDR");
    }

    private static List<Fact> facts(MidtransPayment transaction) {
        List<Fact> facts = new ArrayList<>();
        JsonObject shown = transaction.shown();
        if (shown.getValue("va_numbers") instanceof JsonArray numbers) {
            facts.add(new Fact("Account", numbers.getJsonObject(0).getString("va_number")));
        }
        add(facts, shown, "Account", "permata_va_number");
        add(facts, shown, "Company code", "biller_code");
        add(facts, shown, "Bill key", "bill_key");
        add(facts, shown, "Payment code", "payment_code");
        add(facts, shown, "Phone", "payer_phone_number");
        add(facts, shown, "Card", "masked_card");
        facts.add(new Fact("Pay before", MidtransWire.time(transaction.expiresAt()) + " (GMT+7)"));
        return facts;
    }

    private static void add(List<Fact> facts, JsonObject shown, String name, String field) {
        String value = MidtransWire.text(shown, field);
        if (value != null) {
            facts.add(new Fact(name, value));
        }
    }
}
