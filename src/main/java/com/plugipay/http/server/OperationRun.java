package com.plugipay.http.server;

import com.plugipay.async.Rounds;
import com.plugipay.db.Database;
import com.plugipay.errors.ApiException;
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

/** Runs operations, each once for an idempotency key: a repeat gets the stored answer, or goes on with what was intended. */
final class OperationRun {
    private final IdempotencyStore answers;
    private final Database database;

    OperationRun(IdempotencyStore answers, Database database) {
        this.answers = answers;
        this.database = database;
    }

    /** Gives the answer; fails with what is not kept for a repeat. */
    <I> Future<OperationResponse> once(Call<I> call) {
        return Rounds.until(() -> attempt(call, asked -> call.operation().handle(asked, database))
                .map(Optional::of)
                .recover(failure -> {
                    IdempotencyKey key = call.idempotencyKey();
                    return failure instanceof Write.KeyTaken && key != null
                            ? repeat(call, key)
                            : Future.failedFuture(failure);
                }));
    }

    /** The answer to a request whose key is taken; none when it is free again, for whoever is first. */
    private <I> Future<Optional<OperationResponse>> repeat(Call<I> call, IdempotencyKey key) {
        return answers.find(call.tenant(), key, call.now()).compose(found -> {
            if (found.isEmpty()) {
                // The old answer's time is over.
                return answers.deleteIfExpired(call.tenant(), key, call.now()).map(Optional.empty());
            }
            return switch (found.get()) {
                case IdempotencyStore.StoredResponse answered ->
                    Future.succeededFuture(Optional.of(OperationResponse.replay(answered)));
                case IdempotencyStore.Reservation intended ->
                    attempt(call, again -> resume(again, intended)).map(Optional::of);
            };
        });
    }

    private static <I> Future<?> resume(Call<I> call, IdempotencyStore.Reservation intended) {
        Objects.requireNonNull(call.response()).resume();
        return call.operation().resume(call, intended.resourceId());
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
                        ? keep(call, call.status(), call.render(outcome.result()), null)
                        : Future.succeededFuture(OperationResponse.of(call.status(), stored, call.requestId(), null));
            }
            if (failure instanceof Write.KeyTaken) {
                return Future.failedFuture(failure);
            }
            ApiException told = OperationResponse.told(failure, call.requestId());
            if (told.errorCode().isRepeatable()) {
                return layDown(call).transform(done -> Future.failedFuture(told));
            }
            byte[] bytes = Envelope.of(told, call.requestId(), call.now());
            return keep(call, told.errorCode().status(), bytes, told);
        });
    }

    /** An answer that is not kept leaves what was intended to the next repeat, which need not wait for this request. */
    private Future<Void> layDown(Call<?> call) {
        IdempotencyKey key = call.idempotencyKey();
        IdempotentResponse response = call.response();
        return key == null || response == null || !response.isReserved()
                ? Future.succeededFuture()
                : answers.endReservation(call.tenant(), key, call.requestId());
    }

    /**
     * Keeps an answer that came without a write of its own. Where another request has the key, its answer is given instead,
     * or its end is awaited: what it has reserved is not this request's to answer.
     */
    private Future<OperationResponse> keep(Call<?> call, int status, byte[] bytes, @Nullable ApiException failure) {
        IdempotencyKey key = call.idempotencyKey();
        OperationResponse answer = OperationResponse.of(status, bytes, call.requestId(), failure);
        if (key == null) {
            return Future.succeededFuture(answer);
        }
        Tenant tenant = call.tenant();
        IdempotentResponse response = call.response();
        boolean ownsKey = response != null && response.ownsKey();
        return answers.store(tenant, key, call.requestId(), status, bytes, ownsKey, call.now())
                .compose(stored -> {
                    if (stored == IdempotencyStore.StoreResult.STORED) {
                        return Future.succeededFuture(answer);
                    }
                    if (!ownsKey) {
                        return Future.failedFuture(new Write.KeyTaken());
                    }
                    return answers.find(tenant, key, call.now())
                            .map(kept -> kept.orElse(null) instanceof IdempotencyStore.StoredResponse first
                                    ? OperationResponse.replay(first)
                                    : answer);
                });
    }
}
