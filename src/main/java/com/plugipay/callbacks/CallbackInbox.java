package com.plugipay.callbacks;

import com.plugipay.bus.Addresses;
import com.plugipay.bus.ClusterTopic;
import com.plugipay.db.Batches;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.util.List;

/**
 * Takes callbacks in. Those that come while others are being written are written together by the next statement: one
 * commit for many, and for one that comes alone no waiting. Bounded: what does not fit is refused, and sent again.
 */
final class CallbackInbox {
    /** Tells the workers from which provider callbacks have come. */
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
