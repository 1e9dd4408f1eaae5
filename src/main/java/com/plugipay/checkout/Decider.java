package com.plugipay.checkout;

import com.plugipay.async.Rounds;
import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.db.Database;
import com.plugipay.db.GroupCommit;
import com.plugipay.db.Statements;
import com.plugipay.model.Actor;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Origin;
import com.plugipay.outbox.Write;
import com.plugipay.payments.Payment;
import com.plugipay.payments.PaymentStore;
import com.plugipay.problems.Problem;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads how things stand, has it decided, writes that; and if somebody was faster, the same again. */
public final class Decider {
    private final Database database;
    /** For callbacks, which come in bursts. */
    private final Statements grouped;

    private final CheckoutSessionStore sessions;
    private final PaymentStore payments;
    private final AttemptStore attempts;

    public Decider(Database database, CheckoutSessionStore sessions, PaymentStore payments, AttemptStore attempts) {
        this.database = database;
        this.grouped = new GroupCommit(database);
        this.sessions = sessions;
        this.payments = payments;
        this.attempts = attempts;
    }

    /** A pure decision about an attempt. */
    interface Decision {
        Change on(Standing standing, Attempt attempt);
    }

    /**
     * Decides about an attempt; fails when there is none.
     *
     * @param answering adds to the write what the request is to be answered with
     */
    Future<Attempt> onAttempt(Origin origin, String attemptId, Decision decision, BiConsumer<Write, Change> answering) {
        return Rounds.until(
                () -> find(origin, attemptId).compose(attempt -> once(origin, attempt, decision, answering)));
    }

    /** The same about an attempt that was read just now. */
    Future<Attempt> onAttempt(Origin origin, Attempt attempt, Decision decision, BiConsumer<Write, Change> answering) {
        return once(origin, attempt, decision, answering)
                .compose(decided -> decided.isPresent()
                        ? Future.succeededFuture(decided.get())
                        : onAttempt(origin, attempt.id(), decision, answering));
    }

    /** None when somebody was faster. */
    private Future<Optional<Attempt>> once(
            Origin origin, Attempt attempt, Decision decision, BiConsumer<Write, Change> answering) {
        return standing(origin.tenant(), attempt).compose(standing -> {
            Change change = decision.on(standing, attempt);
            return write(origin, change, answering)
                    .map(written -> Optional.of(Objects.requireNonNull(change.attempt()))
                            .filter(decided -> written));
        });
    }

    private Future<Attempt> find(Origin origin, String attemptId) {
        return attempts.find(origin.tenant(), attemptId).map(found -> found.orElseThrow(Problem.NOT_FOUND::here));
    }

    /** Decides about a session and its newest attempt, and answers with the session. */
    Future<CheckoutSession> onSession(Origin origin, String sessionId, Function<Standing, Change> decision) {
        return Rounds.until(() -> standing(origin.tenant(), sessionId).compose(standing -> {
            Change change = decision.apply(standing);
            return write(origin, change, (write, decided) -> write.answer(decided.session()))
                    .map(written -> Optional.of(Objects.requireNonNull(change.session()))
                            .filter(decided -> written));
        }));
    }

    /** Whether it is written, or there was nothing to write; false when somebody was faster. */
    private Future<Boolean> write(Origin origin, Change change, BiConsumer<Write, Change> answering) {
        if (change.isNone()) {
            return Future.succeededFuture(true);
        }
        Write write = SettlementWrite.of(origin, change);
        answering.accept(write, change);
        boolean isCallback = origin.actor().type() == Actor.Type.PROVIDER;
        return write.run(isCallback ? grouped : database);
    }

    private Future<Standing> standing(Tenant tenant, Attempt attempt) {
        String sessionId = attempt.checkoutSessionId();
        Future<Optional<CheckoutSession>> session =
                sessionId == null ? Future.succeededFuture(Optional.empty()) : sessions.find(tenant, sessionId);
        return session.compose(found -> {
            CheckoutSession of = found.orElse(null);
            String paymentId =
                    of == null || attempt.status() == Attempt.Status.SUCCEEDED ? attempt.paymentId() : of.paymentId();
            return standing(tenant, of, paymentId, attempt);
        });
    }

    /**
     * The attempt first, as above: every decision about money changes it, so that it is the one to tell whether what is
     * read after it may be newer.
     */
    private Future<Standing> standing(Tenant tenant, String sessionId) {
        return attempts.latest(tenant, sessionId)
                .compose(attempt -> sessions.find(tenant, sessionId)
                        .map(found -> found.orElseThrow(Problem.NOT_FOUND::here))
                        .compose(session -> standing(tenant, session, session.paymentId(), attempt.orElse(null))));
    }

    private Future<Standing> standing(
            Tenant tenant, @Nullable CheckoutSession session, @Nullable String paymentId, @Nullable Attempt attempt) {
        Future<Optional<Payment>> payment =
                paymentId == null ? Future.succeededFuture(Optional.empty()) : payments.find(tenant, paymentId);
        Future<Boolean> othersInReview = session == null || !session.reviewPending()
                ? Future.succeededFuture(false)
                : attempts.areOthersInReview(tenant, session.id(), attempt == null ? "" : attempt.id());
        return Future.all(payment, othersInReview)
                .map(read -> new Standing(session, payment.result().orElse(null), attempt, othersInReview.result()));
    }
}
