package com.plugipay.refunds;

import com.plugipay.model.Actor;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.providers.ProviderKind;
import com.plugipay.work.Claimed;
import com.plugipay.work.ClaimedWork;
import com.plugipay.work.Claims;
import com.plugipay.work.Work;
import com.plugipay.work.WorkResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/** Polls one provider for the status of the refunds that are due. */
public final class RefundStatusPoller extends ClaimedWork<Refund> {
    private static final Actor POLLER = Actor.timer("refund_look_up", "Look-up of refunds at the provider");
    private static final int BATCH = 50;

    private final Refunds refunds;

    private RefundStatusPoller(ProviderKind provider, Claims claims, Refunds refunds) {
        super(claims, RefundStore.DUE, provider.text(), RefundRow::read);
        this.refunds = refunds;
    }

    /** The poller of one provider. */
    public static Work of(ProviderKind provider, Claims claims, Refunds refunds) {
        RefundStatusPoller poller = new RefundStatusPoller(provider, claims, refunds);
        return Work.callingProviders(provider.text() + "-refund-status-polls", Duration.ofSeconds(1), BATCH, poller);
    }

    /** Settling also schedules the next poll of a refund that is still pending. */
    @Override
    public Future<WorkResult> run(Claimed<Refund> claimed, Instant now) {
        Refund refund = claimed.read();
        ChangeContext context = ChangeContext.worker(refund.tenant(), POLLER, now);
        return refunds.queryStatus(refund)
                .compose(outcome -> refunds.settlement().settlePolled(context, refund, outcome, claimed.tries() + 1))
                .map(WorkResult.DONE);
    }
}
