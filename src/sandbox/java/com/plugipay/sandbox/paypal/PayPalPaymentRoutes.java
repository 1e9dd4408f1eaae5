package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.known;

import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.IdempotentResults;
import com.plugipay.sandbox.kit.api.ProviderApi;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Orders v2, which are created and captured, and payments v2: captures and their refunds. */
final class PayPalPaymentRoutes {
    private static final Duration ORDER_ID_LIFE = Duration.ofHours(6);
    private static final Duration REFUND_ID_LIFE = Duration.ofDays(45);
    private static final int LONGEST_NOTE = 255;
    private static final int LONGEST_ID = 127;

    private final PayPalTools tools;
    private final PayPalPaymentProcessor processor;
    private final IdempotentResults<PayPalOrder> created;
    private final IdempotentResults<PayPalOrder> captured;
    private final IdempotentResults<PayPalRefund> refunded;

    PayPalPaymentRoutes(PayPalTools tools, PayPalPaymentProcessor processor) {
        this.tools = tools;
        this.processor = processor;
        this.created = new IdempotentResults<>(tools.standIn().clock(), ORDER_ID_LIFE);
        this.captured = new IdempotentResults<>(tools.standIn().clock(), ORDER_ID_LIFE);
        this.refunded = new IdempotentResults<>(tools.standIn().clock(), REFUND_ID_LIFE);
    }

    void mount(ProviderApi<RestApp> api) {
        api.post("/v2/checkout/orders", call -> answer(created, call, () -> create(call)));
        api.get("/v2/checkout/orders/:id", call -> ApiReply.of(order(call).toJson(tools)));
        api.post("/v2/checkout/orders/:id/capture", this::capture);
        api.get(
                "/v2/payments/captures/:id",
                call -> ApiReply.of(findCapture(call).toJson(tools)));
        api.post(
                "/v2/payments/captures/:id/refund",
                call -> PayPalEndpoints.once(
                        refunded,
                        call,
                        () -> refund(call),
                        refund -> refund.toJson(tools),
                        refund -> refund.minimum(tools)));
        api.get(
                "/v2/payments/refunds/:id",
                call -> ApiReply.of(processor
                        .refunds
                        .find(call.merchant(), call.id())
                        .orElseThrow(PayPalErrors::notFound)
                        .toJson(tools)));
    }

    private ApiReply answer(
            IdempotentResults<PayPalOrder> results, ApiCall<RestApp> call, Supplier<PayPalOrder> action) {
        return PayPalEndpoints.once(results, call, action, order -> order.toJson(tools), order -> order.minimum(tools));
    }

    private PayPalOrder create(ApiCall<RestApp> call) {
        OrderRequest request = OrderRequest.parse(PayPalEndpoints.body(call));
        if (request.paymentSource() && PayPalEndpoints.requestId(call) == null) {
            throw PayPalErrors.invalid(
                    "PAYPAL_REQUEST_ID_REQUIRED",
                    "PayPal-Request-Id",
                    "A PayPal-Request-Id is required if you are trying to process payment for an Order. Please specify"
                            + " a PayPal-Request-Id or Create the Order without a 'payment_source' specified.");
        }
        PayPalOrder order = new PayPalOrder(tools.newId(), call.merchant(), request, tools.now());
        processor.orders.add(order);
        return order;
    }

    private ApiReply capture(ApiCall<RestApp> call) {
        // A capture may come without any body; one that is there must at least be JSON.
        PayPalEndpoints.body(call);
        return answer(captured, call, () -> processor.capture(order(call)));
    }

    private PayPalRefund refund(ApiCall<RestApp> call) {
        JsonObject body = PayPalEndpoints.body(call);
        Object amount = body.getValue("amount");
        Capture capture = findCapture(call);
        return processor.refund(
                capture,
                amount == null ? null : Amount.parse(amount, "/amount"),
                known(
                        "invoice_id", text(body, "invoice_id", LONGEST_ID),
                        "custom_id", text(body, "custom_id", LONGEST_ID),
                        "note_to_payer", text(body, "note_to_payer", LONGEST_NOTE)));
    }

    private PayPalOrder order(ApiCall<RestApp> call) {
        return processor.order(call.merchant(), call.id());
    }

    private Capture findCapture(ApiCall<RestApp> call) {
        return processor.captures.find(call.merchant(), call.id()).orElseThrow(PayPalErrors::notFound);
    }

    private static @Nullable String text(JsonObject body, String field, int longest) {
        Object value = body.getValue(field);
        if (value != null && !(value instanceof String text && !text.isEmpty() && text.length() <= longest)) {
            throw PayPalErrors.wrongLength("/" + field);
        }
        return (String) value;
    }
}
