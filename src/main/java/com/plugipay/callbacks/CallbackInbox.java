package com.plugipay.callbacks;

import com.plugipay.bus.Topic;
import com.plugipay.db.Batches;
import com.plugipay.providers.ProviderKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.util.List;

/**
 * Takes callbacks in. Those that come while others are being written are written together by the next statement: one
 * commit for many, and for one that comes alone no waiting. Bounded: what does not fit is refused, and sent again.
 */
final class CallbackInbox {
    /** Tells the workers that there is something to do. */
    static final Topic<CallbacksReady> CALLBACKS_READY = new Topic<>("callbacks.ready", CallbacksReady.class);

    private static final Batches.Limits LIMITS = new Batches.Limits(256, 2, 10_000);

    /** Some have come from this provider. */
    record CallbacksReady(ProviderKind provider) {}

    private final CallbackStore store;
    private final Batches<StoredCallback> batches;

    CallbackInbox(Vertx vertx, CallbackStore store) {
        this.store = store;
        this.batches = new Batches<>(
                LIMITS,
                batch -> store.insert(batch)
                        .onSuccess(stored -> batch.stream()
                                .map(StoredCallback::provider)
                                .distinct()
                                .forEach(provider -> CALLBACKS_READY.publish(vertx, new CallbacksReady(provider)))));
    }

    /**
     * Completes when the callback is durably stored, or was before. What the database refuses is tried once more by itself,
     * as it may have been meant for another of its batch.
     */
    Future<Void> store(StoredCallback callback) {
        return batches.add(callback)
                .recover(failure -> failure instanceof PgException
                        ? store.insert(List.of(callback)).mapEmpty()
                        : Future.failedFuture(failure));
    }
}
