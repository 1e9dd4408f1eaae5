package com.plugipay.sandbox.xendit.api;

import com.plugipay.sandbox.xendit.Amounts;
import com.plugipay.sandbox.xendit.BalanceTransactions;
import com.plugipay.sandbox.xendit.PaymentRequest;
import com.plugipay.sandbox.xendit.XenditLedger;
import com.plugipay.sandbox.xendit.XenditRefund;
import com.plugipay.sandbox.xendit.XenditRefundProcessor;
import com.plugipay.sandbox.xendit.api.ApiCall.Reply;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Optional;

/** Refunds of payment requests, and of those behind a session. */
public final class XenditRefundRoutes {
    private static final List<String> REASONS =
            List.of("FRAUDULENT", "DUPLICATE", "REQUESTED_BY_CUSTOMER", "CANCELLATION", "OTHERS");

    private final XenditLedger ledger;
    private final XenditRefundProcessor refunds;
    private final BalanceTransactions transactions;

    public XenditRefundRoutes(XenditLedger ledger, XenditRefundProcessor refunds, BalanceTransactions transactions) {
        this.ledger = ledger;
        this.refunds = refunds;
        this.transactions = transactions;
    }

    public void mount(XenditEndpoints api, Router router) {
        api.onceByKey(router, "/refunds", this::create);
        api.on(router, HttpMethod.GET, "/refunds", this::list);
        api.on(
                router,
                HttpMethod.GET,
                "/refunds/:id",
                call -> Reply.of(find(call).toJson()));
        api.on(router, HttpMethod.POST, "/refunds/:id/cancel", this::cancel);
    }

    private Reply create(ApiCall call) {
        RequestFields body = call.body();
        PaymentRequest request = ledger.request(call.account(), body.text("payment_request_id", 255));
        String currency = request.asked().currency();
        if (body.has("currency")) {
            body.oneOf("currency", List.of(currency));
        }
        XenditRefund.Asked asked = new XenditRefund.Asked(
                body.optionalText("reference_id", 255),
                body.has("amount")
                        ? Amounts.read(body.number("amount"), currency, "API_VALIDATION_ERROR")
                        : request.paid(),
                body.oneOf("reason", REASONS),
                body.metadata());
        return Reply.of(refunds.open(request, asked, transactions.balance(call.account()))
                .toJson());
    }

    private Reply list(ApiCall call) {
        List<XenditRefund> found = ledger.refunds(call.account()).stream()
                .filter(refund -> matches(call.query("payment_request_id"), refund.request.id()))
                .filter(refund -> matches(
                        call.query("channel_code"), refund.request.channel().name()))
                .toList();
        return call.listed(found, "after_id", refund -> refund.id(), XenditRefund::toJson)
                .reply();
    }

    private static boolean matches(Optional<String> wanted, String value) {
        return wanted.map(value::equals).orElse(true);
    }

    private Reply cancel(ApiCall call) {
        XenditRefund refund = find(call);
        if (refund.status() != XenditRefund.Status.PENDING) {
            throw XenditRefusal.of("INELIGIBLE_TRANSACTION_STATUS", "The refund is " + refund.status() + " already.");
        }
        refunds.close(refund, XenditRefund.Status.CANCELLED);
        return Reply.of(refund.toJson());
    }

    private XenditRefund find(ApiCall call) {
        return ledger.refund(call.account(), call.id());
    }
}
