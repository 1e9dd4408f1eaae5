package com.plugipay.callbacks;

import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.ChargeService;
import com.plugipay.callbacks.CallbackStore.Unconfirmed;
import com.plugipay.db.Batches;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.accounts.ProviderAccountCache;
import com.plugipay.providers.bus.Providers;
import com.plugipay.providers.registry.ProviderModule;
import com.plugipay.refunds.RefundCallbackHandler;
import com.plugipay.settlement.SettlementModule;
import com.plugipay.work.Claimable;
import com.plugipay.work.Work;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The inbox of provider callbacks: where they come in, and who works them off. */
public final class CallbackModule implements Module {
    /** What is claimed of it. */
    public static final Claimable CLAIMED = CallbackStore.DUE;

    private static final Duration KEPT = Duration.ofDays(30);
    private static final int FORGOTTEN_AT_ONCE = 5_000;
    private static final Batches.Limits UNCONFIRMED = new Batches.Limits(256, 2, 10_000);

    private final CallbackRoutes routes;
    private final List<Work> work = new ArrayList<>();

    public CallbackModule(
            Node node, ProviderModule providerModule, SettlementModule settlement, RefundCallbackHandler refunds) {
        Providers providers = providerModule.providers();
        ProviderAccountCache accounts = providerModule.accounts();
        AttemptStore attempts = settlement.attempts();
        ChargeService charging = settlement.charges();
        InstantSource clock = node.clock();
        CallbackStore store = new CallbackStore(node.database());
        this.routes = new CallbackRoutes(providers, new CallbackInbox(node.vertx(), store), node.metrics(), clock);
        CallbackPaces paces = new CallbackPaces(new CallbackPaceStore(node.database()), clock);
        Confirmations confirmations = new Confirmations(accounts, paces);
        CallbackWork processing = new CallbackWork(providers, attempts, charging, refunds, confirmations, paces);
        Batches<Unconfirmed> unconfirmed = new Batches<>(
                UNCONFIRMED, batch -> store.scheduleConfirmation(batch).compose(noted -> paces.noteBelieved(batch)));
        for (ProviderKind provider : ProviderKind.all()) {
            work.add(CallbackProcessing.of(provider, node.claims(), processing, unconfirmed));
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
                        .compose(minutes -> store.deleteBefore(now.minus(KEPT), FORGOTTEN_AT_ONCE))
                        .map(forgotten -> forgotten >= FORGOTTEN_AT_ONCE)));
    }

    @Override
    public void mount(Router router) {
        routes.mount(router);
    }

    @Override
    public List<Claimable> claimed() {
        return List.of(CLAIMED);
    }

    /** Works stored callbacks off, and deletes those that were done with a month ago. */
    @Override
    public List<Work> work() {
        return List.copyOf(work);
    }
}
