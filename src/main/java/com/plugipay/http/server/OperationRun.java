package com.plugipay.http.server;

import com.plugipay.async.Rounds;
import com.plugipay.db.Database;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Download;
import com.plugipay.http.operations.Envelope;
import com.plugipay.idempotency.IdempotencyKey;
import com.plugipay.idempotency.IdempotencyStore;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.IdempotentResponse;
import com.plugipay.outbox.Write;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs an operation once for each idempotency key: a repeat gets the stored response, or resumes what was reserved. */
final class OperationRun {
    private final IdempotencyStore responses;
    private final Database database;

    OperationRun(IdempotencyStore responses, Database database) {
        this.responses = responses;
        this.database = database;
    }

    /** Gives the response to store or replay; fails with a failure that is not stored. */
    <I> Future<OperationResponse> once(Call<I> call) {
        return Rounds.until(() -> attempt(call, first -> call.operation().handle(first, database))
                .map(Optional::of)
                .recover(failure -> {
                    IdempotencyKey key = call.idempotencyKey();
                    return failure instanceof Write.KeyTaken && key != null
                            ? repeat(call, key)
                            : Future.failedFuture(failure);
                }));
    }

    /** The response to a request whose idempotency key is taken; empty if the key has become free, for a new attempt. */
    private <I> Future<Optional<OperationResponse>> repeat(Call<I> call, IdempotencyKey key) {
        return responses.find(call.tenant(), key, call.now()).compose(found -> {
            if (found.isEmpty()) {
                // The stored response has expired.
                return responses.deleteIfExpired(call.tenant(), key, call.now()).map(Optional.empty());
            }
            return switch (found.get()) {
                case IdempotencyStore.StoredResponse stored ->
                    Future.succeededFuture(Optional.of(OperationResponse.replay(stored)));
                case IdempotencyStore.Reservation reservation ->
                    attempt(call, repeated -> resume(repeated, reservation)).map(Optional::of);
            };
        });
    }

    private static <I> Future<?> resume(Call<I> call, IdempotencyStore.Reservation reservation) {
        Objects.requireNonNull(call.response()).resume();
        return call.operation().resume(call, reservation.resourceId());
    }

    private <I> Future<OperationResponse> attempt(Call<I> call, Function<Call<I>, Future<?>> operation) {
        return Future.succeededFuture(call).compose(operation::apply).transform(outcome -> {
            Throwable failure = outcome.cause();
            if (outcome.result() instanceof Download file) {
                return Future.succeededFuture(OperationResponse.of(call.status(), file, call.requestId()));
            }
            if (failure == null) {
                IdempotentResponse response = call.response();
                byte[] stored = response == null ? null : response.committed();
                return stored == null
                        ? store(call, call.status(), call.render(outcome.result()), null)
                        : Future.succeededFuture(OperationResponse.of(call.status(), stored, call.requestId(), null));
            }
            if (failure instanceof Write.KeyTaken) {
                return Future.failedFuture(failure);
            }
            ApiException visible =
                    ErrorCode.NOT_FOUND.naming(OperationResponse.visible(failure, call.requestId()), call::asked);
            if (visible.errorCode().isRepeatable()) {
                return endReservation(call).transform(ended -> Future.failedFuture(visible));
            }
            byte[] bytes = Envelope.of(visible, call.requestId(), call.now());
            return store(call, visible.errorCode().status(), bytes, visible);
        });
    }

    /** Without a stored response, a repeat resumes what this request has reserved, and need not wait for it. */
    private Future<Void> endReservation(Call<?> call) {
        IdempotencyKey key = call.idempotencyKey();
        IdempotentResponse response = call.response();
        return key == null || response == null || !response.isReserved()
                ? Future.succeededFuture()
                : responses.endReservation(call.tenant(), key, call.requestId());
    }

    /**
     * Stores a response that no write has stored. If another request has the key, gives its response or fails with
     * {@link Write.KeyTaken}: this request may not respond to what the other one has reserved.
     */
    private Future<OperationResponse> store(Call<?> call, int status, byte[] bytes, @Nullable ApiException failure) {
        IdempotencyKey key = call.idempotencyKey();
        OperationResponse response = OperationResponse.of(status, bytes, call.requestId(), failure);
        if (key == null) {
            return Future.succeededFuture(response);
        }
        Tenant tenant = call.tenant();
        IdempotentResponse idempotent = call.response();
        boolean ownsKey = idempotent != null && idempotent.ownsKey();
        return responses
                .store(tenant, key, call.requestId(), status, bytes, ownsKey, call.now())
                .compose(stored -> {
                    if (stored == IdempotencyStore.StoreResult.STORED) {
                        return Future.succeededFuture(response);
                    }
                    if (!ownsKey) {
                        return Future.failedFuture(new Write.KeyTaken());
                    }
                    return responses
                            .find(tenant, key, call.now())
                            .map(found -> found.orElse(null) instanceof IdempotencyStore.StoredResponse first
                                    ? OperationResponse.replay(first)
                                    : response);
                });
    }
}
