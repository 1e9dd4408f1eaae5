package com.plugipay.billing.dunning;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.billing.collection.CollectionTry;
import com.plugipay.billing.collection.CollectionTryRow;
import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Actor;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.paymentmethods.PaymentMethodStore.Chargeable;
import com.plugipay.providers.Outcome;
import com.plugipay.work.Claimed;
import com.plugipay.work.ClaimedWork;
import com.plugipay.work.Claims;
import com.plugipay.work.Work;
import com.plugipay.work.WorkResult;
import com.plugipay.work.WorkSchedule;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/** Collects invoices: charges the stored payment method when a try is due, and follows its outcome. */
public final class InvoiceCollection extends ClaimedWork<CollectionTry> {
    private static final Actor ACTOR = Actor.timer("collection", "Collection of invoices");
    private static final int BATCH = 50;

    /** The tries of a workspace fall due together: other rounds begin those of other workspaces meanwhile. */
    private static final int ROUNDS = 5;

    /** A customer who is just paying is not disturbed for so long. */
    private static final Duration PAYING = Duration.ofMinutes(30);

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration LATER = Duration.ofMinutes(10);

    /** The same on a test clock, which would otherwise pass through a year in steps of minutes. */
    private static final Duration LATER_ON_CLOCK = Duration.ofDays(1);

    /** Codes of attempts that have ended without the provider's having tried them. */
    private static final Set<String> NOT_TRIED = Set.of(
            "answer_lost",
            "not_found",
            "session_ended",
            "method_changed",
            Outcome.NotDone.UNREACHABLE,
            Outcome.NotDone.RATE_LIMITED);

    private final InvoiceStore invoices;
    private final AttemptStore attempts;
    private final CollectionStore tries;
    private final StoredMethodCharges charges;
    private final CollectionFailures failures;

    InvoiceCollection(
            Claims claims,
            InvoiceStore invoices,
            AttemptStore attempts,
            CollectionStore tries,
            StoredMethodCharges charges,
            CollectionFailures failures) {
        super(claims, CollectionStore.DUE, null, CollectionTryRow::read);
        this.invoices = invoices;
        this.attempts = attempts;
        this.tries = tries;
        this.charges = charges;
        this.failures = failures;
    }

    Work work() {
        return Work.callingProviders("collection", Duration.ofSeconds(1), BATCH, this)
                .atOnce(ROUNDS);
    }

    @Override
    public Future<WorkResult> run(Claimed<CollectionTry> claimed, Instant now) {
        return run(claimed.read(), now);
    }

    /** An invoice is never forgotten: a try that fails unexpectedly is tried again, and shown as stuck. */
    @Override
    public Instant again(Claimed<CollectionTry> claimed, Instant now) {
        return WorkSchedule.unceasing(claimed.tries(), now);
    }

    /** Does what is due about a try. */
    public Future<WorkResult> run(CollectionTry due, Instant now) {
        return run(due, now, now);
    }

    /** The same for a customer on a test clock: providers live in real time. */
    Future<WorkResult> run(CollectionTry due, Instant now, Instant realTime) {
        ChangeContext context = ChangeContext.worker(due.tenant(), ACTOR, now);
        ChangeContext real = ChangeContext.worker(due.tenant(), ACTOR, realTime);
        return invoices.find(due.tenant(), due.invoiceId())
                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                .compose(invoice -> run(context, real, due, invoice));
    }

    private Future<WorkResult> run(ChangeContext context, ChangeContext real, CollectionTry due, Invoice invoice) {
        String attemptId = due.attemptId();
        if (!invoice.takesMoney()) {
            boolean isCollected = invoice.status() == Invoice.Status.PAID && attemptId != null;
            CollectionTry.Status status = isCollected ? CollectionTry.Status.SUCCEEDED : CollectionTry.Status.ENDED;
            return tries.end(context, due, status).map(WorkResult.DONE);
        }
        if (attemptId != null) {
            return attempts.find(due.tenant(), attemptId)
                    .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                    .compose(attempt -> charged(context, due, invoice, attempt));
        }
        if (invoice.paymentId() != null || invoice.reviewPending()) {
            return again(context, isOnClock(due) ? LATER_ON_CLOCK : LATER);
        }
        if (!due.charges()) {
            return failures.failed(context, due, invoice, CollectionFailures.NOT_PAID)
                    .map(WorkResult.DONE);
        }
        return charges.method(invoice)
                .compose(method -> method.isPresent()
                        ? charge(context, real, due, invoice, method.get())
                        : failures.failed(context, due, invoice, CollectionFailures.NO_METHOD)
                                .map(WorkResult.DONE));
    }

    private Future<WorkResult> charge(
            ChangeContext context, ChangeContext real, CollectionTry due, Invoice invoice, Chargeable method) {
        return charges.charge(real, due, invoice, method)
                .compose(attempt -> attempt.isPresent()
                        ? charged(context, due.charging(attempt.get().id()), invoice, attempt.get())
                        : makeWay(context, real, due, invoice))
                .recover(failure -> failure instanceof ApiException refused && !isPassing(refused)
                        ? failures.failed(
                                        context,
                                        due,
                                        invoice,
                                        refused.errorCode().code())
                                .map(WorkResult.DONE)
                        : Future.failedFuture(failure));
    }

    private static boolean isPassing(ApiException refused) {
        return refused.errorCode().isTemporary() || refused.errorCode() == ErrorCode.CONFLICT;
    }

    /** What the outcome of the charge means for the try. */
    private Future<WorkResult> charged(ChangeContext context, CollectionTry due, Invoice invoice, Attempt attempt) {
        return switch (attempt.status()) {
            // The settlement has ended the try, so that this result is not written.
            case SUCCEEDED -> again(context, SOON);
            // Its provider is polled for it, also after a crash; it is never charged again while that is unknown.
            case STARTING, ACTIVE -> again(context, SOON);
            case REVIEW -> again(context, LATER);
            case FAILED, CANCELED -> {
                String code = Objects.requireNonNullElse(attempt.failureCode(), "declined");
                yield NOT_TRIED.contains(code)
                        ? tries.forget(context, due).compose(forgotten -> soonInRealTime(context, due))
                        : failures.failed(context, due, invoice, code).map(WorkResult.DONE);
            }
        };
    }

    /** Somebody is paying: the customer, who is waited for, but not for ever; and not at all once a test clock advances. */
    private Future<WorkResult> makeWay(ChangeContext context, ChangeContext real, CollectionTry due, Invoice invoice) {
        return attempts.latest(invoice.tenant(), invoice.id())
                .compose(latest -> {
                    boolean isOld = latest.filter(Attempt::isUnderWay)
                            .filter(attempt -> isOnClock(due)
                                    || attempt.createdAt().plus(PAYING).isBefore(real.now()))
                            .isPresent();
                    return isOld ? charges.makeWay(real, latest.get()) : Future.succeededFuture();
                })
                .recover(failure ->
                        failure instanceof ApiException ? Future.succeededFuture() : Future.failedFuture(failure))
                .compose(made -> soonInRealTime(context, due));
    }

    /** What is waited for happens in real time, in which a test clock waits too: it does not pass the time of the try. */
    private static Future<WorkResult> soonInRealTime(ChangeContext context, CollectionTry due) {
        return again(context, isOnClock(due) ? Duration.ZERO : LATER);
    }

    private static boolean isOnClock(CollectionTry due) {
        return due.testClockId() != null;
    }

    private static Future<WorkResult> again(ChangeContext context, Duration after) {
        return Future.succeededFuture(new WorkResult.Again(null, context.now().plus(after)));
    }
}
