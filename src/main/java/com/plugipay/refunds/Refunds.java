package com.plugipay.refunds;

import com.plugipay.async.Rounds;
import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.QueryQuota;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.RequestLifetime;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.payments.Payment;
import com.plugipay.payments.PaymentStore;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.bus.Providers;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes refunds. A refund and the reservation of its money are committed before its provider gets the command, so that a
 * crash in between loses neither.
 */
public final class Refunds {
    private final RefundStore refunds;
    private final PaymentStore payments;
    private final AttemptStore attempts;
    private final Providers providers;
    private final RefundSettlement settlement;
    private final ExternalRefunds externalRefunds;
    private final RefundCallbackHandler callbacks;

    public Refunds(
            RefundStore refunds, PaymentStore payments, AttemptStore attempts, Providers providers, QueryQuota quota) {
        this.refunds = refunds;
        this.payments = payments;
        this.attempts = attempts;
        this.providers = providers;
        this.externalRefunds = new ExternalRefunds(refunds, payments);
        this.settlement = new RefundSettlement(refunds, payments, attempts, externalRefunds);
        this.callbacks = new RefundCallbacks(settlement, externalRefunds, refunds, attempts, providers, quota);
    }

    /** Handles what providers report about refunds. */
    public RefundCallbackHandler callbacks() {
        return callbacks;
    }

    RefundSettlement settlement() {
        return settlement;
    }

    /** Records that the bank or the provider has taken back what is left of a payment. */
    public Future<Void> recordReversal(ChangeContext context, Attempt attempt, @Nullable String reference) {
        return externalRefunds.recordReversal(context, attempt, reference);
    }

    /** Refunds a payment; fails when it is not paid, when less than the amount remains, or when the provider refuses. */
    Future<Refund> create(ChangeContext context, String paymentId, RefundInput input) {
        return Rounds.until(() -> createOnce(context, paymentId, input));
    }

    /** Empty when all that remains was requested, and less remains now. */
    private Future<Optional<Refund>> createOnce(ChangeContext context, String paymentId, RefundInput input) {
        return payments.find(context.tenant(), paymentId)
                .map(Refund::requireRefundable)
                .compose(payment -> amount(context, payment, input.amount()).compose(amount -> {
                    ProviderKind provider = input.isManual() || payment.provider() == null
                            ? ProviderKind.confirmedByHand()
                            : payment.provider();
                    Refund refund = Refund.pending(
                            payment, amount, input.reasonOrOther(), provider, input.metadata(), context.now());
                    return refunds.reserve(context, refund, context.now().plus(RequestLifetime.LONGEST))
                            .compose(result -> switch (result) {
                                case RESERVED -> send(context, refund).map(Optional::of);
                                case TOO_LITTLE_REMAINS ->
                                    input.amount() == null
                                            ? Future.succeededFuture(Optional.empty())
                                            : Future.failedFuture(ErrorCode.AMOUNT_NOT_REFUNDABLE.forField(
                                                    "amount", "More than what remains of the payment."));
                            });
                }));
    }

    private Future<Long> amount(ChangeContext context, Payment payment, @Nullable Long requested) {
        if (requested != null) {
            return Future.succeededFuture(requested);
        }
        return refunds.remaining(context.tenant(), payment.id()).map(remaining -> {
            if (remaining <= 0) {
                throw ErrorCode.AMOUNT_NOT_REFUNDABLE.withMessage("Nothing remains of the payment.");
            }
            return remaining;
        });
    }

    /** Sends a new refund to its provider. */
    private Future<Refund> send(ChangeContext context, Refund refund) {
        return command(refund)
                .compose(outcome -> (outcome instanceof Outcome.NotDone notDone
                                ? settlement.settleNotDone(context, refund, notDone)
                                : settlement.settle(context, refund, outcome, 0))
                        .compose(settled -> RefundResponse.of(settled, outcome)));
    }

    /** Continues a refund whose request lost its process before the provider's answer: sends it once more, by the same id. */
    Future<Refund> resume(ChangeContext context, String refundId) {
        return refunds.resume(context, refundId, context.now().plus(RequestLifetime.LONGEST))
                .compose(pending -> pending.map(refund -> command(refund)
                                .compose(outcome -> settlement
                                        .settle(context, refund, outcome, 0)
                                        .compose(settled -> RefundResponse.of(settled, outcome))))
                        .orElseGet(() -> refunds.find(context.tenant(), refundId)
                                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))));
    }

    private Future<Outcome> command(Refund refund) {
        return chargeOf(refund)
                .compose(charge -> providers.ask(
                        providerOf(refund),
                        new Command.Refund(
                                refund.tenant(),
                                refund.id(),
                                charge,
                                refund.amount(),
                                refund.currency(),
                                refund.reason().text())));
    }

    /** Asks the provider for the status of a refund. */
    Future<Outcome> queryStatus(Refund refund) {
        return chargeOf(refund)
                .compose(charge -> providers.ask(
                        providerOf(refund),
                        new Command.QueryRefund(
                                refund.tenant(), refund.id(), refund.providerReference(), charge, refund.amount())));
    }

    /** The charge that is refunded. For a refund that the merchant makes there need be none: the id of the payment will do. */
    private Future<ChargeReference> chargeOf(Refund refund) {
        return providerOf(refund).isConfirmedByHand()
                ? Future.succeededFuture(new ChargeReference(
                        refund.paymentId(), Method.BANK_TRANSFER, refund.amount(), refund.currency(), null, Map.of()))
                : attempts.requireOfPayment(refund.tenant(), refund.paymentId()).map(Attempt::charge);
    }

    private static ProviderKind providerOf(Refund refund) {
        return refund.provider() == null ? ProviderKind.confirmedByHand() : refund.provider();
    }
}
