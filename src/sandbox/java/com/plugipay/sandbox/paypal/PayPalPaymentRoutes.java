package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.known;

import com.plugipay.sandbox.kit.Ledger;
import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.IdempotentResults;
import com.plugipay.sandbox.kit.api.ProviderApi;
import com.plugipay.sandbox.paypal.api.PayPalEndpoints;
import com.plugipay.sandbox.paypal.api.PayPalErrors;
import com.plugipay.sandbox.paypal.api.PayPalIssue;
import com.plugipay.sandbox.paypal.api.PayPalTools;
import com.plugipay.sandbox.paypal.api.RestApp;
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

    private final PayPalTools tools;
    private final PayPalPaymentProcessor processor;
    private final IdempotentResults<Function<PayPalTools, JsonObject>> ordered;
    private final IdempotentResults<Function<PayPalTools, JsonObject>> refunded;

    PayPalPaymentRoutes(PayPalTools tools, PayPalPaymentProcessor processor) {
        this.tools = tools;
        this.processor = processor;
        this.ordered = new IdempotentResults<>(tools.standIn().clock(), ORDER_ID_LIFE);
        this.refunded = new IdempotentResults<>(tools.standIn().clock(), REFUND_ID_LIFE);
    }

    void mount(ProviderApi<RestApp> api) {
        api.post("/v2/checkout/orders", call -> once(ordered, call, () -> create(call)::toJson));
        api.get("/v2/checkout/orders/:id", call -> ApiReply.of(order(call).toJson(tools)));
        api.post(
                "/v2/checkout/orders/:id/capture",
                call -> once(ordered, call, () -> processor.capture(order(call))::toJson));
        api.get(
                "/v2/payments/captures/:id",
                call -> ApiReply.of(find(call, processor.captures).toJson(tools)));
        api.post("/v2/payments/captures/:id/refund", call -> once(refunded, call, () -> refund(call)::toJson));
        api.get(
                "/v2/payments/refunds/:id",
                call -> ApiReply.of(find(call, processor.refunds).toJson(tools)));
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
                        List.of(call.merchant(), call.context().currentRoute(), requestId),
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
        OrderRequest request = OrderRequest.parse(PayPalEndpoints.body(call), tools);
        PayPalIssue.PAYPAL_REQUEST_ID_REQUIRED.refuseIf(
                request.paymentSource() && PayPalEndpoints.requestId(call) == null, PayPalEndpoints.REQUEST_ID);
        PayPalOrder order = new PayPalOrder(tools.newId(), call.merchant(), request, tools.now());
        String vaultId = request.vaultId();
        if (vaultId != null) {
            processor.charge(order, vaultId);
        }
        processor.orders.add(order);
        return order;
    }

    private PayPalRefund refund(ApiCall<RestApp> call) {
        JsonObject body = PayPalEndpoints.body(call);
        Object amount = body.getValue("amount");
        return processor.refund(
                find(call, processor.captures),
                amount == null ? null : Amount.parse(amount, "/amount"),
                known(
                        "invoice_id", text(body, "invoice_id", 127),
                        "custom_id", text(body, "custom_id", 127),
                        "note_to_payer", text(body, "note_to_payer", 255)));
    }

    private static @Nullable String text(JsonObject body, String field, int longest) {
        String pattern = "(?s).{1," + longest + "}";
        return PayPalEndpoints.text(body, "/", field, pattern, PayPalIssue.INVALID_STRING_LENGTH);
    }

    /** An order whose time ran out is gone. */
    private PayPalOrder order(ApiCall<RestApp> call) {
        return processor
                .orders
                .find(call.merchant(), call.id())
                .filter(order -> !order.expired(tools.now()))
                .orElseThrow(PayPalErrors::notFound);
    }

    private static <T extends Ledger.Owned> T find(ApiCall<RestApp> call, Ledger<T> ledger) {
        return ledger.find(call.merchant(), call.id()).orElseThrow(PayPalErrors::notFound);
    }
}
