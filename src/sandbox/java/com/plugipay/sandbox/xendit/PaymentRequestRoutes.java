package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.kit.api.Jsons.known;
import static com.plugipay.sandbox.xendit.XenditEndpoints.find;
import static com.plugipay.sandbox.xendit.XenditEndpoints.wanted;
import static com.plugipay.sandbox.xendit.XenditErrors.INVALID_VALUE;
import static com.plugipay.sandbox.xendit.XenditErrors.require;

import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.ProviderApi;
import com.plugipay.sandbox.xendit.PaymentRequest.Payment;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Direct payments: version 3 of the payment requests and payments. */
record PaymentRequestRoutes(XenditPaymentProcessor processor) {
    void mount(ProviderApi<XenditMerchant> api) {
        api.post("/v3/payment_requests", this::create);
        api.get("/v3/payment_requests", this::list);
        api.get(
                "/v3/payment_requests/:id",
                call -> ApiReply.of(find(call, processor.requests).toJson()));
        api.post("/v3/payment_requests/:id/cancel", this::cancel);
        api.post("/v3/payment_requests/:id/simulate", this::simulate);
        api.get("/v3/payments/:id", this::payment);
    }

    private ApiReply list(ApiCall<XenditMerchant> call) {
        Stream<JsonObject> found = processor.requests.of(call.merchant()).stream()
                .map(PaymentRequest::toJson)
                .filter(wanted(call, "reference_id", "reference_id"));
        return XenditEndpoints.page(call, 100, "payment_request_id", found);
    }

    private ApiReply cancel(ApiCall<XenditMerchant> call) {
        PaymentRequest request = find(call, processor.requests);
        if (!request.open()) {
            String message = "The payment request is " + request.status() + " already.";
            throw XenditErrors.of(409, "INELIGIBLE_TRANSACTION_STATUS", message);
        }
        request.become(PaymentRequest.Status.CANCELED, processor.now());
        return ApiReply.of(request.toJson());
    }

    /** Xendit answers at once and pays a moment later. */
    private ApiReply simulate(ApiCall<XenditMerchant> call) {
        PaymentRequest request = find(call, processor.requests);
        long amount = XenditFields.of(call).amount("amount", request.currency(), INVALID_VALUE);
        require(amount == request.amount, INVALID_VALUE, "amount must be the amount of the payment request");
        processor.tools.timers().at(processor.now(), () -> {
            if (request.open()) {
                processor.pay(request, request.channel.usualIssuer());
            }
        });
        return ApiReply.of(json("status", "PENDING", "message", "A simulated payment is being processed."));
    }

    private ApiReply payment(ApiCall<XenditMerchant> call) {
        Stream<Payment> payments = processor.payments(call.merchant());
        return XenditEndpoints.one(call, "payment_id", payments.map(Payment::toJson));
    }

    private ApiReply create(ApiCall<XenditMerchant> call) {
        XenditFields body = XenditFields.of(call);
        String reference = body.text("reference_id", 255);
        String type = body.oneOf("type", "PAY", PaymentRequest.REUSABLE);
        String currency = body.oneOf("currency", "IDR");
        XenditChannelCode channel = XenditChannelCode.of(body.text("channel_code", 64))
                .orElseThrow(() -> XenditErrors.invalid("channel_code", "channel_code is not supported"));
        boolean typeFits = type.equals("PAY") || !channel.prefix.isEmpty();
        require(typeFits, INVALID_VALUE, "type " + type + " is not supported by " + channel);
        long amount = body.amount("request_amount", currency, INVALID_VALUE);
        String limits = channel + " takes a request_amount of " + channel.least + " to " + channel.most;
        require(channel.takes(amount), INVALID_VALUE, limits);
        XenditFields properties = body.object("channel_properties");
        check(channel, properties);
        Instant expiresAt = expiry(channel, properties);
        boolean card = channel == XenditChannelCode.CARDS;
        boolean taken = processor.requests.of(call.merchant()).stream()
                .anyMatch(other -> other.channel == channel && other.reference().equals(reference));
        if (card && taken) {
            throw XenditErrors.of(409, "DUPLICATE_ERROR", "A payment request with this reference_id exists already.");
        }
        JsonObject fields = known(
                "reference_id", reference,
                "type", type,
                "country", body.oneOf("country", "ID"),
                "currency", currency,
                "request_amount", XenditFields.write(amount, currency),
                "capture_method", body.only("capture_method", "AUTOMATIC"),
                "channel_code", channel.name(),
                "channel_properties", repeated(channel, properties.json(), expiresAt),
                "description", body.optionalText("description", 1_000),
                "metadata", body.metadata());
        PaymentRequest request = processor.open(call.merchant(), fields, expiresAt, null);
        String number = properties.object("card_details").json().getString("card_number", "");
        if (card && !XenditCards.CHALLENGED.contains(number)) {
            processor.pay(request, channel.usualIssuer());
        }
        return ApiReply.of(201, request.toJson());
    }

    private void check(XenditChannelCode channel, XenditFields properties) {
        List<String> required = switch (channel.kind) {
            case QR_CODE -> List.of();
            case VIRTUAL_ACCOUNT -> List.of("display_name");
            case RETAIL_OUTLET -> List.of("payer_name");
            case EWALLET -> List.of(channel == XenditChannelCode.OVO ? "account_mobile_number" : "success_return_url");
            case CARDS -> List.of("success_return_url", "failure_return_url");
        };
        required.forEach(name -> properties.text(name, 2_048));
        List.of("success_return_url", "failure_return_url", "cancel_return_url")
                .forEach(name -> properties.url(name, "API_VALIDATION_ERROR"));
        if (channel == XenditChannelCode.OVO) {
            XenditCards.checkPhone(properties.text("account_mobile_number", 32));
        } else if (channel == XenditChannelCode.CARDS) {
            XenditCards.check(properties.object("card_details"), processor.now());
        }
    }

    private Instant expiry(XenditChannelCode channel, XenditFields properties) {
        Instant wanted = properties.instant("expires_at");
        properties.require(wanted == null || wanted.isAfter(processor.now()), "expires_at", "must be in the future");
        return wanted == null || !channel.kind.hasCode() ? processor.now().plus(channel.lifetime()) : wanted;
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
