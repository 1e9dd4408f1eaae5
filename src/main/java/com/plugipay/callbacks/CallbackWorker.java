package com.plugipay.callbacks;

import com.plugipay.callbacks.CallbackStore.Unconfirmed;
import com.plugipay.db.Batches;
import com.plugipay.providers.ProviderKind;
import com.plugipay.work.Claimed;
import com.plugipay.work.ClaimedWork;
import com.plugipay.work.Claims;
import com.plugipay.work.Work;
import com.plugipay.work.WorkResult;
import com.plugipay.work.WorkSchedule;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Claims the stored callbacks of one provider and processes them. */
final class CallbackWorker extends ClaimedWork<StoredCallback> {
    private static final int BATCH = 32;
    private static final int ROUNDS_AT_ONCE = 4;

    /** A callback that fails unexpectedly will probably fail again. */
    private static final int TRIES_AFTER_UNEXPECTED_FAILURES = 5;

    private final CallbackHandler handler;
    private final Batches<Unconfirmed> unconfirmed;

    private CallbackWorker(
            ProviderKind provider, Claims claims, CallbackHandler handler, Batches<Unconfirmed> unconfirmed) {
        super(claims, CallbackStore.DUE, provider.text(), CallbackStore::read);
        this.handler = handler;
        this.unconfirmed = unconfirmed;
    }

    /** The work on the callbacks of a provider. Many lead to a query; a slow response delays only its own callback. */
    static Work of(ProviderKind provider, Claims claims, CallbackHandler handler, Batches<Unconfirmed> unconfirmed) {
        CallbackWorker worker = new CallbackWorker(provider, claims, handler, unconfirmed);
        return Work.callingProviders(provider.text() + "-callbacks", Duration.ofSeconds(1), BATCH, worker)
                .atOnce(ROUNDS_AT_ONCE)
                .nudgedBy((vertx, nudge) -> CallbackInbox.CALLBACKS_READY.subscribe(vertx, ready -> {
                    if (ready.equals(provider.text())) {
                        nudge.run();
                    }
                }));
    }

    /** The confirmation is scheduled before the callback is done: a callback that is done is not claimed again. */
    @Override
    public Future<WorkResult> run(Claimed<StoredCallback> claimed, Instant now) {
        StoredCallback callback = claimed.read();
        return handler.handle(callback, now)
                .compose(result -> result.confirmAt() == null
                        ? Future.succeededFuture(result.result())
                        : unconfirmed
                                .add(new Unconfirmed(callback, result.confirmAt(), null))
                                .map(result.result()));
    }

    /** The current claim is counted in the tries already. */
    @Override
    public @Nullable Instant again(Claimed<StoredCallback> callback, Instant now) {
        return callback.tries() < TRIES_AFTER_UNEXPECTED_FAILURES
                ? WorkSchedule.later(callback.tries() - 1, now)
                : null;
    }
}
