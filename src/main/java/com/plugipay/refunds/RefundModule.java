package com.plugipay.refunds;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.QueryQuota;
import com.plugipay.http.operations.Operations;
import com.plugipay.model.Tenant;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.payments.PaymentStore;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.bus.Providers;
import com.plugipay.work.Claimable;
import com.plugipay.work.Work;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Refunds over HTTP, and the polls for those that are pending. */
public final class RefundModule implements Module {
    private final Node node;
    private final Refunds refunds;
    private final RefundRoutes routes;

    /** @param paymentOfSession see {@link RefundRoutes} */
    public RefundModule(
            Node node,
            Providers providers,
            QueryQuota quota,
            BiFunction<Tenant, String, Future<Optional<String>>> paymentOfSession) {
        RefundStore store = new RefundStore(node.database());
        this.node = node;
        PaymentStore payments = new PaymentStore(node.database());
        this.refunds = new Refunds(store, payments, new AttemptStore(node.database()), providers, quota);
        this.routes = new RefundRoutes(store, refunds, new RefundReviews(store, payments), paymentOfSession);
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
    }

    @Override
    public List<Claimable> claimed() {
        return List.of(RefundStore.DUE);
    }

    @Override
    public List<Work> work() {
        return ProviderKind.all().stream()
                .map(provider -> RefundStatusPoller.of(provider, node.claims(), refunds))
                .toList();
    }

    /** Handles callbacks about refunds. */
    public RefundCallbackHandler callbacks() {
        return refunds.callbacks();
    }

    /** Records money that the bank or the provider has taken back as a refund. */
    public Future<Void> recordReversal(ChangeContext context, Attempt attempt, @Nullable String reference) {
        return refunds.recordReversal(context, attempt, reference);
    }
}
