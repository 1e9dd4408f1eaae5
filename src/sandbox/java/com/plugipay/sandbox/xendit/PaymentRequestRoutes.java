package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.known;

import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.ProviderApi;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Direct payments: version 3 of the payment requests and payments. */
final class PaymentRequestRoutes {
    private static final int LONGEST_PAGE = 100;
    private static final JsonObject SIMULATING = new JsonObject()
            .put("status", "PENDING")
            .put(
                    "message",
                    "A simulated payment for the specified payment request id is being processed."
                            + " You will be informed of the result via a webhook.");

    private final StandInTools tools;
    private final XenditLedger ledger;
    private final XenditPaymentProcessor processor;

    PaymentRequestRoutes(StandInTools tools, XenditLedger ledger, XenditPaymentProcessor processor) {
        this.tools = tools;
        this.ledger = ledger;
        this.processor = processor;
    }

    void mount(ProviderApi<XenditMerchant> api) {
        api.post("/v3/payment_requests", this::create);
        api.get("/v3/payment_requests", this::list);
        api.get("/v3/payment_requests/:id", call -> ApiReply.of(toJson(find(call))));
        api.post("/v3/payment_requests/:id/cancel", this::cancel);
        api.post("/v3/payment_requests/:id/simulate", this::simulate);
        api.get("/v3/payments/:id", this::payment);
    }

    private ApiReply create(ApiCall<XenditMerchant> call) {
        XenditFields body = XenditFields.of(call);
        PaymentRequest.Terms terms = read(body, processor.now());
        boolean card = terms.channel() == XenditChannelCode.CARDS;
        if (card && cardReferenceTaken(call.merchant(), terms.fields().getString("reference_id"))) {
            throw XenditErrors.of(409, "DUPLICATE_ERROR", "A payment request with this reference_id exists already.");
        }
        PaymentRequest request = processor.open(call.merchant(), terms, null);
        if (card && !asksTheBuyer(body)) {
            processor.pay(request, XenditChannelCode.CARDS.usualIssuer());
        }
        return ApiReply.of(201, toJson(request));
    }

    private boolean cardReferenceTaken(XenditMerchant merchant, String reference) {
        return ledger.requests.of(merchant).stream()
                .anyMatch(request -> request.channel == XenditChannelCode.CARDS
                        && request.reference().equals(reference));
    }

    private static boolean asksTheBuyer(XenditFields body) {
        XenditFields properties = body.object("channel_properties");
        return !Boolean.TRUE.equals(properties.json().getValue("skip_three_ds"))
                && XenditCards.challenged(properties.object("card_details").text("card_number", 32));
    }

    private ApiReply list(ApiCall<XenditMerchant> call) {
        List<PaymentRequest> found = ledger.requests.of(call.merchant()).stream()
                .filter(request -> call.query("reference_id")
                        .map(request.reference()::equals)
                        .orElse(true))
                .toList();
        return XenditEndpoints.page(call, found, LONGEST_PAGE, PaymentRequest::id, this::toJson);
    }

    private ApiReply cancel(ApiCall<XenditMerchant> call) {
        PaymentRequest request = find(call);
        if (!request.open()) {
            throw XenditErrors.of(
                    409, "INELIGIBLE_TRANSACTION_STATUS", "The payment request is " + request.status() + " already.");
        }
        processor.cancel(request);
        return ApiReply.of(toJson(request));
    }

    /** Xendit answers at once and pays a moment later. */
    private ApiReply simulate(ApiCall<XenditMerchant> call) {
        PaymentRequest request = find(call);
        long amount = XenditFields.of(call).amount("amount", request.currency(), XenditErrors.INVALID_VALUE);
        XenditErrors.require(
                request.channel.kind.code != null,
                XenditErrors.INVALID_VALUE,
                "Payments of " + request.channel + " cannot be simulated.");
        XenditErrors.require(
                amount == request.amount,
                XenditErrors.INVALID_VALUE,
                "amount must be the amount of the payment request");
        tools.timers().at(processor.now(), () -> {
            if (request.open()) {
                processor.pay(request, request.channel.usualIssuer());
            }
        });
        return ApiReply.of(SIMULATING);
    }

    private ApiReply payment(ApiCall<XenditMerchant> call) {
        return ledger.requests.of(call.merchant()).stream()
                .flatMap(request -> request.payments.stream())
                .filter(payment -> payment.id().equals(call.id()))
                .findFirst()
                .map(payment -> ApiReply.of(payment.toJson()))
                .orElseThrow(XenditErrors::notFound);
    }

