package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.xendit.XenditEndpoints.find;
import static com.plugipay.sandbox.xendit.XenditEndpoints.wanted;
import static com.plugipay.sandbox.xendit.XenditErrors.require;

import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.IdempotentResults;
import com.plugipay.sandbox.kit.api.ProviderApi;
import com.plugipay.sandbox.xendit.PaymentRequest.Payment;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Refunds of payment requests, and of those behind a session: pending at first, they succeed or fail a moment later.
 * The same {@code idempotency-key} gets the same answer.
 */
record XenditRefundRoutes(XenditPaymentProcessor processor, IdempotentResults<ApiReply> results) {
    /** A refund of this many rupiah fails; the stand-in's own magic, Xendit documents none. */
    static final long FAILING_AMOUNT = 66_666;

    private static final Duration TAKES = Duration.ofSeconds(1);
    private static final Duration KEY_LIFE = Duration.ofDays(365);

    XenditRefundRoutes(XenditPaymentProcessor processor) {
        this(processor, new IdempotentResults<>(processor.tools.clock(), KEY_LIFE));
    }

    void mount(ProviderApi<XenditMerchant> api) {
        api.post("/refunds", this::createOnce);
        api.get("/refunds", this::list);
        api.get(
                "/refunds/:id",
                call -> ApiReply.of(find(call, processor.refunds).toJson()));
        api.post("/refunds/:id/cancel", this::cancel);
    }

    private ApiReply list(ApiCall<XenditMerchant> call) {
        Stream<JsonObject> found = processor.refunds.of(call.merchant()).stream()
                .map(XenditRefund::toJson)
                .filter(wanted(call, "payment_request_id", "payment_request_id"));
        return XenditEndpoints.page(call, 100, "id", found);
    }

    private ApiReply cancel(ApiCall<XenditMerchant> call) {
        XenditRefund refund = find(call, processor.refunds);
        require(refund.pending(), "INELIGIBLE_TRANSACTION_STATUS", "The refund is " + refund.status() + " already.");
        refund.become(XenditRefund.Status.CANCELLED, processor.now());
        return ApiReply.of(refund.toJson());
    }

    private ApiReply createOnce(ApiCall<XenditMerchant> call) {
        String key = Objects.requireNonNullElseGet(call.header("idempotency-key"), processor.tools.ids()::uuid);
        String used = "This idempotency key was used with another request body before.";
        return results.once(
                        List.of(call.merchant().businessId, key),
                        call.bytes(),
                        () -> create(call),
                        () -> XenditErrors.of(409, "IDEMPOTENCY_ERROR", used))
                .value();
    }

    private ApiReply create(ApiCall<XenditMerchant> call) {
        XenditFields body = XenditFields.of(call);
        PaymentRequest request = processor
                .requests
                .find(call.merchant(), body.text("payment_request_id", 255))
                .orElseThrow(XenditErrors::notFound);
        body.only("currency", request.currency());
        String reason =
                body.oneOf("reason", "FRAUDULENT", "DUPLICATE", "REQUESTED_BY_CUSTOMER", "CANCELLATION", "OTHERS");
        JsonObject fields = json(
                "reference_id", body.optionalText("reference_id", 255), "reason", reason, "metadata", body.metadata());
        long amount =
                body.has("amount") ? body.amount("amount", request.currency(), "API_VALIDATION_ERROR") : request.paid();
        return ApiReply.of(open(request, amount, fields).toJson());
    }

    private XenditRefund open(PaymentRequest request, long amount, JsonObject fields) {
        String unpaid = "The transaction is " + request.status() + ", not SUCCEEDED.";
        Payment payment = request.success().orElseThrow(() -> XenditErrors.of("INELIGIBLE_TRANSACTION_STATUS", unpaid));
        if (!request.refunds()) {
            throw XenditErrors.of(403, "REFUND_NOT_SUPPORTED", "Payments of this channel cannot be refunded.");
        }
        boolean alone = request.refunds.stream().noneMatch(XenditRefund::pending);
        require(alone, "REFUND_IN_PROGRESS", "There is another refund of this payment in progress.");
        boolean enough = amount <= request.paid() - request.refunded();
        require(enough, "REFUND_AMOUNT_EXCEEDED", "The refunds of this payment would exceed its amount.");
        XenditRefund refund =
                new XenditRefund("rfd-" + processor.tools.ids().uuid(), payment, amount, fields, processor.now());
        processor.refunds.add(refund);
        request.refunds.add(refund);
        boolean fails = amount == FAILING_AMOUNT || request.refusesNextRefund;
        request.refusesNextRefund = false;
        processor.tools.timers().at(refund.createdAt().plus(TAKES), () -> close(refund, fails));
        return refund;
    }

    /** Nothing happens to what was canceled meanwhile. */
    private void close(XenditRefund refund, boolean fails) {
        if (refund.pending()) {
            refund.become(fails ? XenditRefund.Status.FAILED : XenditRefund.Status.SUCCEEDED, processor.now());
            processor.send(refund.owner(), fails ? "refund.failed" : "refund.succeeded", refund.toJson());
        }
    }
}
