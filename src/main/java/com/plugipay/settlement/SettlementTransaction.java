package com.plugipay.settlement;

import com.plugipay.async.Rounds;
import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.db.Database;
import com.plugipay.db.GroupCommit;
import com.plugipay.db.Statements;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Actor;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads how things stand, has it decided, writes that; and if somebody was faster, the same again. */
public final class SettlementTransaction {
    private final Database database;
    /** For callbacks, which come in bursts. */
    private final Statements grouped;

    private final Payables payables;
    private final SettlementStateStore states;
    private final AttemptStore attempts;

    public SettlementTransaction(Database database, Payables payables, AttemptStore attempts) {
        this.database = database;
        this.grouped = new GroupCommit(database);
        this.payables = payables;
        this.states = new SettlementStateStore(database);
        this.attempts = attempts;
    }

    /** Finds what is paid. */
    public interface Payables {
        Future<Optional<Payable>> find(Tenant tenant, String id);
    }

    /** A pure decision about an attempt. */
    interface Decision {
        Transition on(SettlementState standing, Attempt attempt);
    }

    /**
     * Decides about an attempt; fails when there is none.
     *
     * @param answering adds to the write what the request is to be answered with
     */
    Future<Attempt> onAttempt(
            ChangeContext origin, String attemptId, Decision decision, BiConsumer<Write, Transition> answering) {
        return Rounds.until(
                () -> find(origin, attemptId).compose(attempt -> once(origin, attempt, decision, answering)));
    }

    /** The same about an attempt that was read just now. */
    Future<Attempt> onAttempt(
            ChangeContext origin, Attempt attempt, Decision decision, BiConsumer<Write, Transition> answering) {
        return once(origin, attempt, decision, answering)
                .compose(decided -> decided.isPresent()
                        ? Future.succeededFuture(decided.get())
                        : onAttempt(origin, attempt.id(), decision, answering));
    }

    /** None when somebody was faster. */
    private Future<Optional<Attempt>> once(
            ChangeContext origin, Attempt attempt, Decision decision, BiConsumer<Write, Transition> answering) {
        return state(origin.tenant(), attempt).compose(state -> {
            Transition change = decision.on(state, attempt);
            return write(origin, change, answering)
                    .map(written -> Optional.of(Objects.requireNonNull(change.attempt()))
                            .filter(decided -> written));
        });
    }

    private Future<Attempt> find(ChangeContext origin, String attemptId) {
        return attempts.find(origin.tenant(), attemptId)
                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    /** Decides about a payable and its newest attempt. */
    public Future<Payable> onPayable(
            ChangeContext origin, String payableId, Function<SettlementState, Transition> decision) {
        return change(origin, payableId, decision, Transition::payable).run(database);
    }

    /** The same as the change that a request makes; {@code result} is what it is answered with. */
    public <T> Change<T> change(
            ChangeContext origin,
            String payableId,
            Function<SettlementState, Transition> decision,
            Function<Transition, @Nullable T> result) {
        return Change.after(
                () -> state(origin.tenant(), payableId).map(state -> change(origin, decision.apply(state), result)));
    }

    /** Decides about an attempt, as the change that a request makes; {@code result} is what it is answered with. */
    <T> Change<T> change(
            ChangeContext origin, String attemptId, Decision decision, Function<Transition, @Nullable T> result) {
        return Change.after(() -> find(origin, attemptId)
                .compose(attempt -> state(origin.tenant(), attempt)
                        .map(state -> change(origin, decision.on(state, attempt), result))));
    }

    private static <T> Change<T> change(
            ChangeContext origin, Transition decided, Function<Transition, @Nullable T> result) {
        T answer = Objects.requireNonNull(result.apply(decided));
        return decided.isNone()
                ? Change.none(answer)
                : SettlementStatement.of(origin, decided).returning(answer);
    }

    /** Whether it is written, or there was nothing to write; false when somebody was faster. */
    private Future<Boolean> write(ChangeContext origin, Transition change, BiConsumer<Write, Transition> answering) {
        if (change.isNone()) {
            return Future.succeededFuture(true);
        }
        Write write = SettlementStatement.of(origin, change);
        answering.accept(write, change);
        boolean isCallback = origin.actor().type() == Actor.Type.PROVIDER;
        return write.run(isCallback ? grouped : database);
    }

    private Future<SettlementState> state(Tenant tenant, Attempt attempt) {
        String payableId = attempt.checkoutSessionId();
        return (payableId == null
                        ? Future.succeededFuture(Optional.<Payable>empty())
                        : payables.find(tenant, payableId))
                .compose(found -> {
                    Payable payable = found.orElse(null);
                    String paymentId = payable == null || attempt.status() == Attempt.Status.SUCCEEDED
                            ? attempt.paymentId()
                            : payable.paymentId();
                    return state(tenant, payable, paymentId, attempt);
                });
    }

    /**
     * The attempt first, as above: every decision about money changes it, so that it is the one to tell whether what is
     * read after it may be newer.
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
        Future<Optional<SettlementStateStore.FoundPayment>> payment = paymentId == null
                ? Future.succeededFuture(Optional.empty())
                : states.findPayment(tenant, paymentId, attemptId);
        Future<Boolean> othersInReview = payable == null || !payable.reviewPending()
                ? Future.succeededFuture(false)
                : attempts.areOthersInReview(tenant, payable.id(), attemptId);
        return Future.all(payment, othersInReview)
                .map(read -> new SettlementState(
                        payable,
                        payment.result()
                                .map(SettlementStateStore.FoundPayment::payment)
                                .orElse(null),
                        attempt,
                        othersInReview.result(),
                        payment.result()
                                .map(SettlementStateStore.FoundPayment::heldByOthers)
                                .orElse(false)));
    }
}
