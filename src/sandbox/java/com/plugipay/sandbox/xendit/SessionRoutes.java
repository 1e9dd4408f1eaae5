package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.xendit.XenditEndpoints.find;
import static com.plugipay.sandbox.xendit.XenditErrors.require;

import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.ProviderApi;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Payment sessions, which are the hosted page: for one payment, or to store a payment method. */
record SessionRoutes(XenditPaymentProcessor processor) {
    private static final Duration USUAL_LIFE = Duration.ofMinutes(30);
    private static final Duration SHORTEST_LIFE = Duration.ofMinutes(10);
    private static final String STORING = "allow_save_payment_method";
    private static final String NOT_STORING = "DISABLED";
    private static final List<String> CURRENCIES = List.of("IDR", "PHP", "VND", "THB", "SGD", "MYR", "USD");
    private static final List<String> COUNTRIES = List.of("ID", "PH", "VN", "TH", "SG", "MY");

    void mount(ProviderApi<XenditMerchant> api) {
        api.post("/sessions", this::create);
        api.get(
                "/sessions/:id",
                call -> ApiReply.of(find(call, processor.checkouts).toJson()));
        api.post("/sessions/:id/cancel", this::cancel);
    }

    private ApiReply cancel(ApiCall<XenditMerchant> call) {
        Checkout session = find(call, processor.checkouts);
        require(session.open(), "INVALID_SESSION_STATUS", "The session is " + session.status() + " already.");
        processor.cancel(session);
        return ApiReply.of(session.toJson());
    }

    private ApiReply create(ApiCall<XenditMerchant> call) {
        XenditFields body = XenditFields.of(call);
        String mode = body.text("mode", 64);
        require(mode.equals("PAYMENT_LINK"), "MODE_NOT_SUPPORTED", "mode must be PAYMENT_LINK");
        String currency = body.text("currency", 3);
        require(CURRENCIES.contains(currency), "INVALID_CURRENCY", "The currency is not supported.");
        String country = body.text("country", 2);
        require(COUNTRIES.contains(country), "INVALID_COUNTRY", "The country is not supported.");
        String type = body.oneOf("session_type", "PAY", Checkout.SETUP);
        boolean setup = type.equals(Checkout.SETUP);
        String storing = storing(body, setup);
        long amount = setup ? zero(body) : body.amount("amount", currency, "INVALID_AMOUNT");
        List<String> codes = body.texts("allowed_payment_channels");
        List<XenditChannelCode> offered = channels(codes).stream()
                // Other currencies than rupiah can be paid by card only.
                .filter(channel -> currency.equals("IDR") || channel == XenditChannelCode.CARDS)
                .filter(channel -> setup || channel.takes(amount))
                .filter(channel -> channel.stores() || (!setup && !storing.equals("FORCED")))
                .toList();
        String id = "ps-" + processor.tools.ids().hex24();
        JsonObject fields = json(
                "payment_session_id", id,
                "payment_link_url", processor.tools.url("/checkout/sessions/" + id),
                "reference_id", body.text("reference_id", 64),
                "session_type", type,
                "allow_save_payment_method", storing,
                "mode", mode,
                "amount", XenditFields.write(amount, currency),
                "currency", currency,
                "country", country,
                "capture_method", body.only("capture_method", "AUTOMATIC"),
                "channel_properties", body.object("channel_properties").json(),
                "allowed_payment_channels", codes,
                "locale", body.has("locale") ? body.text("locale", 8) : "en",
                "description", body.optionalText("description", 1_000),
                "metadata", body.metadata(),
                "success_return_url", body.url("success_return_url", "INVALID_URL"),
                "cancel_return_url", body.url("cancel_return_url", "INVALID_URL"),
                "expires_at", expiry(body, processor.now()).toString(),
                "customer_id", customer(call.merchant(), body, setup || !storing.equals(NOT_STORING)));
        Checkout session = new Checkout(id, call.merchant(), fields, offered, processor.now());
        processor.open(session);
        return ApiReply.of(201, session.toJson());
    }

    /** A page without a payment always stores, and takes no choice. */
    private static String storing(XenditFields body, boolean setup) {
        if (setup) {
            require(!body.has("capture_method"), "DISALLOWED_CAPTURE_METHOD", "capture_method is for PAY only");
            body.require(!body.has(STORING), STORING, "is for PAY only");
            return NOT_STORING;
        }
        return body.has(STORING) ? body.oneOf(STORING, NOT_STORING, Checkout.OPTIONAL, "FORCED") : NOT_STORING;
    }

    private static long zero(XenditFields body) {
        boolean zero = body.json().getValue("amount") instanceof Number amount && amount.doubleValue() == 0;
        require(zero, "INVALID_AMOUNT", "The amount must be 0 for SAVE.");
        return 0;
    }

    /** None given is all of them. */
    private static List<XenditChannelCode> channels(List<String> codes) {
        return codes.isEmpty()
                ? Arrays.asList(XenditChannelCode.values())
                : codes.stream()
                        .map(code -> XenditChannelCode.of(code)
                                .orElseThrow(() -> XenditErrors.of(
                                        "INVALID_PAYMENT_CHANNEL", code + " is unknown or not activated.")))
                        .toList();
    }

    private static Instant expiry(XenditFields body, Instant now) {
        Instant wanted = body.instant("expires_at");
        boolean fits = wanted == null || !wanted.isBefore(now.plus(SHORTEST_LIFE));
        require(fits, "INVALID_EXPIRY_DATE", "expires_at must be at least 10 minutes ahead");
        return wanted == null ? now.plus(USUAL_LIFE) : wanted;
    }

    private @Nullable String customer(XenditMerchant merchant, XenditFields body, boolean required) {
        String id = body.optionalText("customer_id", 64);
        if (id != null) {
            require(merchant.customerIds.containsValue(id), "INVALID_CUSTOMER_ID", "There is no such customer.");
            return id;
        }
        if (!body.has("customer")) {
            require(!required, "MISSING_CUSTOMER", "customer is required");
            return null;
        }
        XenditFields customer = body.object("customer");
        customer.object("individual_detail").text("given_names", 255);
        String made = "cust-" + processor.tools.ids().uuid();
        String reference = customer.text("reference_id", 255);
        customer.require(reference.matches("[A-Za-z0-9]+"), "reference_id", "takes letters and digits only");
        if (merchant.customerIds.putIfAbsent(reference, made) != null) {
            throw XenditErrors.of(409, "DUPLICATE_ERROR", "A customer with this reference_id exists already.");
        }
        return made;
    }
}
