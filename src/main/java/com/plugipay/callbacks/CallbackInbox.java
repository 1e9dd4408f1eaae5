package com.plugipay.callbacks;

import com.plugipay.bus.Addresses;
import com.plugipay.bus.ClusterTopic;
import com.plugipay.db.Batches;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.util.List;

/**
 * Stores received callbacks. Those that arrive while others are written are written together by the next statement; one that
 * arrives alone does not wait. Bounded: callbacks beyond the limit are refused, and the provider sends them again.
 */
final class CallbackInbox {
    /** Tells the workers the provider whose callbacks have arrived. */
    static final ClusterTopic CALLBACKS_READY = ClusterTopic.of(Addresses.CALLBACKS_READY);

    private static final Batches.Limits LIMITS = new Batches.Limits(256, 2, 10_000);

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
                                .forEach(provider -> CALLBACKS_READY.publish(vertx, provider.text()))));
    }

    /**
     * Completes when the callback is durably stored, or was stored before. A callback of a batch that the database refuses is
     * tried once more by itself: another one of the batch may be the cause.
     */
    Future<Void> store(StoredCallback callback) {
        return batches.add(callback)
                .recover(failure -> failure instanceof PgException
                        ? store.insert(List.of(callback)).mapEmpty()
                        : Future.failedFuture(failure));
    }
}
