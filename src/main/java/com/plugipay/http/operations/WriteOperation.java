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
 * An operation that changes data. Its handler returns a {@link Change}, which is run after it; or it works in steps, and then
 * sets how a repeated request resumes them.
 *
 * @param <I> the input; {@link Void} if it accepts none
 */
public final class WriteOperation<I> extends Operation<I> {
    private @Nullable Function<Call<I>, ? extends Change<?>> change;
    private @Nullable Function<Call<I>, ? extends Future<?>> steps;
    private @Nullable BiFunction<Call<I>, String, ? extends Future<?>> resumption;

    WriteOperation(Operations operations, HttpMethod method, String path, String summary) {
        super(operations, method, path, summary);
    }

    /** Sets the class of its input. */
    @SuppressWarnings("unchecked") // There is no value of the former type: until now nothing was accepted.
    public <J> WriteOperation<J> accepts(Class<J> type) {
        WriteOperation<J> accepting = (WriteOperation<J>) this;
        accepting.setInput(type, RequestSchema.of(type), false);
        return accepting;
    }

    /** Sets the class of its input, of which all fields may be left out; only those that are sent are changed. */
    @SuppressWarnings("unchecked")
    public <J> WriteOperation<J> acceptsSome(Class<J> type) {
        WriteOperation<J> accepting = (WriteOperation<J>) this;
        accepting.setInput(type, RequestSchema.partial(type), true);
        return accepting;
    }

    /** It accepts a form with a file of at most so many bytes, see {@link Call#file}, and nothing else. */
    public WriteOperation<I> acceptsFile(int largest) {
        setFile(largest);
        return this;
    }

    /** Sets the status and the class of its result. */
    public WriteOperation<I> returns(int status, Class<?> type) {
        setOutput(status, type);
        return this;
    }

    /** The SDKs get its result in another form. */
    public <T> WriteOperation<I> renderedForSdks(Class<T> type, Function<T, ?> form) {
        setSdkForm(type, form);
        return this;
    }

    /** It responds with 204 and without a body. */
    public WriteOperation<I> returnsNothing() {
        setOutput(204, null);
        return this;
    }

    /** It returns a {@link Download}, and changes nothing: it only takes a body. */
    public WriteOperation<I> returnsFile() {
        setOutput(200, Download.class);
        return this;
    }

    /** Its response shows a secret, and is stored encrypted. */
    public WriteOperation<I> answersSecret() {
        setConfidential();
        return this;
    }

    /** It needs no key. */
    public WriteOperation<I> withoutKey() {
        setOpen();
        return this;
    }

    /** It needs the permission for this resource, and not for the one that its path begins with. */
    public WriteOperation<I> requires(String resource) {
        setResource(resource);
        return this;
    }

    /**
     * Sets how a repeated request resumes the first one, whose process has ended after it had reserved an id.
     *
     * @param resumption takes the repeated request and the id of the resource that the first one was going to make
     */
    public WriteOperation<I> resumedBy(BiFunction<Call<I>, String, ? extends Future<?>> resumption) {
        this.resumption = resumption;
        return this;
    }

    /** Sets the handler, whose change is run after it, and registers the operation. */
    public void handledBy(Function<Call<I>, ? extends Change<?>> change) {
        if (resumption != null) {
            throw new IllegalStateException(
                    this + " returns a change, of which nothing is left to resume: leave out resumedBy.");
        }
        this.change = change;
        register();
    }

    /**
     * Sets a handler that works in several steps, such as a request to a provider between two writes, and registers the
     * operation. The writes store the response themselves.
     */
    public void handledInStepsBy(Function<Call<I>, ? extends Future<?>> steps) {
        if (resumption == null && !isOpen()) {
            throw new IllegalStateException(this + " works in steps, and a repeated request would do them again:"
                    + " return a Change, or set by resumedBy how it is resumed.");
        }
        this.steps = steps;
        register();
    }

    @Override
    public Future<?> handle(Call<I> call, Database database) {
        return change == null
                ? Objects.requireNonNull(steps).apply(call)
                : change.apply(call).run(database);
    }

    @Override
    public Future<?> resume(Call<I> call, String resourceId) {
        if (resumption == null) {
            throw ErrorCode.IDEMPOTENCY_IN_PROGRESS.exception();
        }
        return resumption.apply(call, resourceId);
    }
}
