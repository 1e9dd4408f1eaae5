package com.plugipay.sandbox.xendit;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The account's money: what came, what it cost, what went back. Fees are known a while after the payment only. */
public final class BalanceTransactions {
    /** So that refunds do not fail for want of money. */
    private static final long OPENING_BALANCE = 1_000_000_000;

    private static final Duration FEE_TAKES = Duration.ofSeconds(30);
    private static final Duration SETTLES_AFTER = Duration.ofDays(1);

    private final XenditLedger ledger;
    private final InstantSource clock;

    BalanceTransactions(XenditLedger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** One line of the account, with what it can be searched by. */
    public record Line(
            String id,
            String type,
            String productId,
            String reference,
            XenditChannelCode channel,
            Instant at,
            JsonObject json) {}

    /** Newest first. */
    public List<Line> of(Account account) {
        List<Line> lines = new ArrayList<>();
        for (PaymentRequest request : ledger.requests(account)) {
            request.payments().stream()
                    .filter(XenditPayment::succeeded)
                    .forEach(payment -> lines.add(line(request, payment)));
        }
        ledger.refunds(account).stream()
                .filter(refund -> refund.status() == XenditRefund.Status.SUCCEEDED)
                .forEach(refund -> lines.add(line(refund)));
        lines.sort(Comparator.comparing(Line::at).reversed());
        return lines;
    }

    /** In rupiah. */
    public long balance(Account account) {
        long balance = OPENING_BALANCE;
        for (PaymentRequest request : ledger.requests(account)) {
            if (request.asked().currency().equals("IDR")) {
                balance += request.paid() - ledger.refunded(request, false);
            }
        }
        return balance;
    }

    private Line line(PaymentRequest request, XenditPayment payment) {
        long fee = request.channel().fee(payment.amount());
        long tax = XenditChannelCode.valueAddedTax(fee);
        boolean known = !clock.instant().isBefore(payment.at().plus(FEE_TAKES));
        boolean settled = !clock.instant().isBefore(payment.at().plus(SETTLES_AFTER));
        JsonObject json = common(request, payment.at(), payment.amount())
                .put("type", "PAYMENT")
                .put("product_id", payment.id())
                .put("cashflow", "MONEY_IN")
                .put("net_amount", write(request, known ? payment.amount() - fee - tax : payment.amount()))
                .put("settlement_status", settled ? "SETTLED" : "PENDING")
                .put(
                        "estimated_settlement_time",
                        payment.at().plus(SETTLES_AFTER).toString())
                .put(
                        "fee",
                        fee(
                                known ? "COMPLETED" : "PENDING",
                                write(request, known ? fee : 0),
                                write(request, known ? tax : 0)))
                .put(
                        "product_data",
                        new JsonObject()
                                .put("capture_id", payment.captureId())
                                .put("payment_request_id", request.id())
                                .put("payment_link_id", link(request)));
        return line(json, "txn_" + payment.id().substring(3), request, payment.at());
    }

    private Line line(XenditRefund refund) {
        PaymentRequest request = refund.request;
        JsonObject json = common(request, refund.createdAt(), refund.asked.amount())
                .put("type", "REFUND")
                .put("product_id", refund.id())
                .put("cashflow", "MONEY_OUT")
                .put("net_amount", write(request, refund.asked.amount()))
                .put("settlement_status", null)
                .put("estimated_settlement_time", null)
                .put("fee", fee("NOT_APPLICABLE", 0, 0));
        return line(json, "txn_" + refund.id().substring(4), request, refund.createdAt());
    }

    private static Line line(JsonObject json, String id, PaymentRequest request, Instant at) {
        return new Line(
                id,
                json.getString("type"),
                json.getString("product_id"),
                json.getString("reference_id"),
                request.channel(),
                at,
                json.put("id", id));
    }

    private static JsonObject common(PaymentRequest request, Instant at, long amount) {
        return new JsonObject()
                .put("status", "SUCCESS")
                .put("channel_category", request.channel().kind.name())
                .put("channel_code", request.channel().name())
                .put("account_identifier", null)
                .put("reference_id", request.asked().reference())
                .put("currency", request.asked().currency())
                .put("amount", write(request, amount))
                .put("net_amount_currency", request.asked().currency())
                .put("business_id", request.account().businessId())
                .put("created", at.toString())
                .put("updated", at.toString());
    }

    private static Number write(PaymentRequest request, long amount) {
        return Amounts.write(amount, request.asked().currency());
    }

    private static JsonObject fee(String status, Number fee, Number tax) {
        return new JsonObject()
                .put("xendit_fee", fee)
                .put("value_added_tax", tax)
                .put("xendit_withholding_tax", 0)
                .put("third_party_withholding_tax", 0)
                .put("status", status);
    }

    private static @Nullable String link(PaymentRequest request) {
        Checkout checkout = request.checkout();
        return checkout == null ? null : checkout.id();
    }
}
