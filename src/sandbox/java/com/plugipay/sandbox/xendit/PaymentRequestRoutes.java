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

/** Direct payments, and charges by stored methods: version 3 of the payment requests and payments. */
record PaymentRequestRoutes(XenditPaymentProcessor processor) {
    private static final List<String> URLS = List.of("success_return_url", "failure_return_url", "cancel_return_url");

    /** What a stored card is charged for. Only with the first the buyer is there. */
    private static final String[] USES = {"CUSTOMER_UNSCHEDULED", "MERCHANT_UNSCHEDULED", "RECURRING"};

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
        String token = body.optionalText("payment_token_id", 64);
        return token == null ? create(call, body) : charge(call, body, token);
    }

    /** A charge by a stored method needs none of its details. */
    private ApiReply charge(ApiCall<XenditMerchant> call, XenditFields body, String tokenId) {
        XenditTokenProcessor tokens = new XenditTokenProcessor(processor);
        StoredToken token = tokens.tokens().find(call.merchant(), tokenId).orElseThrow(XenditErrors::notFound);
        tokens.check(token);
        XenditChannelCode channel = token.channel;
        XenditFields properties = body.object("channel_properties");
        JsonObject fields = fields(call.merchant(), body, channel, body.oneOf("type", "PAY"), properties.json())
                .put("payment_token_id", tokenId);
        body.only("channel_code", channel.name());
        URLS.forEach(name -> properties.url(name, "API_VALIDATION_ERROR"));
        String use = channel == XenditChannelCode.CARDS ? properties.oneOf("card_on_file_type", USES) : "";
        boolean mayAsk = use.equals(USES[0]) && !properties.json().getBoolean("skip_three_ds", false);
        Instant expiresAt = processor.now().plus(channel.lifetime());
        PaymentRequest request = processor.open(call.merchant(), fields, expiresAt, null);
        tokens.charge(request, token, mayAsk);
        return ApiReply.of(201, request.toJson());
    }

    private ApiReply create(ApiCall<XenditMerchant> call, XenditFields body) {
        String type = body.oneOf("type", "PAY", PaymentRequest.REUSABLE);
        XenditChannelCode channel = XenditChannelCode.of(body.text("channel_code", 64))
                .orElseThrow(() -> XenditErrors.invalid("channel_code", "channel_code is not supported"));
        boolean typeFits = type.equals("PAY") || !channel.prefix.isEmpty();
        require(typeFits, INVALID_VALUE, "type " + type + " is not supported by " + channel);
        XenditFields properties = body.object("channel_properties");
        JsonObject fields = fields(call.merchant(), body, channel, type, properties.json());
        check(channel, properties);
        Instant expiresAt = expiry(channel, properties);
        fields.put("channel_properties", repeated(channel, properties.json(), expiresAt));
        PaymentRequest request = processor.open(call.merchant(), fields, expiresAt, null);
        String number = properties.object("card_details").json().getString("card_number", "");
        if (channel == XenditChannelCode.CARDS && !XenditCards.CHALLENGED.contains(number)) {
            processor.pay(request, channel.usualIssuer());
        }
        return ApiReply.of(201, request.toJson());
    }

    /** Those of the request that answers and callbacks repeat, after checks that are the same for all requests. */
    private JsonObject fields(
            XenditMerchant merchant, XenditFields body, XenditChannelCode channel, String type, JsonObject properties) {
        String reference = body.text("reference_id", 255);
        String currency = body.oneOf("currency", "IDR");
        long amount = body.amount("request_amount", currency, INVALID_VALUE);
        String limits = channel + " takes a request_amount of " + channel.least + " to " + channel.most;
        require(channel.takes(amount), INVALID_VALUE, limits);
        boolean taken = processor.requests.of(merchant).stream()
                .anyMatch(other -> other.channel == channel && other.reference().equals(reference));
        if (channel == XenditChannelCode.CARDS && taken) {
            throw XenditErrors.of(409, "DUPLICATE_ERROR", "A payment request with this reference_id exists already.");
        }
        return known(
                "reference_id", reference,
                "type", type,
                "country", body.oneOf("country", "ID"),
                "currency", currency,
                "request_amount", XenditFields.write(amount, currency),
                "capture_method", body.only("capture_method", "AUTOMATIC"),
                "channel_code", channel.name(),
                "channel_properties", properties,
                "description", body.optionalText("description", 1_000),
                "metadata", body.metadata());
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
        URLS.forEach(name -> properties.url(name, "API_VALIDATION_ERROR"));
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
            card.put("masked_card_number", XenditCards.masked(number));
        }
        return copy;
    }
}
