package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.ExpiryTimers;
import com.plugipay.sandbox.kit.SeededIds;
import com.plugipay.sandbox.xendit.api.XenditRefusal;
import java.time.Duration;

/** Money on its way back: asked for now, there or refused a moment later. */
public final class XenditRefundProcessor {
    /** A refund of this many rupiah fails; the stand-in's own magic, Xendit documents none. */
    static final long FAILING_AMOUNT = 66_666;

    private static final Duration TAKES = Duration.ofSeconds(1);

    private final XenditLedger ledger;
    private final XenditPaymentProcessor processor;
    private final ExpiryTimers timers;
    private final SeededIds ids;

    XenditRefundProcessor(XenditLedger ledger, XenditPaymentProcessor processor, ExpiryTimers timers, SeededIds ids) {
        this.ledger = ledger;
        this.processor = processor;
        this.timers = timers;
        this.ids = ids;
    }

    public XenditRefund open(PaymentRequest request, XenditRefund.Asked asked, long balance) {
        XenditPayment payment = request.success()
                .orElseThrow(() -> XenditRefusal.of(
                        "INELIGIBLE_TRANSACTION_STATUS",
                        "The transaction is " + request.status() + ", not SUCCEEDED."));
        if (!PaymentIssuers.refunds(request.channel(), payment.issuer())) {
            throw new XenditRefusal(403, "REFUND_NOT_SUPPORTED", "Payments of this channel cannot be refunded.");
        }
        if (ledger.refunds(request).stream().anyMatch(refund -> refund.status() == XenditRefund.Status.PENDING)) {
            throw XenditRefusal.of("REFUND_IN_PROGRESS", "There is another refund of this payment in progress.");
        }
        if (asked.amount() > request.paid() - ledger.refunded(request, true)) {
            throw XenditRefusal.of("REFUND_AMOUNT_EXCEEDED", "The refunds of this payment would exceed its amount.");
        }
        if (asked.amount() > balance) {
            throw XenditRefusal.of("INSUFFICIENT_BALANCE", "The balance of the account does not cover this refund.");
        }
        XenditRefund refund = new XenditRefund("rfd-" + ids.uuid(), request, payment, asked, processor.now());
        ledger.add(refund);
        boolean fails = asked.amount() == FAILING_AMOUNT || request.takeRefusal();
        timers.at(
                refund.createdAt().plus(TAKES),
                () -> close(refund, fails ? XenditRefund.Status.FAILED : XenditRefund.Status.SUCCEEDED));
        return refund;
    }

    /** Nothing happens to what is over already. */
    public void close(XenditRefund refund, XenditRefund.Status how) {
        if (refund.status() != XenditRefund.Status.PENDING) {
            return;
        }
        refund.become(how, processor.now());
        switch (how) {
            case SUCCEEDED -> tell(refund, "refund.succeeded");
            case FAILED -> tell(refund, "refund.failed");
            case PENDING, CANCELLED -> {}
        }
    }

    private void tell(XenditRefund refund, String event) {
        processor.webhooks().send(refund.request.account(), event, refund.toJson());
    }
}
