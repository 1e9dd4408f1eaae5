package com.plugipay.paymentmethods;

import com.plugipay.paymentmethods.PaymentMethodStore.Chargeable;
import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.bus.Providers;
import com.plugipay.work.Claimed;
import com.plugipay.work.ClaimedWork;
import com.plugipay.work.Claims;
import com.plugipay.work.Work;
import com.plugipay.work.WorkResult;
import com.plugipay.work.WorkSchedule;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/** Deletes revoked payment methods at their providers. */
final class PaymentMethodDeletion extends ClaimedWork<Chargeable> {
    private static final int BATCH = 20;

    private final Providers providers;

    private PaymentMethodDeletion(Claims claims, PaymentMethodStore methods, Providers providers) {
        super(claims, PaymentMethodStore.DELETIONS, null, methods::readChargeable);
        this.providers = providers;
    }

    static Work of(Claims claims, PaymentMethodStore methods, Providers providers) {
        return Work.callingProviders(
                "payment-method-deletion",
                Duration.ofSeconds(1),
                BATCH,
                new PaymentMethodDeletion(claims, methods, providers));
    }

    @Override
    public Future<WorkResult> run(Claimed<Chargeable> claimed, Instant now) {
        Chargeable deleted = claimed.read();
        return providers
                .ask(
                        deleted.method().provider(),
                        new Command.DeleteStored(deleted.method().tenant(), deleted.stored()))
                .map(outcome -> outcome instanceof Outcome.Succeeded ? WorkResult.DONE : later(claimed, outcome, now));
    }

    /** The account may be connected again, or the provider available; after three days a person has to look at it. */
    private static WorkResult later(Claimed<Chargeable> claimed, Outcome outcome, Instant now) {
        Instant scheduled = WorkSchedule.later(claimed.tries(), now);
        Instant next = outcome instanceof Outcome.NotDone notDone ? notDone.notBefore(scheduled, now) : scheduled;
        return next == null
                ? new WorkResult.GivenUp("not_deleted_at_provider")
                : new WorkResult.Again("not_deleted_at_provider", next);
    }
}