    private PaymentRequest find(ApiCall<XenditMerchant> call) {
        return ledger.requests.find(call.merchant(), call.id()).orElseThrow(XenditErrors::notFound);
    }

    private JsonObject toJson(PaymentRequest request) {
        return request.toJson(tools.url(""));
    }

    /** What {@code POST /v3/payment_requests} takes. */
    private static PaymentRequest.Terms read(XenditFields body, Instant now) {
        String reference = body.text("reference_id", 255);
        String type = body.oneOf("type", "PAY", PaymentRequest.REUSABLE);
        String country = body.oneOf("country", "ID");
        String currency = body.oneOf("currency", "IDR");
        XenditErrors.require(!body.has("payment_token_id"), "INVALID_TOKEN", "There is no such payment token.");
        if (body.has("capture_method")) {
            body.oneOf("capture_method", "AUTOMATIC");
        }
        XenditChannelCode channel = XenditChannelCode.of(body.text("channel_code", 64))
                .orElseThrow(() -> XenditErrors.invalid("channel_code", "channel_code is not supported"));
        XenditErrors.require(
                !type.equals(PaymentRequest.REUSABLE) || !channel.prefix.isEmpty(),
                XenditErrors.INVALID_VALUE,
                "type " + type + " is not supported by " + channel);
        long amount = body.amount("request_amount", currency, XenditErrors.INVALID_VALUE);
        XenditErrors.require(
                channel.takes(amount),
                XenditErrors.INVALID_VALUE,
                "request_amount must be between %d and %d for %s".formatted(channel.least, channel.most, channel));
        XenditFields properties = body.object("channel_properties");
        check(channel, properties, now);
        Instant expiresAt = expiry(channel, properties, now);
        JsonObject fields = known(new JsonObject()
                .put("reference_id", reference)
                .put("type", type)
                .put("country", country)
                .put("currency", currency)
                .put("request_amount", XenditFields.write(amount, currency))
                .put("capture_method", "AUTOMATIC")
                .put("channel_code", channel.name())
                .put("channel_properties", repeated(channel, properties.json(), expiresAt))
                .put("description", body.optionalText("description", 1_000))
                .put("metadata", body.metadata()));
        return new PaymentRequest.Terms(channel, amount, expiresAt, fields);
    }

    private static void check(XenditChannelCode channel, XenditFields properties, Instant now) {
        switch (channel.kind) {
            case QR_CODE -> {}
            case VIRTUAL_ACCOUNT -> properties.text("display_name", 255);
            case RETAIL_OUTLET ->
                properties.text(properties.has("customer_name") ? "customer_name" : "payer_name", 255);
            case EWALLET -> {
                if (channel != XenditChannelCode.OVO) {
                    properties.text("success_return_url", 2_048);
                } else if (!XenditCards.isPhone(properties.text("account_mobile_number", 32))) {
                    throw XenditErrors.invalid(
                            "channel_properties.account_mobile_number",
                            "account_mobile_number must be in E.164 format");
                }
            }
            case CARDS -> {
                XenditFields card = properties.object("card_details");
                XenditCards.check(
                        card.text("card_number", 32), card.text("expiry_month", 2), card.text("expiry_year", 4), now);
                properties.text("success_return_url", 2_048);
                properties.text("failure_return_url", 2_048);
            }
        }
        List.of("success_return_url", "failure_return_url", "cancel_return_url").forEach(properties::url);
    }

    private static Instant expiry(XenditChannelCode channel, XenditFields properties, Instant now) {
        Instant wanted = properties.instant("expires_at");
        if (wanted != null && !wanted.isAfter(now)) {
            throw XenditErrors.invalid("channel_properties.expires_at", "expires_at must be in the future");
        }
        return wanted == null || channel.kind.code == null ? now.plus(channel.lifetime) : wanted;
    }

    /** The answer repeats the properties, never a whole card, and says when numbers and codes end. */
    private static JsonObject repeated(XenditChannelCode channel, JsonObject properties, Instant expiresAt) {
        JsonObject copy = properties.copy();
        if (!channel.prefix.isEmpty()) {
            copy.put("expires_at", expiresAt.toString());
        }
        JsonObject card = copy.getJsonObject("card_details");
        if (card != null) {
            String number = card.remove("card_number").toString();
            card.remove("cvn");
            card.put("masked_card_number", number.substring(0, 6) + "XXXXXX" + number.substring(number.length() - 4));
        }
        return copy;
    }
}
