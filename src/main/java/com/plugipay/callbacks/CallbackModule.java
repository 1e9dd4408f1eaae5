package com.plugipay.callbacks;

import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.ChargeService;
import com.plugipay.callbacks.CallbackStore.Unconfirmed;
import com.plugipay.db.Batches;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.paymentmethods.PaymentMethodStore;
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

/** The callbacks of providers: receives, stores and processes them. */
public final class CallbackModule implements Module {
    /** The rows that nodes claim. */
    public static final Claimable CLAIMED = CallbackStore.DUE;

    private static final Duration KEPT = Duration.ofDays(30);
    private static final int DELETED_AT_ONCE = 5_000;
    private static final Batches.Limits UNCONFIRMED = new Batches.Limits(256, 2, 10_000);

    private final CallbackRoutes routes;
    private final List<Work> work = new ArrayList<>();

    public CallbackModule(
            Node node,
            ProviderModule providerModule,
            SettlementModule settlement,
            PaymentMethodStore methods,
            RefundCallbackHandler refunds) {
        Providers providers = providerModule.providers();
        ProviderAccountCache accounts = providerModule.accounts();
        AttemptStore attempts = settlement.attempts();
        ChargeService charges = settlement.charges();
        InstantSource clock = node.clock();
        CallbackStore store = new CallbackStore(node.database());
        this.routes = new CallbackRoutes(providers, new CallbackInbox(node.vertx(), store), node.metrics(), clock);
        CallbackPaces paces = new CallbackPaces(new CallbackPaceStore(node.database()), clock);
        ConfirmationRules confirmations = new ConfirmationRules(accounts, paces);
        CallbackHandler handler = new CallbackHandler(
                providers,
                attempts,
                charges,
                refunds,
                new StoredMethodCallbacks(providers, attempts, charges, methods),
                confirmations,
                paces);
        Batches<Unconfirmed> unconfirmed = new Batches<>(
                UNCONFIRMED,
                batch -> store.scheduleConfirmation(batch).compose(scheduled -> paces.countTrusted(batch)));
        for (ProviderKind provider : ProviderKind.all()) {
            work.add(CallbackWorker.of(provider, node.claims(), handler, unconfirmed));
        }
        PaymentReconciliation reconciliation = new PaymentReconciliation(
                store,
                providers,
                attempts,
                confirmations,
                paces,
                new PaymentListReader(
                        providers,
                        attempts,
                        (context, attempt) ->
                                charges.notice(context, attempt, new CallbackEvent.OfCharge(attempt.id(), null, null)),
                        confirmations));
        work.add(Work.of("payment-reconciliation", Duration.ofSeconds(20), reconciliation::confirm));
        work.add(new CallbackQueueMetrics(store, node.metrics()).work());
        work.add(Work.of(
                "callback-log-limits",
                Duration.ofSeconds(1),
                now -> routes.logOmitted(now).map(false)));
        work.add(Work.of(
                "callbacks",
                Duration.ofMinutes(1),
                now -> paces.deleteOld(now)
                        .compose(deleted -> store.deleteBefore(now.minus(KEPT), DELETED_AT_ONCE))
                        .map(deleted -> deleted >= DELETED_AT_ONCE)));
    }

    @Override
    public void mount(Router router) {
        routes.mount(router);
    }

    @Override
    public List<Claimable> claimed() {
        return List.of(CLAIMED);
    }

    /** Processes stored callbacks, confirms those that were trusted, and deletes them after a month. */
    @Override
    public List<Work> work() {
        return List.copyOf(work);
    }
}
