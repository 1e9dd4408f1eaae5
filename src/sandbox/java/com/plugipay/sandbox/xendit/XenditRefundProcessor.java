package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.SeededIds;
import com.plugipay.sandbox.kit.StandInTools;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** Gives money back: a refund is pending at first, and succeeds or fails a moment later. */
final class XenditRefundProcessor {
    /** A refund of this many rupiah fails; the stand-in's own magic, Xendit documents none. */
    static final long FAILING_AMOUNT = 66_666;

    private static final Duration TAKES = Duration.ofSeconds(1);

    private final StandInTools tools;
    private final XenditLedger ledger;
    private final XenditPaymentProcessor processor;
    private final XenditNotifier notifier;
    private final SeededIds ids;

    XenditRefundProcessor(
            StandInTools tools,
            XenditLedger ledger,
            XenditPaymentProcessor processor,
            XenditNotifier notifier,
            SeededIds ids) {
        this.tools = tools;
        this.ledger = ledger;
        this.processor = processor;
        this.notifier = notifier;
        this.ids = ids;
    }

    /**
     * Begins a refund, or refuses it.
     *
     * @param fields those of the request that answers and callbacks repeat
     * @param balance of the merchant's account, in minor units
     */
    XenditRefund open(PaymentRequest request, long amount, JsonObject fields, long balance) {
        XenditPayment payment = request.success()
                .orElseThrow(() -> XenditErrors.of(
                        "INELIGIBLE_TRANSACTION_STATUS",
                        "The transaction is " + request.status() + ", not SUCCEEDED."));
        if (!request.channel.refunds(payment.issuer())) {
            throw XenditErrors.of(403, "REFUND_NOT_SUPPORTED", "Payments of this channel cannot be refunded.");
        }
        XenditErrors.require(
                request.refunds.stream().noneMatch(XenditRefund::pending),
                "REFUND_IN_PROGRESS",
                "There is another refund of this payment in progress.");
        XenditErrors.require(
                amount <= request.paid() - request.refunded(true),
                "REFUND_AMOUNT_EXCEEDED",
                "The refunds of this payment would exceed its amount.");
        XenditErrors.require(
                amount <= balance, "INSUFFICIENT_BALANCE", "The balance of the account does not cover this refund.");
        XenditRefund refund = new XenditRefund("rfd-" + ids.uuid(), payment, amount, fields, processor.now());
        ledger.refunds.add(refund);
        request.refunds.add(refund);
        boolean fails = amount == FAILING_AMOUNT || request.takeRefusal();
        tools.timers()
                .at(
                        refund.createdAt().plus(TAKES),
                        () -> close(refund, fails ? XenditRefund.Status.FAILED : XenditRefund.Status.SUCCEEDED));
        return refund;
    }

    /** Nothing happens to what is over already. */
    void close(XenditRefund refund, XenditRefund.Status how) {
        if (!refund.pending()) {
            return;
        }
        refund.become(how, processor.now());
        switch (how) {
            case SUCCEEDED -> notifier.send(refund.owner(), "refund.succeeded", refund.toJson());
            case FAILED -> notifier.send(refund.owner(), "refund.failed", refund.toJson());
            case PENDING, CANCELLED -> {}
        }
    }
}
