package com.plugipay.callbacks;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.Charging;
import com.plugipay.audit.Actor;
import com.plugipay.db.Origin;
import com.plugipay.providers.Notice;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.Providers;
import com.plugipay.refunds.RefundNotices;
import com.plugipay.workspaces.Tenant;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does what a stored callback asks for. Doing it again, or in another order, ends in the same state. */
final class CallbackWork {
    private final Providers providers;
    private final AttemptStore attempts;
    private final Charging charging;
    private final RefundNotices refunds;

    CallbackWork(Providers providers, AttemptStore attempts, Charging charging, RefundNotices refunds) {
        this.providers = providers;
        this.attempts = attempts;
        this.charging = charging;
        this.refunds = refunds;
    }

    /** What it tells of is not known here, or not yet: our own answer may still be on its way. */
    static final class NotKnownYet extends RuntimeException {
        NotKnownYet(String what) {
            super(what, null, false, false);
        }
    }

    /** Fails when it has to be tried again. */
    Future<Void> work(ReceivedCallback callback, Instant now) {
        Actor actor = new Actor(Actor.Type.PROVIDER, callback.provider().text(), "Callback " + callback.id());
        Origin origin = Origin.worker(callback.tenant(), actor, now);
        return providers.read(callback.provider(), callback.body()).compose(notices -> all(origin, callback, notices));
    }

    private Future<Void> all(Origin origin, ReceivedCallback callback, List<Notice> notices) {
        Future<Void> done = Future.succeededFuture();
        for (Notice notice : notices) {
            done = done.compose(before -> one(origin, callback, notice));
        }
        return done;
    }

    private Future<Void> one(Origin origin, ReceivedCallback callback, Notice notice) {
        return switch (notice) {
            case Notice.OfCharge of ->
                find(origin.tenant(), callback.provider(), of.chargeId(), of.providerReference())
                        .compose(attempt -> charging.notice(origin, attempt, of))
                        .mapEmpty();
            case Notice.OfRefund of ->
                refunds.attempt(origin.tenant(), of)
                        .compose(attempt -> attempt.isPresent()
                                ? Future.succeededFuture(attempt.get())
                                : findPaid(origin.tenant(), callback.provider(), of.chargeId(), of.chargeReference()))
                        .compose(attempt -> refunds.notice(origin, attempt, of));
        };
    }

    private Future<Attempt> find(
            Tenant tenant, ProviderKind provider, @Nullable String chargeId, @Nullable String reference) {
        Future<Optional<Attempt>> byId = chargeId == null ? none() : attempts.find(tenant, chargeId);
        return byId.compose(found -> found.isPresent() || reference == null
                        ? Future.succeededFuture(found)
                        : attempts.byReference(tenant, provider, reference))
                .map(found -> found.filter(attempt -> attempt.provider() == provider)
                        .orElseThrow(() -> new NotKnownYet("unknown_charge")));
    }

    /** By what was paid, where that is named: there may be more than one payment of a charge. */
    private Future<Attempt> findPaid(
            Tenant tenant, ProviderKind provider, @Nullable String chargeId, @Nullable String reference) {
        Future<Optional<Attempt>> paid = reference == null ? none() : attempts.byReference(tenant, provider, reference);
        return paid.compose(found ->
                found.isPresent() ? Future.succeededFuture(found.get()) : find(tenant, provider, chargeId, null));
    }

    private static Future<Optional<Attempt>> none() {
        return Future.succeededFuture(Optional.empty());
    }
}
