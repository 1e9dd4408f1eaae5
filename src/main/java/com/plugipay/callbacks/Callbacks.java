package com.plugipay.callbacks;

import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.ChargeService;
import com.plugipay.callbacks.CallbackStore.Unconfirmed;
import com.plugipay.db.Batches;
import com.plugipay.db.Database;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.accounts.ProviderAccountCache;
import com.plugipay.providers.bus.Providers;
import com.plugipay.refunds.RefundCallbackHandler;
import com.plugipay.work.Claimable;
import com.plugipay.work.Claims;
import com.plugipay.work.Work;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The inbox of provider callbacks: where they come in, and who works them off. */
public final class Callbacks {
    /** What is claimed of it. */
    public static final Claimable CLAIMED = CallbackStore.DUE;

    private static final Duration KEPT = Duration.ofDays(30);
    private static final int FORGOTTEN_AT_ONCE = 5_000;
    private static final Batches.Limits UNCONFIRMED = new Batches.Limits(256, 2, 10_000);

    private final CallbackRoutes routes;
    private final List<Work> work = new ArrayList<>();

    public Callbacks(
            Vertx vertx,
            Database database,
            Providers providers,
            AttemptStore attempts,
            ChargeService charging,
            RefundCallbackHandler refunds,
            ProviderAccountCache accounts,
            Claims claims,
            MeterRegistry metrics,
            InstantSource clock) {
        CallbackStore store = new CallbackStore(database);
        this.routes = new CallbackRoutes(providers, new CallbackInbox(vertx, store), metrics, clock);
        CallbackPaces paces = new CallbackPaces(new CallbackPaceStore(database), clock);
        Confirmations confirmations = new Confirmations(accounts, paces);
        CallbackWork processing = new CallbackWork(providers, attempts, charging, refunds, confirmations, paces);
        Batches<Unconfirmed> unconfirmed =
                new Batches<>(UNCONFIRMED, batch -> store.confirm(batch).compose(noted -> paces.noteBelieved(batch)));
        for (ProviderKind provider : ProviderKind.all()) {
            work.add(CallbackProcessing.of(provider, claims, processing, unconfirmed));
        }
        PaymentReconciliation believed = new PaymentReconciliation(
                store,
                providers,
                attempts,
                confirmations,
                paces,
                new PaymentLists(
                        providers,
                        attempts,
                        (origin, attempt) ->
                                charging.notice(origin, attempt, new CallbackEvent.OfCharge(attempt.id(), null, null)),
                        confirmations));
        work.add(Work.of("believed-payments", Duration.ofSeconds(20), believed::confirm));
        work.add(Work.of(
                "undecided-callbacks",
                Duration.ofSeconds(1),
                now -> routes.tellOmitted(now).map(false)));
        work.add(Work.of(
                "callbacks",
                Duration.ofMinutes(1),
                now -> paces.forget(now)
                        .compose(minutes -> store.forgetBefore(now.minus(KEPT), FORGOTTEN_AT_ONCE))
                        .map(forgotten -> forgotten >= FORGOTTEN_AT_ONCE)));
    }

    public CallbackRoutes routes() {
        return routes;
    }

    /** Working them off, and deleting what was done with a month ago. */
    public List<Work> work() {
        return List.copyOf(work);
    }
}
