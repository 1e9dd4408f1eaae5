package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.kit.Qris;
import com.plugipay.sandbox.midtrans.api.MidtransWire;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a buyer is given to pay with: the number, the code or the link of each method. */
public final class PaymentCodes {
    static final String BILLER_CODE = "70012";

    /** In rupiah: a wallet is opened by its app's own link. */
    static final int APP_LINK = 77_001;

    /** In rupiah: a wallet's link is nothing that a browser should open, and a QR code is too long to be drawn. */
    static final int HOSTILE_LINK = 77_003;

    /** In rupiah: a wallet has no link. */
    static final int NO_LINK = 77_004;

    private static final int REFERENCE = 20;

    private final MidtransIds ids;
    private final Supplier<String> baseUrl;

    PaymentCodes(MidtransIds ids, Supplier<String> baseUrl) {
        this.ids = ids;
        this.baseUrl = baseUrl;
    }

    /**
     * Adds the fields.
     *
     * @param asked the part of the request that is about this method: {@code bank_transfer} and the like
     */
    void issue(MidtransPayment transaction, JsonObject asked) {
        MidtransPaymentType channel = transaction.channel();
        JsonObject shown = transaction.shown();
        switch (channel.kind()) {
            case QR -> qr(transaction, MidtransWire.text(asked, "acquirer"));
            case WALLET -> wallet(transaction, MidtransWire.text(asked, "callback_url"));
            case PUSH -> shown.put("payer_phone_number", String.valueOf(MidtransWire.text(asked, "phone_number")));
            case ACCOUNT -> account(transaction, MidtransWire.text(asked, "va_number"));
            case BILL -> shown.put("bill_key", ids.digits(12)).put("biller_code", BILLER_CODE);
            case COUNTER ->
                shown.put("store", channel.variant())
                        .put("payment_code", ids.digits(channel == MidtransPaymentType.INDOMARET ? 14 : 16));
            case CARD -> {
                // A card has nothing to hand out.
            }
        }
    }

    private void qr(MidtransPayment transaction, @Nullable String acquirer) {
        transaction.shown().put("acquirer", acquirer == null ? "gopay" : acquirer);
        transaction
                .shownWhileOpen()
                .put(
                        "actions",
                        new JsonArray()
                                .add(action("generate-qr-code", "GET", picture(transaction)))
                                .add(action("generate-qr-code-v2", "GET", picture(transaction))))
                .put(
                        "qr_string",
                        transaction.order().amount() == HOSTILE_LINK ? "0".repeat(4000) : qrText(transaction));
    }

    private void wallet(MidtransPayment transaction, @Nullable String callbackUrl) {
        transaction.returnTo(callbackUrl);
        JsonArray actions = new JsonArray();
        String one = baseUrl.get() + "/v2/" + transaction.id();
        if (transaction.channel() == MidtransPaymentType.GOPAY) {
            actions.add(action("generate-qr-code", "GET", picture(transaction)));
            transaction.shownWhileOpen().put("qr_string", qrText(transaction));
        }
        String link = link(transaction);
        if (!link.isEmpty()) {
            actions.add(action("deeplink-redirect", "GET", link));
        }
        if (transaction.channel() == MidtransPaymentType.GOPAY) {
            actions.add(action("get-status", "GET", one + "/status"));
            actions.add(action("cancel", "POST", one + "/cancel"));
        }
        transaction.shownWhileOpen().put("actions", actions);
    }

    /** A page of ours, but for some amounts what Midtrans gives in production, or what nobody should be sent to. */
    private String link(MidtransPayment transaction) {
        return switch (Math.clamp(transaction.order().amount(), 0, Integer.MAX_VALUE)) {
            case APP_LINK ->
                transaction.channel() == MidtransPaymentType.GOPAY
                        ? "gojek://gopay/merchanttransfer?tref=" + transaction.id()
                        : "shopeeid://main?apprl=%2Frn%2F" + transaction.id();
            case HOSTILE_LINK -> "javascript:alert(document.domain)";
            case NO_LINK -> "";
            default -> baseUrl.get() + "/wallet/" + transaction.id();
        };
    }

    private void account(MidtransPayment transaction, @Nullable String wished) {
        JsonObject shown = transaction.shown();
        if (transaction.channel() == MidtransPaymentType.PERMATA) {
            shown.put("permata_va_number", "8562" + ids.digits(12));
            return;
        }
        String number = "81278" + (wished == null || wished.isBlank() ? ids.digits(11) : wished);
        shown.put(
                        "va_numbers",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("bank", transaction.channel().variant())
                                        .put("va_number", number)))
                .put("payment_amounts", new JsonArray());
    }

    /** What the picture of a QRIS or GoPay charge says. */
    public static String qrText(MidtransPayment transaction) {
        String letters = transaction.id().replace("-", "");
        String reference = letters.substring(0, Math.min(REFERENCE, letters.length()));
        return Qris.encode("SANDBOX NO REAL MONEY", transaction.gross(), reference);
    }

    /**
     * Whether a buyer who has this can pay the charge with it.
     *
     * @param code as it was given: the text of a QR code has spaces
     * @param bare the same without spaces and dashes
     */
    public static boolean opens(MidtransPayment transaction, String code, String bare) {
        JsonObject shown = transaction.shown();
        boolean account = shown.getValue("va_numbers") instanceof JsonArray numbers
                && bare.equals(numbers.getJsonObject(0).getString("va_number"));
        return account
                || bare.equals(MidtransWire.text(shown, "permata_va_number"))
                || bare.equals(MidtransWire.text(shown, "bill_key"))
                || bare.equals(MidtransWire.text(shown, "payment_code"))
                || bare.equals(String.valueOf(MidtransWire.text(shown, "payer_phone_number"))
                        .replaceAll("[\\s+-]", ""))
                || code.equals(qrText(transaction));
    }

    private String picture(MidtransPayment transaction) {
        return baseUrl.get() + "/v2/" + transaction.channel().paymentType() + "/" + transaction.id() + "/qr-code";
    }

    private static JsonObject action(String name, String method, String url) {
        return new JsonObject().put("name", name).put("method", method).put("url", url);
    }
}
