package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.kit.api.Jsons.text;

import com.plugipay.sandbox.kit.Qris;
import com.plugipay.sandbox.kit.SeededIds;
import com.plugipay.sandbox.kit.StandInTools;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a buyer is given to pay with: the number, the code or the link of each method. */
record PaymentCodes(StandInTools tools, SeededIds ids) {
    private static final String BILLER_CODE = "70012";
    /** In rupiah: a wallet is opened by its app's own link. */
    private static final int APP_LINK = 77_001;
    /** In rupiah: a wallet's link is nothing that a browser should open, and a QR code is too long to be drawn. */
    private static final int HOSTILE_LINK = 77_003;
    /** In rupiah: a wallet has no link. */
    private static final int NO_LINK = 77_004;

    private static final int REFERENCE = 20;

    /**
     * Adds the fields.
     *
     * @param part the part of the request that is about this method: {@code bank_transfer} and the like
     */
    void issue(MidtransPayment payment, JsonObject part) {
        JsonObject shown = payment.shown;
        switch (payment.channel.kind) {
            case QR -> qr(payment, text(part, "acquirer"));
            case WALLET -> wallet(payment, text(part, "callback_url"));
            case PUSH -> shown.put("payer_phone_number", String.valueOf(text(part, "phone_number")));
            case ACCOUNT -> shown.mergeIn(account(payment.channel, text(part, "va_number")));
            case BILL -> shown.put("bill_key", ids.digits(12)).put("biller_code", BILLER_CODE);
            case COUNTER ->
                shown.put("store", payment.channel.variant)
                        .put("payment_code", ids.digits(payment.channel == MidtransPaymentType.INDOMARET ? 14 : 16));
            case CARD -> {
                // A card has nothing to hand out.
            }
        }
    }

    private void qr(MidtransPayment payment, @Nullable String acquirer) {
        payment.shown.put("acquirer", acquirer == null ? "gopay" : acquirer);
        boolean tooLong = payment.order.amount() == HOSTILE_LINK;
        payment.shownWhileOpen
                .put("qr_string", tooLong ? "0".repeat(4000) : qrText(payment))
                .put(
                        "actions",
                        array(
                                action("generate-qr-code", "GET", picture(payment)),
                                action("generate-qr-code-v2", "GET", picture(payment))));
    }

    private void wallet(MidtransPayment payment, @Nullable String callbackUrl) {
        payment.returnUrl = callbackUrl;
        JsonArray actions = new JsonArray();
        boolean gopay = payment.channel == MidtransPaymentType.GOPAY;
        if (gopay) {
            actions.add(action("generate-qr-code", "GET", picture(payment)));
            payment.shownWhileOpen.put("qr_string", qrText(payment));
        }
        String link = link(payment);
        if (!link.isEmpty()) {
            actions.add(action("deeplink-redirect", "GET", link));
        }
        if (gopay) {
            String path = "/v2/" + payment.id();
            actions.add(action("get-status", "GET", tools.url(path + "/status")))
                    .add(action("cancel", "POST", tools.url(path + "/cancel")));
        }
        payment.shownWhileOpen.put("actions", actions);
    }

    /** A page of the stand-in's, but for some amounts what Midtrans gives in production, or a link that is dangerous. */
    private String link(MidtransPayment payment) {
        return switch (Math.clamp(payment.order.amount(), 0, Integer.MAX_VALUE)) {
            case APP_LINK ->
                payment.channel == MidtransPaymentType.GOPAY
                        ? "gojek://gopay/merchanttransfer?tref=" + payment.id()
                        : "shopeeid://main?apprl=%2Frn%2F" + payment.id();
            case HOSTILE_LINK -> "javascript:alert(document.domain)";
            case NO_LINK -> "";
            default -> tools.url("/wallet/" + payment.id());
        };
    }

    private JsonObject account(MidtransPaymentType channel, @Nullable String wanted) {
        if (channel == MidtransPaymentType.PERMATA) {
            return json("permata_va_number", "8562" + ids.digits(12));
        }
        String number = "81278" + (wanted == null || wanted.isBlank() ? ids.digits(11) : wanted);
        return new JsonObject()
                .put("va_numbers", array(json("bank", channel.variant, "va_number", number)))
                .put("payment_amounts", new JsonArray());
    }

    /** What the picture of a QRIS or GoPay charge says. */
    static String qrText(MidtransPayment payment) {
        String letters = payment.id().replace("-", "");
        String reference = letters.substring(0, Math.min(REFERENCE, letters.length()));
        return Qris.encode("SANDBOX NO REAL MONEY", payment.gross, reference);
    }

    /** Whether a buyer who was given this text can pay the charge with it. */
    static boolean opens(MidtransPayment payment, String code) {
        String bare = bare(code);
        boolean account = payment.shown.getValue("va_numbers") instanceof JsonArray numbers
                && bare.equals(numbers.getJsonObject(0).getString("va_number"));
        return account
                || Stream.of("permata_va_number", "bill_key", "payment_code", "payer_phone_number")
                        .map(field -> text(payment.shown, field))
                        .anyMatch(shown -> shown != null && bare.equals(bare(shown)))
                || code.equals(qrText(payment));
    }

    /** Numbers are found with or without spaces and dashes; the text of a QR code has spaces of its own. */
    private static String bare(String code) {
        return code.replaceAll("[\\s+-]", "");
    }

    private String picture(MidtransPayment payment) {
        return tools.url("/v2/" + payment.channel.paymentType + "/" + payment.id() + "/qr-code");
    }

    private static JsonObject action(String name, String method, String url) {
        return json("name", name, "method", method, "url", url);
    }
}
