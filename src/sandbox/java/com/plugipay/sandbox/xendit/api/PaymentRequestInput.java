package com.plugipay.sandbox.xendit.api;

import com.plugipay.sandbox.xendit.Amounts;
import com.plugipay.sandbox.xendit.PaymentRequest;
import com.plugipay.sandbox.xendit.ReturnUrls;
import com.plugipay.sandbox.xendit.XenditChannelCode;
import com.plugipay.sandbox.xendit.pages.Cards;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** What {@code POST /v3/payment_requests} takes. */
final class PaymentRequestInput {
    private static final String INVALID_VALUE = "INVALID_VALUE_ERROR";
    private static final List<String> RETURN_URLS =
            List.of("success_return_url", "failure_return_url", "cancel_return_url");

    private PaymentRequestInput() {}

    static PaymentRequest.Asked read(RequestFields body, Instant now) {
        String reference = body.text("reference_id", 255);
        String type = body.oneOf("type", List.of("PAY", PaymentRequest.Asked.REUSABLE));
        String country = body.oneOf("country", List.of("ID"));
        String currency = body.oneOf("currency", List.of("IDR"));
        if (body.has("payment_token_id")) {
            throw XenditRefusal.of("INVALID_TOKEN", "There is no such payment token.");
        }
        if (body.has("capture_method")) {
            body.oneOf("capture_method", List.of("AUTOMATIC"));
        }
        XenditChannelCode channel = XenditChannelCode.of(body.text("channel_code", 64))
                .orElseThrow(() -> XenditRefusal.invalid("channel_code", "channel_code is not supported"));
        if (type.equals(PaymentRequest.Asked.REUSABLE) && !reusable(channel)) {
            throw XenditRefusal.of(INVALID_VALUE, "type " + type + " is not supported by " + channel);
        }
        long amount = Amounts.read(body.number("request_amount"), currency, INVALID_VALUE);
        if (!channel.takes(amount)) {
            throw XenditRefusal.of(
                    INVALID_VALUE,
                    "request_amount must be between %d and %d for %s".formatted(channel.least, channel.most, channel));
        }
        RequestFields properties = body.object("channel_properties");
        check(channel, properties, now);
        Instant expiry = expiry(channel, properties, now);
        return new PaymentRequest.Asked(
                reference,
                type,
                country,
                currency,
                amount,
                channel,
                answered(channel, properties.json(), expiry),
                body.optionalText("description", 1_000),
                body.metadata(),
                expiry);
    }

    private static boolean reusable(XenditChannelCode channel) {
        return switch (channel.kind) {
            case VIRTUAL_ACCOUNT, RETAIL_OUTLET -> true;
            // A static QR code has no amount, which this stand-in does not play.
            case QR_CODE, EWALLET, CARDS -> false;
        };
    }

    private static void check(XenditChannelCode channel, RequestFields properties, Instant now) {
        switch (channel.kind) {
            case QR_CODE -> {}
            case VIRTUAL_ACCOUNT -> properties.text("display_name", 255);
            case RETAIL_OUTLET ->
                properties.text(properties.has("customer_name") ? "customer_name" : "payer_name", 255);
            case EWALLET -> {
                if (channel == XenditChannelCode.OVO) {
                    phone(properties);
                } else {
                    properties.text("success_return_url", 2_048);
                }
            }
            case CARDS -> {
                RequestFields card = properties.object("card_details");
                Cards.check(
                        card.text("card_number", 32), card.text("expiry_month", 2), card.text("expiry_year", 4), now);
                properties.text("success_return_url", 2_048);
                properties.text("failure_return_url", 2_048);
            }
        }
        for (String name : RETURN_URLS) {
            String url = properties.optionalText(name, 2_048);
            if (url != null && !ReturnUrls.allow(url)) {
                throw XenditRefusal.invalid("channel_properties." + name, name + " must be an HTTPS URL");
            }
        }
    }

    private static void phone(RequestFields properties) {
        if (!properties.text("account_mobile_number", 32).matches("\\+[1-9]\\d{6,14}")) {
            throw XenditRefusal.invalid(
                    "channel_properties.account_mobile_number", "account_mobile_number must be in E.164 format");
        }
    }

    private static Instant expiry(XenditChannelCode channel, RequestFields properties, Instant now) {
        Instant wanted = properties.instant("expires_at");
        if (wanted != null && !wanted.isAfter(now)) {
            throw XenditRefusal.invalid("channel_properties.expires_at", "expires_at must be in the future");
        }
        return switch (channel.kind) {
            case VIRTUAL_ACCOUNT, RETAIL_OUTLET, QR_CODE -> wanted == null ? now.plus(channel.lifetime) : wanted;
            case EWALLET, CARDS -> now.plus(channel.lifetime);
        };
    }

    /** The answer repeats the properties, never a whole card, and tells when numbers and codes end. */
    private static JsonObject answered(XenditChannelCode channel, JsonObject properties, Instant expiry) {
        JsonObject copy = properties.copy();
        if (channel.kind == XenditChannelCode.Kind.VIRTUAL_ACCOUNT
                || channel.kind == XenditChannelCode.Kind.RETAIL_OUTLET) {
            copy.put("expires_at", expiry.toString());
        }
        JsonObject card = copy.getJsonObject("card_details");
        if (card != null) {
            String number = card.getString("card_number");
            copy.put(
                    "card_details",
                    new JsonObject()
                            .put(
                                    "masked_card_number",
                                    number.substring(0, 6) + "XXXXXX" + number.substring(number.length() - 4))
                            .put("expiry_month", card.getString("expiry_month"))
                            .put("expiry_year", card.getString("expiry_year")));
        }
        return copy;
    }
}
