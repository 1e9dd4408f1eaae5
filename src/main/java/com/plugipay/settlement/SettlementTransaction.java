package com.plugipay.settlement;

import com.plugipay.async.Rounds;
import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.db.Database;
import com.plugipay.db.GroupCommit;
import com.plugipay.db.Statements;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.payments.PaymentMetrics;
import com.plugipay.settlement.SettlementStateStore.FoundPayment;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the state, has a decision made on it, and writes the transition; all of it again after a concurrent change. */
public final class SettlementTransaction {
    private final Database database;
    /** For workers, whose changes come in bursts. */
    private final Statements grouped;

    private final Payables payables;
    private final AttemptStore attempts;
    private final SettlementStateStore states;
    private final PaymentMetrics metrics;

    public SettlementTransaction(Database database, Payables payables, AttemptStore attempts, PaymentMetrics metrics) {
        this.database = database;
        this.grouped = new GroupCommit(database);
        this.payables = payables;
        this.attempts = attempts;
        this.states = new SettlementStateStore(database);
        this.metrics = metrics;
    }

    /** Finds what is paid. */
    public interface Payables {
        Future<Optional<Payable>> find(Tenant tenant, String id);
    }

    /** A pure decision about an attempt. */
    interface Decision {
        Transition on(SettlementState state, Attempt attempt);
    }

    /**
     * Decides about an attempt and returns it as it then is; fails when there is none.
     *
     * @param response adds the response to the request to the write
     */
    Future<Attempt> onAttempt(
            ChangeContext context, String attemptId, Decision decision, BiConsumer<Write, Transition> response) {
        return Rounds.until(
                () -> find(context, attemptId).compose(attempt -> tryOnAttempt(context, attempt, decision, response)));
    }

    /** The same for an attempt that was read just now. */
    Future<Attempt> onAttempt(
            ChangeContext context, Attempt attempt, Decision decision, BiConsumer<Write, Transition> response) {
        return tryOnAttempt(context, attempt, decision, response)
                .compose(settled -> settled.isPresent()
                        ? Future.succeededFuture(settled.get())
                        : onAttempt(context, attempt.id(), decision, response));
    }

    /** Decides once; empty when the state has changed before the transition was written. */
    private Future<Optional<Attempt>> tryOnAttempt(
            ChangeContext context, Attempt attempt, Decision decision, BiConsumer<Write, Transition> response) {
        return state(context.tenant(), attempt).compose(state -> {
            Transition transition = decision.on(state, attempt);
            return write(context, transition, response)
                    .map(isWritten -> Optional.of(Objects.requireNonNull(transition.attempt()))
                            .filter(settled -> isWritten));
        });
    }

    private Future<Attempt> find(ChangeContext context, String attemptId) {
        return attempts.find(context.tenant(), attemptId)
                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    /** Decides about what is paid and its newest attempt; returns what is paid as it then is. */
    public Future<Payable> onPayable(
            ChangeContext context, String payableId, Function<SettlementState, Transition> decision) {
        return change(context, payableId, decision, Transition::payable).run(database);
    }

    /** The same as the change that a request makes; {@code result} is its response. */
    public <T> Change<T> change(
            ChangeContext context,
            String payableId,
            Function<SettlementState, Transition> decision,
            Function<Transition, @Nullable T> result) {
        return Change.after(
                () -> state(context.tenant(), payableId).map(state -> change(context, decision.apply(state), result)));
    }

    /** Decides about an attempt, as the change that a request makes; {@code result} is its response. */
    <T> Change<T> change(
            ChangeContext context, String attemptId, Decision decision, Function<Transition, @Nullable T> result) {
        return Change.after(
                () -> find(context, attemptId).compose(attempt -> change(context, attempt, decision, result)));
    }

    /** The same for an attempt that was read just now. The change changes nothing when the state has changed meanwhile. */
    <T> Future<Change<T>> change(
            ChangeContext context, Attempt attempt, Decision decision, Function<Transition, @Nullable T> result) {
        return state(context.tenant(), attempt).map(state -> change(context, decision.on(state, attempt), result));
    }

    private <T> Change<T> change(
            ChangeContext context, Transition transition, Function<Transition, @Nullable T> result) {
        T response = Objects.requireNonNull(result.apply(transition));
        return transition.isNone()
                ? Change.none(response)
                : SettlementStatement.of(context, transition)
                        .returning(response)
                        .then(() -> count(transition));
    }

    private void count(Transition committed) {
        SettlementState before = committed.before();
        metrics.count(before.attempt(), committed.attempt(), before.payment(), committed.payment());
    }

    /** Whether the transition was written, or changes nothing; false when the state has changed since it was read. */
    private Future<Boolean> write(
            ChangeContext context, Transition transition, BiConsumer<Write, Transition> response) {
        if (transition.isNone()) {
            return Future.succeededFuture(true);
        }
        Write write = SettlementStatement.of(context, transition);
        response.accept(write, transition);
        return write.run(context.isOfWorker() ? grouped : database).onSuccess(isWritten -> {
            if (isWritten) {
                count(transition);
            }
        });
    }

    private Future<SettlementState> state(Tenant tenant, Attempt attempt) {
        String payableId = attempt.payableId();
        Future<Optional<Payable>> payable =
                payableId == null ? Future.succeededFuture(Optional.empty()) : payables.find(tenant, payableId);
        return payable.compose(found -> {
            boolean isOwn = found.isEmpty() || attempt.status() == Attempt.Status.SUCCEEDED;
            String paymentId = isOwn ? attempt.paymentId() : found.get().paymentId();
            return state(tenant, found.orElse(null), paymentId, attempt);
        });
    }

    /**
     * Reads the attempt first, as above. Every decision about money changes the attempt, and locks it as it was read: a state
     * of which one part was read before another decision and one part after it is never written.
     */
    private Future<SettlementState> state(Tenant tenant, String payableId) {
        return attempts.latest(tenant, payableId)
                .compose(attempt -> payables.find(tenant, payableId)
                        .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                        .compose(payable -> state(tenant, payable, payable.paymentId(), attempt.orElse(null))));
    }

    private Future<SettlementState> state(
            Tenant tenant, @Nullable Payable payable, @Nullable String paymentId, @Nullable Attempt attempt) {
        String attemptId = attempt == null ? "" : attempt.id();
        Future<Optional<FoundPayment>> payment = paymentId == null
                ? Future.succeededFuture(Optional.empty())
                : states.findPayment(tenant, paymentId, attemptId);
        Future<Boolean> othersInReview = payable == null || !payable.reviewPending()
                ? Future.succeededFuture(false)
                : attempts.areOthersInReview(tenant, payable.attemptsOf(), attemptId);
        return Future.all(payment, othersInReview).map(both -> {
            FoundPayment found = payment.result().orElse(null);
            return new SettlementState(
                    payable,
                    found == null ? null : found.payment(),
                    attempt,
                    othersInReview.result(),
                    found != null && found.heldByOthers());
        });
    }
}
