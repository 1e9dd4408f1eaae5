package com.plugipay.sandbox.xendit.api;

import com.plugipay.sandbox.kit.ExpiryTimers;
import com.plugipay.sandbox.xendit.Amounts;
import com.plugipay.sandbox.xendit.PaymentIssuers;
import com.plugipay.sandbox.xendit.PaymentRequest;
import com.plugipay.sandbox.xendit.XenditChannelCode;
import com.plugipay.sandbox.xendit.XenditLedger;
import com.plugipay.sandbox.xendit.XenditPaymentProcessor;
import com.plugipay.sandbox.xendit.api.ApiCall.Reply;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.List;

/** Version 2 of the payment requests, as far as a client library needs it to be paid once by QRIS or to a BCA account. */
public final class LegacyPaymentRequestRoutes {
    private final XenditLedger ledger;
    private final XenditPaymentProcessor processor;
    private final ExpiryTimers timers;

    public LegacyPaymentRequestRoutes(XenditLedger ledger, XenditPaymentProcessor processor, ExpiryTimers timers) {
        this.ledger = ledger;
        this.processor = processor;
        this.timers = timers;
    }

    public void mount(XenditEndpoints api, Router router) {
        api.onceByKey(router, "/payment_requests", this::create);
        api.on(router, HttpMethod.GET, "/payment_requests/:id", call -> Reply.of(json(find(call))));
        api.on(router, HttpMethod.POST, "/payment_requests/:id/payments/simulate", this::simulate);
    }

    private Reply create(ApiCall call) {
        RequestFields body = call.body();
        RequestFields method = body.object("payment_method");
        XenditChannelCode channel = switch (method.oneOf("type", List.of("QR_CODE", "VIRTUAL_ACCOUNT"))) {
            case "QR_CODE" -> XenditChannelCode.QRIS;
            default -> bank(method.object("virtual_account"));
        };
        String currency = body.oneOf("currency", List.of("IDR"));
        long amount = Amounts.read(body.number("amount"), currency, "API_VALIDATION_ERROR");
        if (!channel.takes(amount)) {
            throw XenditRefusal.of("API_VALIDATION_ERROR", "The amount is outside of the limits of " + channel);
        }
        PaymentRequest.Asked asked = new PaymentRequest.Asked(
                body.has("reference_id") ? body.text("reference_id", 255) : "",
                "PAY",
                "ID",
                currency,
                amount,
                channel,
                new JsonObject(),
                body.optionalText("description", 1_000),
                body.metadata(),
                processor.now().plus(channel.lifetime));
        return Reply.of(201, json(processor.open(call.account(), asked, null)));
    }

    private static XenditChannelCode bank(RequestFields account) {
        return XenditChannelCode.of(account.text("channel_code", 32) + "_VIRTUAL_ACCOUNT")
                .orElseThrow(
                        () -> XenditRefusal.invalid(account.path() + "channel_code", "channel_code is not supported"));
    }

    private Reply simulate(ApiCall call) {
        PaymentRequest request = find(call);
        timers.at(processor.now(), () -> {
            if (request.open()) {
                processor.pay(request, PaymentIssuers.usual(request.channel()));
            }
        });
        return Reply.of(PaymentRequestRoutes.SIMULATING);
    }

    private PaymentRequest find(ApiCall call) {
        return ledger.request(call.account(), call.id());
    }

    private static JsonObject json(PaymentRequest request) {
        PaymentRequest.Asked asked = request.asked();
        return new JsonObject()
                .put("id", request.id())
                .put("created", request.created().toString())
                .put("updated", request.updated().toString())
                .put("reference_id", asked.reference())
                .put("business_id", request.account().businessId())
                .put("customer_id", null)
                .put("amount", Amounts.write(asked.amount(), asked.currency()))
                .put("country", asked.country())
                .put("currency", asked.currency())
                .put("payment_method", method(request))
                .put("description", asked.description())
                .put("capture_method", "AUTOMATIC")
                .put("status", status(request))
                .put("actions", new JsonArray())
                .put("metadata", asked.metadata())
                .put("items", null)
                .put("shipping_information", null);
    }

    /** Before it is paid this generation calls it pending, and it knows no expiry of its own. */
    private static String status(PaymentRequest request) {
        return switch (request.status()) {
            case REQUIRES_ACTION, ACCEPTING_PAYMENTS -> "PENDING";
            case SUCCEEDED -> "SUCCEEDED";
            case FAILED -> "FAILED";
            case CANCELED -> "CANCELED";
            case EXPIRED -> "EXPIRED";
        };
    }

    private static JsonObject method(PaymentRequest request) {
        boolean qris = request.channel() == XenditChannelCode.QRIS;
        JsonObject properties = new JsonObject()
                .put("expires_at", request.asked().expiresAt().toString())
                .put(
                        qris ? "qr_string" : "virtual_account_number",
                        request.code().orElse(""));
        JsonObject way = new JsonObject()
                .put("channel_code", qris ? "QRIS" : request.channel().label)
                .put("channel_properties", properties);
        if (!qris) {
            properties.put("customer_name", "BUDI");
            way.put(
                            "amount",
                            Amounts.write(
                                    request.asked().amount(), request.asked().currency()))
                    .put("currency", request.asked().currency());
        }
        return new JsonObject()
                .put("id", "pm-" + request.id().substring(3))
                .put("type", qris ? "QR_CODE" : "VIRTUAL_ACCOUNT")
                .put(qris ? "qr_code" : "virtual_account", way)
                .put("reusability", "ONE_TIME_USE")
                .put("status", "ACTIVE")
                .put("reference_id", request.asked().reference())
                .put("metadata", null)
                .put("created", request.created().toString())
                .put("updated", request.updated().toString());
    }
}
