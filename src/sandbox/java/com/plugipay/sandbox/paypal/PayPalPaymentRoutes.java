package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.known;

import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.IdempotentResults;
import com.plugipay.sandbox.kit.api.ProviderApi;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Orders v2, which are created and captured, and payments v2: captures and their refunds. */
final class PayPalPaymentRoutes {
    private static final Duration ORDER_ID_LIFE = Duration.ofHours(6);
    private static final Duration REFUND_ID_LIFE = Duration.ofDays(45);
    /** What an answer shows to a caller who prefers nothing; the source only until the buyer approved. */
    private static final Set<String> MINIMUM = Set.of("id", "status", "payment_source", "links");

    private static final int LONGEST_NOTE = 255;
    private static final int LONGEST_ID = 127;

    private final PayPalTools tools;
    private final PayPalPaymentProcessor processor;
    private final IdempotentResults<Function<PayPalTools, JsonObject>> created;
    private final IdempotentResults<Function<PayPalTools, JsonObject>> captured;
    private final IdempotentResults<Function<PayPalTools, JsonObject>> refunded;

    PayPalPaymentRoutes(PayPalTools tools, PayPalPaymentProcessor processor) {
        this.tools = tools;
        this.processor = processor;
        this.created = new IdempotentResults<>(tools.standIn().clock(), ORDER_ID_LIFE);
        this.captured = new IdempotentResults<>(tools.standIn().clock(), ORDER_ID_LIFE);
        this.refunded = new IdempotentResults<>(tools.standIn().clock(), REFUND_ID_LIFE);
    }

    void mount(ProviderApi<RestApp> api) {
        api.post("/v2/checkout/orders", call -> once(created, call, () -> create(call)::toJson));
        api.get("/v2/checkout/orders/:id", call -> ApiReply.of(order(call).toJson(tools)));
        api.post(
                "/v2/checkout/orders/:id/capture",
                call -> once(captured, call, () -> processor.capture(order(call))::toJson));
        api.get("/v2/payments/captures/:id", call -> ApiReply.of(capture(call).toJson(tools)));
        api.post("/v2/payments/captures/:id/refund", call -> once(refunded, call, () -> refund(call)::toJson));
        api.get("/v2/payments/refunds/:id", this::showRefund);
    }

    /**
     * Answers 201 with what the action made, or 200 with what was made for the same {@code PayPal-Request-Id} before;
     * what failed is not remembered. By default only the minimum is shown.
     *
     * @see <a href="https://developer.paypal.com/api/rest/reference/idempotency/">Idempotency</a>
     */
    private ApiReply once(
            IdempotentResults<Function<PayPalTools, JsonObject>> results,
            ApiCall<RestApp> call,
            Supplier<Function<PayPalTools, JsonObject>> action) {
        // A capture may come without any body; one that is there must at least be JSON.
        JsonObject body = PayPalEndpoints.body(call);
        String requestId = PayPalEndpoints.requestId(call);
        var result = requestId == null
                ? new IdempotentResults.Result<>(action.get(), false)
                : results.once(
                        List.of(call.merchant().clientId(), requestId),
                        List.of(call.context().request().path(), body),
                        action,
                        PayPalIssue.PAYPAL_REQUEST_ID_PREVIOUSLY_USED::refusal);
        JsonObject made = result.value().apply(tools);
        String prefer = call.header("Prefer");
        if (prefer == null || !prefer.replace(" ", "").contains("return=representation")) {
            made.getMap().keySet().retainAll(MINIMUM);
            if (!PayPalOrder.Status.PAYER_ACTION_REQUIRED.name().equals(made.getString("status"))) {
                made.remove("payment_source");
            }
        }
        return ApiReply.of(result.repeated() ? 200 : 201, made);
    }

    private PayPalOrder create(ApiCall<RestApp> call) {
        OrderRequest request = OrderRequest.parse(PayPalEndpoints.body(call));
        if (request.paymentSource() && PayPalEndpoints.requestId(call) == null) {
            throw PayPalIssue.PAYPAL_REQUEST_ID_REQUIRED.at("PayPal-Request-Id");
        }
        PayPalOrder order = new PayPalOrder(tools.newId(), call.merchant(), request, tools.now());
        processor.orders.add(order);
        return order;
    }

    private PayPalRefund refund(ApiCall<RestApp> call) {
        JsonObject body = PayPalEndpoints.body(call);
        Object amount = body.getValue("amount");
        return processor.refund(
                capture(call),
                amount == null ? null : Amount.parse(amount, "/amount"),
                known(
                        "invoice_id", text(body, "invoice_id", LONGEST_ID),
                        "custom_id", text(body, "custom_id", LONGEST_ID),
                        "note_to_payer", text(body, "note_to_payer", LONGEST_NOTE)));
    }

    private ApiReply showRefund(ApiCall<RestApp> call) {
        return processor
                .refunds
                .find(call.merchant(), call.id())
                .map(refund -> ApiReply.of(refund.toJson(tools)))
                .orElseThrow(PayPalErrors::notFound);
    }

    private PayPalOrder order(ApiCall<RestApp> call) {
        return processor.order(call.merchant(), call.id());
    }

    private Capture capture(ApiCall<RestApp> call) {
        return processor.captures.find(call.merchant(), call.id()).orElseThrow(PayPalErrors::notFound);
    }

    private static @Nullable String text(JsonObject body, String field, int longest) {
        Object value = body.getValue(field);
        if (value != null && !(value instanceof String text && !text.isEmpty() && text.length() <= longest)) {
            throw PayPalIssue.INVALID_STRING_LENGTH.at("/" + field);
        }
        return (String) value;
    }
}
