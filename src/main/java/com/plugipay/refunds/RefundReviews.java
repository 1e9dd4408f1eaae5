package com.plugipay.refunds;

import com.plugipay.errors.ErrorCode;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.payments.PaymentStore;
import io.vertx.core.Future;
import java.util.function.UnaryOperator;

/** Decisions of merchants about refunds that are still pending after three days of polls. */
final class RefundReviews {
    private final RefundStore refunds;
    private final PaymentStore payments;

    RefundReviews(RefundStore refunds, PaymentStore payments) {
        this.refunds = refunds;
        this.payments = payments;
    }

    /** The merchant knows that the money was given back. */
    Change<Refund> confirm(ChangeContext context, String refundId) {
        return decide(context, refundId, refund -> refund.succeeded(null, context.now()));
    }

    /** The merchant knows that the money was not given back: it can be refunded again. */
    Change<Refund> reject(ChangeContext context, String refundId) {
        return decide(
                context,
                refundId,
                refund -> refund.failed(
                        "rejected_by_merchant",
                        "The merchant has found that the money was not given back.",
                        context.now()));
    }

    private Change<Refund> decide(ChangeContext context, String refundId, UnaryOperator<Refund> decision) {
        return Change.after(() -> findGivenUp(context, refundId)
                .compose(refund -> payments.find(context.tenant(), refund.paymentId())
                        .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                        .map(payment -> {
                            Refund decided = decision.apply(refund);
                            return refunds.ending(
                                            context,
                                            decided,
                                            RefundCondition.GIVEN_UP,
                                            payment,
                                            decided.applyTo(payment, context.now()))
                                    .returning(decided);
                        })));
    }

    private Future<Refund> findGivenUp(ChangeContext context, String refundId) {
        return refunds.find(context.tenant(), refundId).compose(found -> {
            Refund refund = found.orElseThrow(ErrorCode.NOT_FOUND::exception);
            if (refund.status() != Refund.Status.PENDING) {
                throw ErrorCode.CONFLICT.withMessage(
                        "The refund is " + refund.status().text() + ".");
            }
            return refunds.isGivenUp(context.tenant(), refundId).map(isGivenUp -> {
                if (!isGivenUp) {
                    throw ErrorCode.CONFLICT.withMessage(
                            "The provider is still being asked about this refund. It can be"
                                    + " confirmed or rejected when its outcome has been unknown for three days.");
                }
                return refund;
            });
        });
    }
}
