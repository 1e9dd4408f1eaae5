package com.plugipay.http.operations;

import com.plugipay.db.Database;
import com.plugipay.errors.ErrorCode;
import com.plugipay.outbox.Change;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An operation that changes something. Its handler returns the {@link Change}, which is run for it; or it works in steps,
 * and then a repeated request must have a way to go on.
 *
 * @param <I> what is accepted; {@link Void} when nothing is
 */
public final class WriteOperation<I> extends Operation<I> {
    private @Nullable Function<Call<I>, ? extends Change<?>> change;
    private @Nullable Function<Call<I>, ? extends Future<?>> steps;
    private @Nullable BiFunction<Call<I>, String, ? extends Future<?>> resumption;

    WriteOperation(Operations operations, HttpMethod method, String path, String summary) {
        super(operations, method, path, summary);
    }

    /** It takes this record as its body. */
    @SuppressWarnings("unchecked") // until now nothing was accepted, so that no value of the old type exists
    public <J> WriteOperation<J> accepts(Class<J> type) {
        WriteOperation<J> accepting = (WriteOperation<J>) this;
        accepting.takes(type, RequestSchema.of(type), false);
        return accepting;
    }

    /** It takes any of this record's fields and changes only what is given. */
    @SuppressWarnings("unchecked")
    public <J> WriteOperation<J> acceptsSome(Class<J> type) {
        WriteOperation<J> accepting = (WriteOperation<J>) this;
        accepting.takes(type, RequestSchema.partial(type), true);
        return accepting;
    }

    /** It answers with this status and object. */
    public WriteOperation<I> returns(int status, Class<?> type) {
        answers(status, type);
        return this;
    }

    /** It answers 204 without a body. */
    public WriteOperation<I> returnsNothing() {
        answers(204, null);
        return this;
    }

    /** Its answer shows a secret, and is encrypted where it is kept for a repeat. */
    public WriteOperation<I> answersSecret() {
        showsSecret();
        return this;
    }

    /** It needs no key. */
    public WriteOperation<I> withoutKey() {
        needsNoKey();
        return this;
    }

    /** It asks for the right to this resource, where its path begins with another name for it. */
    public WriteOperation<I> requires(String resource) {
        needs(resource);
        return this;
    }

    /**
     * How a request goes on that came to know what it makes, and then lost its process before it was answered.
     *
     * @param resumption takes the repeated request and the id of what the first one was going to make
     */
    public WriteOperation<I> resumedBy(BiFunction<Call<I>, String, ? extends Future<?>> resumption) {
        this.resumption = resumption;
        return this;
    }

    /** This change is what it does; this mounts it. */
    public void handledBy(Function<Call<I>, ? extends Change<?>> change) {
        if (resumption != null) {
            throw new IllegalStateException(
                    this + " returns a change, of which nothing is left to resume: leave out resumedBy.");
        }
        this.change = change;
        mount();
    }

    /**
     * It is done here in several steps, such as a question to a provider between two writes; this mounts it. The writes
     * store the response themselves.
     */
    public void handledInStepsBy(Function<Call<I>, ? extends Future<?>> steps) {
        if (resumption == null && !isOpen()) {
            throw new IllegalStateException(this + " works in steps, and a repeated request would do them again:"
                    + " return a Change, or say by resumedBy how it goes on.");
        }
        this.steps = steps;
        mount();
    }

    @Override
    public Future<?> handle(Call<I> call, Database database) {
        return change == null
                ? Objects.requireNonNull(steps).apply(call)
                : change.apply(call).run(database);
    }

    /** Goes on with what a request that lost its process was going to make. */
    @Override
    public Future<?> resume(Call<I> call, String resourceId) {
        if (resumption == null) {
            throw ErrorCode.IDEMPOTENCY_IN_PROGRESS.exception();
        }
        return resumption.apply(call, resourceId);
    }
}
