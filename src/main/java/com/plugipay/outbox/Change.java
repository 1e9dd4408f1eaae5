package com.plugipay.outbox;

import com.plugipay.async.Rounds;
import com.plugipay.db.Database;
import com.plugipay.db.Statements;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A change that a request makes, with its result. Nothing is written before it is run; then the effect and the response to
 * the request are committed by one statement. It is only made by {@link Write#returning}, so that a handler that
 * returns one cannot forget to store its response.
 *
 * @param <T> the result; {@link Void} for none
 */
public final class Change<T> {
    /** Runs once; empty when nothing was changed. {@code statements} is the database or a transaction. */
    private interface Attempt<T> {
        Future<Optional<Made<T>>> in(Database database, Statements statements);
    }

    private record Made<T>(@Nullable T result) {}

    private final Attempt<T> attempt;

    private Change(Attempt<T> attempt) {
        this.attempt = attempt;
    }

    static <T> Change<T> of(Write write, @Nullable T result) {
        return new Change<>((database, statements) -> write.run(statements)
                .map(changed -> Optional.of(new Made<T>(result)).filter(made -> changed)));
    }

    /** No change, because none is needed; the response is stored separately. */
    public static <T> Change<T> none(T result) {
        return new Change<>((database, statements) -> Future.succeededFuture(Optional.of(new Made<>(result))));
    }

    /** Reads and decides first, and again whenever the decision changed nothing because of a concurrent change. */
    public static <T> Change<T> after(Supplier<Future<Change<T>>> reading) {
        return new Change<>((database, statements) -> Rounds.until(
                        () -> reading.get().compose(change -> change.attempt.in(database, statements)))
                .map(Optional::of));
    }

    /** Reads and decides in the transaction that also writes the change. */
    public static <T> Change<T> inTransaction(Function<Statements, Future<Change<T>>> reading) {
        return new Change<>((database, statements) -> database.transaction(
                transaction -> reading.apply(transaction).compose(change -> change.attempt.in(database, transaction))));
    }

    /** Fails with this error when nothing was changed. */
    public Change<T> orFail(Supplier<? extends RuntimeException> refusal) {
        return new Change<>((database, statements) -> attempt.in(database, statements)
                .map(made -> {
                    if (made.isEmpty()) {
                        throw refusal.get();
                    }
                    return made;
                }));
    }

    /** Also runs this after the commit, such as an invalidation of a cache. */
    public Change<T> then(Runnable following) {
        return new Change<>((database, statements) ->
                attempt.in(database, statements).onSuccess(made -> made.ifPresent(committed -> following.run())));
    }

    /** Runs the change; gives its result, and fails when nothing was changed. */
    public Future<T> run(Database database) {
        return attempt.in(database, database)
                .map(made -> made.orElseThrow(() -> new IllegalStateException("Nothing was changed"))
                        .result());
    }
}
