package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.IdempotentResults;
import com.plugipay.sandbox.kit.api.ProviderApi;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** Refunds of payment requests, and of those behind a session; the same {@code idempotency-key} gets the same answer. */
final class XenditRefundRoutes {
    private static final int LONGEST_PAGE = 100;
    private static final Duration KEY_LIFE = Duration.ofDays(365);

    private final XenditLedger ledger;
    private final XenditRefundProcessor refunds;
    private final BalanceTransactions transactions;
    private final IdempotentResults<ApiReply> results;

    XenditRefundRoutes(
            StandInTools tools, XenditLedger ledger, XenditRefundProcessor refunds, BalanceTransactions transactions) {
        this.ledger = ledger;
        this.refunds = refunds;
        this.transactions = transactions;
        this.results = new IdempotentResults<>(tools.clock(), KEY_LIFE);
    }

    void mount(ProviderApi<XenditMerchant> api) {
        api.post("/refunds", this::createOnce);
        api.get("/refunds", this::list);
        api.get("/refunds/:id", call -> ApiReply.of(find(call).toJson()));
        api.post("/refunds/:id/cancel", this::cancel);
    }

    private ApiReply createOnce(ApiCall<XenditMerchant> call) {
        String key = call.header("idempotency-key");
        return key == null
                ? create(call)
                : results.once(
                                List.of(call.merchant().businessId, key),
                                call.bytes(),
                                () -> create(call),
                                () -> XenditErrors.of(
                                        409,
                                        "IDEMPOTENCY_ERROR",
                                        "This idempotency key was used with another request body before."))
                        .value();
    }

    private ApiReply create(ApiCall<XenditMerchant> call) {
        XenditFields body = XenditFields.of(call);
        PaymentRequest request = ledger.requests
                .find(call.merchant(), body.text("payment_request_id", 255))
                .orElseThrow(XenditErrors::notFound);
        if (body.has("currency")) {
            body.oneOf("currency", request.currency());
        }
        JsonObject fields = new JsonObject()
                .put("reference_id", body.optionalText("reference_id", 255))
                .put(
                        "reason",
                        body.oneOf(
                                "reason", "FRAUDULENT", "DUPLICATE", "REQUESTED_BY_CUSTOMER", "CANCELLATION", "OTHERS"))
                .put("metadata", body.metadata());
        long amount =
                body.has("amount") ? body.amount("amount", request.currency(), "API_VALIDATION_ERROR") : request.paid();
        return ApiReply.of(refunds.open(request, amount, fields, transactions.balance(call.merchant()))
                .toJson());
    }

    private ApiReply list(ApiCall<XenditMerchant> call) {
        List<XenditRefund> found = ledger.refunds.of(call.merchant()).stream()
                .filter(refund -> call.query("payment_request_id")
                        .map(refund.request.id()::equals)
                        .orElse(true))
                .toList();
        return XenditEndpoints.page(call, found, LONGEST_PAGE, XenditRefund::id, XenditRefund::toJson);
    }

    private ApiReply cancel(ApiCall<XenditMerchant> call) {
        XenditRefund refund = find(call);
        XenditErrors.require(
                refund.pending(), "INELIGIBLE_TRANSACTION_STATUS", "The refund is " + refund.status() + " already.");
        refunds.close(refund, XenditRefund.Status.CANCELLED);
        return ApiReply.of(refund.toJson());
    }

    private XenditRefund find(ApiCall<XenditMerchant> call) {
        return ledger.refunds.find(call.merchant(), call.id()).orElseThrow(XenditErrors::notFound);
    }
}
