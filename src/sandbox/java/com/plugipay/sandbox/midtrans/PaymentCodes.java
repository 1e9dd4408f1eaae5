package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.kit.api.Jsons.text;

import com.plugipay.sandbox.kit.Qris;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.midtrans.api.MidtransStyle;
import com.plugipay.sandbox.midtrans.gopay.GoPayAccount;
import com.plugipay.sandbox.midtrans.gopay.GoPayAccounts;
import io.nayuki.qrcodegen.QrCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** What a buyer is given to pay with: the number, the code or the link of each method. */
record PaymentCodes(StandInTools tools, MidtransLedger ledger) {
    /** In rupiah: a wallet is opened by its app's own link. */
    private static final int APP_LINK = 77_001;
    /** In rupiah: a wallet's link is nothing that a browser should open, and a QR code is too long to be drawn. */
    private static final int HOSTILE_LINK = 77_003;
    /** In rupiah: a wallet has no link. */
    private static final int NO_LINK = 77_004;

    private static final int REFERENCE = 20;
    private static final int PIXELS_PER_MODULE = 6;
    /** Four modules of white around, or cameras do not find it. */
    private static final int MARGIN = 4;

    /**
     * Adds the fields, or refuses a token of a card that there is not.
     *
     * @param part the part of the request that is about this method: {@code bank_transfer} and the like
     */
    void issue(MidtransPayment payment, JsonObject part) {
        JsonObject shown = payment.shown;
        switch (payment.channel.kind) {
            case QR -> qr(payment, part);
            case WALLET -> wallet(payment, part);
            case PUSH -> shown.put("payer_phone_number", String.valueOf(text(part, "phone_number")));
            case ACCOUNT -> account(payment);
            case BILL -> shown.put("bill_key", tools.ids().digits(12)).put("biller_code", "70012");
            case COUNTER ->
                shown.put("store", payment.channel.variant)
                        .put(
                                "payment_code",
                                tools.ids().digits(payment.channel == MidtransPaymentType.INDOMARET ? 14 : 16));
            case CARD -> card(payment, part);
        }
    }

    private void qr(MidtransPayment payment, JsonObject part) {
        payment.shown.put("acquirer", Objects.requireNonNullElse(text(part, "acquirer"), "gopay"));
        boolean tooLong = payment.order.amount() == HOSTILE_LINK;
        payment.shownWhileOpen
                .put("qr_string", tooLong ? "0".repeat(4000) : qrText(payment))
                .put(
                        "actions",
                        array(
                                action("generate-qr-code", "GET", tools.url(picturePath(payment))),
                                action("generate-qr-code-v2", "GET", tools.url(picturePath(payment)))));
    }

    private void wallet(MidtransPayment payment, JsonObject part) {
        payment.returnUrl = text(part, "callback_url");
        boolean gopay = payment.channel == MidtransPaymentType.GOPAY;
        String accountId = text(part, "account_id");
        if (gopay && accountId != null) {
            linked(payment, accountId, part);
            return;
        }
        JsonArray actions = new JsonArray();
        if (gopay) {
            actions.add(action("generate-qr-code", "GET", tools.url(picturePath(payment))));
            payment.shownWhileOpen.put("qr_string", qrText(payment));
        }
        String link = link(payment);
        if (!link.isEmpty()) {
            actions.add(action("deeplink-redirect", "GET", link));
        }
        if (gopay) {
            actions.add(action("get-status", "GET", tools.url("/v2/" + payment.id() + "/status")))
                    .add(action("cancel", "POST", tools.url("/v2/" + payment.id() + "/cancel")));
        }
        payment.shownWhileOpen.put("actions", actions);
    }

    /** A linked account pays at once, or shows the page on which its buyer types the PIN. */
    private void linked(MidtransPayment payment, String accountId, JsonObject part) {
        GoPayAccount account =
                ledger.accounts().find(payment.owner(), accountId).orElseThrow(GoPayAccounts::noAccount);
        if (!account.offers(text(part, "payment_option_token"))) {
            throw MidtransStyle.invalid("gopay.payment_option_token is invalid");
        }
        payment.linked = account;
        if (account.hasMoney() && account.asks(Boolean.TRUE.equals(part.getValue("recurring")))) {
            payment.shownWhileOpen.put(
                    "actions", array(action("verification-link-url", "GET", tools.url("/wallet/" + payment.id()))));
        }
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

    private static JsonObject action(String name, String method, String url) {
        return json("name", name, "method", method, "url", url);
    }

    private void account(MidtransPayment payment) {
        if (payment.channel == MidtransPaymentType.PERMATA) {
            payment.shown.put("permata_va_number", "8562" + tools.ids().digits(12));
            return;
        }
        JsonObject number = json(
                "bank",
                payment.channel.variant,
                "va_number",
                "81278" + tools.ids().digits(11));
        payment.shown.put("va_numbers", array(number)).put("payment_amounts", new JsonArray());
    }

    private void card(MidtransPayment payment, JsonObject part) {
        String token = String.valueOf(text(part, "token_id"));
        TestCard card = ledger.cardTokens().remove(token);
        if (card == null) {
            card = ledger.savedCard(payment.owner(), token, tools.now())
                    .map(SavedCard::card)
                    .orElse(null);
            payment.bySavedCard = true;
        }
        if (card == null) {
            throw MidtransStyle.refusal(411, "Token id is missing, invalid, or timed out");
        }
        payment.card = card;
        payment.shown.put("masked_card", card.masked()).put("bank", "bni").put("card_type", "credit");
        boolean asks = payment.bySavedCard && card == TestCard.SAVED_ASKING;
        if (asks || Boolean.TRUE.equals(part.getValue("authentication"))) {
            payment.shownWhileOpen.put("redirect_url", tools.url("/3ds/" + payment.id()));
        }
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

    /** What the picture of a QRIS or GoPay charge says. */
    private static String qrText(MidtransPayment payment) {
        String letters = payment.id().replace("-", "");
        String reference = letters.substring(0, Math.min(REFERENCE, letters.length()));
        return Qris.encode("SANDBOX NO REAL MONEY", payment.gross, reference);
    }

    static String picturePath(MidtransPayment payment) {
        return "/v2/" + payment.channel.paymentType + "/" + payment.id() + "/qr-code";
    }

    /** The QR code as PNG. */
    static Buffer picture(MidtransPayment payment) {
        QrCode code = QrCode.encodeText(qrText(payment), QrCode.Ecc.MEDIUM);
        int side = (code.size + 2 * MARGIN) * PIXELS_PER_MODULE;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                boolean dark = code.getModule(x / PIXELS_PER_MODULE - MARGIN, y / PIXELS_PER_MODULE - MARGIN);
                image.setRGB(x, y, dark ? 0x000000 : 0xFFFFFF);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
