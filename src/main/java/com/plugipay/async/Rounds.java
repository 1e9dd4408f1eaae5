package com.plugipay.async;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs rounds of work one after the other. Each starts outside of the one before, so that any number of them uses no more
 * stack and memory than one. A round that fails or throws ends them with its failure.
 *
 * <p>A loop that calls itself from {@code compose} keeps all its rounds until the last one, and then completes them on one
 * stack: some thousands overflow it, and the future never completes.
 */
public final class Rounds<T> {
    private final Supplier<Future<Optional<T>>> round;
    private final Promise<T> over = Promise.promise();

    private Rounds(Supplier<Future<Optional<T>>> round) {
        this.round = round;
    }

    /** Runs rounds until one gives false, or until they are to stop. */
    public static Future<Void> whileMore(BooleanSupplier isStopping, Supplier<Future<Boolean>> round) {
        return until(() -> isStopping.getAsBoolean()
                        ? Future.succeededFuture(Optional.of(false))
                        : round.get().map(more -> more ? Optional.<Boolean>empty() : Optional.of(false)))
                .mapEmpty();
    }

    /** Runs rounds until one gives false. */
    public static Future<Void> whileMore(Supplier<Future<Boolean>> round) {
        return whileMore(() -> false, round);
    }

    /** Runs rounds until one has a result, and gives that. */
    public static <T> Future<T> until(Supplier<Future<Optional<T>>> round) {
        Rounds<T> rounds = new Rounds<>(round);
        rounds.go();
        return rounds.over.future();
    }

    /**
     * Starts rounds in a loop while they complete at once. When one completes later, its handler starts the loop again: the
     * later of the handler and the loop goes on.
     */
    private void go() {
        boolean goesOn = true;
        while (goesOn) {
            AtomicBoolean isSecond = new AtomicBoolean();
            @Nullable Future<Optional<T>> begun = begin();
            if (begun == null) {
                return;
            }
            begun.onComplete(outcome -> {
                if (isSecond.getAndSet(true) && !completeIfOver(outcome)) {
                    go();
                }
            });
            goesOn = isSecond.getAndSet(true) && !completeIfOver(begun);
        }
    }

    private @Nullable Future<Optional<T>> begin() {
        try {
            return round.get();
        } catch (Throwable thrown) {
            over.fail(thrown);
            return null;
        }
    }

    private boolean completeIfOver(AsyncResult<Optional<T>> ended) {
        if (ended.failed()) {
            over.fail(ended.cause());
            return true;
        }
        ended.result().ifPresent(over::complete);
        return ended.result().isPresent();
    }
}
