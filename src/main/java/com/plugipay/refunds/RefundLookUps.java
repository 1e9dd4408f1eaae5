package com.plugipay.refunds;

import com.plugipay.audit.Actor;
import com.plugipay.db.Origin;
import com.plugipay.providers.ProviderKind;
import io.vertx.core.Future;
import java.time.Instant;

/** Asks providers what became of the refunds whose time has come. Any number of nodes share the work. */
public final class RefundLookUps {
    private static final Actor LOOK_UP = Actor.timer("refund_look_up", "Look-up of refunds at the provider");
    private static final int BATCH = 50;

    private final RefundStore store;
    private final Refunds refunds;

    public RefundLookUps(RefundStore store, Refunds refunds) {
        this.store = store;
        this.refunds = refunds;
    }

    /** Works off what is due at that provider now, overdue ones included. */
    public Future<Void> run(ProviderKind provider, Instant now) {
        return store.claimDue(provider, now, BATCH)
                .compose(due -> Future.join(due.stream()
                                .map(refund -> lookUp(refund, now).otherwiseEmpty())
                                .toList())
                        .map(due.size()))
                .compose(done -> done < BATCH ? Future.succeededFuture() : run(provider, now));
    }

    private Future<Refund> lookUp(RefundStore.Due due, Instant now) {
        Origin origin = Origin.worker(due.refund().tenant(), LOOK_UP, now);
        return refunds.lookUp(due.refund())
                .compose(outcome -> refunds.settle(origin, due.refund(), outcome, due.lookUps() + 1));
    }
}
