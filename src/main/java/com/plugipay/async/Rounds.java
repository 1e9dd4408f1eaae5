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
 * Runs rounds of work one after the other: each begins outside of the one before, so that however many there are, stack and
 * heap stay what one takes. A round that fails or throws ends them with its failure.
 *
 * <p>A loop that calls itself from {@code compose} keeps all its rounds until the last one, and then ends them all on one
 * stack, where some thousands are too many: the future is lost.
 */
public final class Rounds<T> {
    private final Supplier<Future<Optional<T>>> round;
    private final Promise<T> over = Promise.promise();

    private Rounds(Supplier<Future<Optional<T>>> round) {
        this.round = round;
    }

    /** Runs rounds until one says that there is no more to do, or until they are to stop. */
    public static Future<Void> whileMore(BooleanSupplier stopping, Supplier<Future<Boolean>> round) {
        return until(() -> stopping.getAsBoolean()
                        ? Future.succeededFuture(Optional.of(false))
                        : round.get().map(more -> more ? Optional.<Boolean>empty() : Optional.of(false)))
                .mapEmpty();
    }

    /** Runs rounds until one says that there is no more to do. */
    public static Future<Void> whileMore(Supplier<Future<Boolean>> round) {
        return whileMore(() -> false, round);
    }

    /** Runs rounds until one has a result, which is that of them all. */
    public static <T> Future<T> until(Supplier<Future<Optional<T>>> round) {
        Rounds<T> rounds = new Rounds<>(round);
        rounds.go();
        return rounds.over.future();
    }

    /** Whoever comes second goes on: the end of the round, or this loop that has left it to end later. */
    private void go() {
        boolean goesOn = true;
        while (goesOn) {
            AtomicBoolean met = new AtomicBoolean();
            @Nullable Future<Optional<T>> begun = begin();
            if (begun == null) {
                return;
            }
            begun.onComplete(outcome -> {
                if (met.getAndSet(true) && !isOver(outcome)) {
                    go();
                }
            });
            goesOn = met.getAndSet(true) && !isOver(begun);
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

    private boolean isOver(AsyncResult<Optional<T>> ended) {
        if (ended.failed()) {
            over.fail(ended.cause());
            return true;
        }
        ended.result().ifPresent(over::complete);
        return ended.result().isPresent();
    }
}
