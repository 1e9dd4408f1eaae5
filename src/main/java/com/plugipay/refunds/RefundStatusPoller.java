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

/** Asks one provider what became of the refunds whose time has come. */
public final class RefundStatusPoller extends ClaimedWork<Refund> {
    private static final Actor LOOK_UP = Actor.timer("refund_look_up", "Look-up of refunds at the provider");
    private static final int BATCH = 50;

    private final Refunds refunds;

    private RefundStatusPoller(ProviderKind provider, Claims claims, Refunds refunds) {
        super(claims, RefundStore.DUE, provider.text(), RefundRow::read);
        this.refunds = refunds;
    }

    /** That of one provider. */
    public static Work of(ProviderKind provider, Claims claims, Refunds refunds) {
        RefundStatusPoller lookUps = new RefundStatusPoller(provider, claims, refunds);
        return Work.callingProviders(provider.text() + "-refund-look-ups", Duration.ofSeconds(1), BATCH, lookUps);
    }

    /** Settling writes down when a refund that is still pending is asked for next. */
    @Override
    public Future<WorkResult> run(Claimed<Refund> claimed, Instant now) {
        Refund refund = claimed.read();
        ChangeContext origin = ChangeContext.worker(refund.tenant(), LOOK_UP, now);
        return refunds.lookUp(refund)
                .compose(outcome -> refunds.settlePolled(origin, refund, outcome, claimed.tries() + 1))
                .map(WorkResult.DONE);
    }
}
