package com.plugipay.http;

import com.plugipay.auth.Permission;
import com.plugipay.problems.Problem;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the API can do: how it is asked for, what it takes and gives, and who does it.
 *
 * @param <I> what is accepted; {@link Void} when nothing is
 */
public final class Operation<I> {
    private final Operations operations;
    private final HttpMethod method;
    private final String path;
    private final String summary;
    private final Map<String, Filter> filters = new TreeMap<>();
    private @Nullable Class<I> input;
    private @Nullable Shape<I> shape;
    private boolean partial;
    private int status = 200;
    private @Nullable Class<?> output;
    private boolean paged;
    private boolean whole;
    private boolean open;
    private boolean confidential;
    private @Nullable String resource;
    private @Nullable Function<Call<I>, ? extends Future<?>> handler;
    private @Nullable BiFunction<Call<I>, String, ? extends Future<?>> resumption;

    Operation(Operations operations, HttpMethod method, String path, String summary) {
        this.operations = operations;
        this.method = method;
        this.path = path;
        this.summary = summary;
    }

    /** It takes this record as its body. */
    @SuppressWarnings("unchecked") // until now nothing was accepted, so that no value of the old type exists
    public <J> Operation<J> accepts(Class<J> type) {
        Operation<J> accepting = (Operation<J>) this;
        accepting.input = type;
        accepting.shape = Shape.of(type);
        return accepting;
    }

    /** It takes any of this record's fields and changes only what is given. */
    @SuppressWarnings("unchecked")
    public <J> Operation<J> acceptsSome(Class<J> type) {
        Operation<J> accepting = (Operation<J>) this;
        accepting.input = type;
        accepting.shape = Shape.partial(type);
        accepting.partial = true;
        return accepting;
    }

    /** It answers with this status and object. */
    public Operation<I> returns(int status, Class<?> type) {
        this.status = status;
        this.output = type;
        return this;
    }

    /** It answers 204 without a body. */
    public Operation<I> returnsNothing() {
        this.status = 204;
        return this;
    }

    /** It answers with a page of these, and can be asked to filter by these. */
    public Operation<I> returnsPage(Class<?> item, String... filters) {
        this.output = item;
        this.paged = true;
        for (String filter : filters) {
            this.filters.put(filter, Filter.of(item, filter));
        }
        return this;
    }

    /** One of its filters knows these values, each by one or more spellings. */
    public Operation<I> filterKnows(String filter, Map<String, String> spellings) {
        this.filters.put(filter, new Filter(filter, spellings));
        return this;
    }

    /** It answers with all of these on one page, and cannot be asked for less. */
    public Operation<I> returnsAll(Class<?> item) {
        this.output = item;
        this.whole = true;
        return this;
    }

    /** It answers with a {@link Download}. */
    public Operation<I> returnsFile() {
        this.output = Download.class;
        return this;
    }

    /** Its answer shows a secret, and is encrypted where it is kept for a repeat. */
    public Operation<I> confidential() {
        this.confidential = true;
        return this;
    }

    /** It needs no key. */
    public Operation<I> open() {
        this.open = true;
        return this;
    }

    /**
     * How a request goes on that came to know what it makes, and then lost its process before it was answered.
     *
     * @param resumption takes the repeated request and the id of what the first one was going to make
     */
    public Operation<I> resumedBy(BiFunction<Call<I>, String, ? extends Future<?>> resumption) {
        this.resumption = resumption;
        return this;
    }

    /** It asks for the right to this resource, where its path begins with another name for it. */
    public Operation<I> of(String resource) {
        this.resource = resource;
        return this;
    }

    /** It is done here; this mounts it. */
    public void by(Function<Call<I>, ? extends Future<?>> handler) {
        this.handler = handler;
        operations.add(this);
    }

    HttpMethod method() {
        return method;
    }

    String path() {
        return path;
    }

    String summary() {
        return summary;
    }

    Map<String, Filter> filters() {
        return filters;
    }

    @Nullable
    Class<I> input() {
        return input;
    }

    @Nullable
    Shape<I> shape() {
        return shape;
    }

    boolean isPartial() {
        return partial;
    }

    int status() {
        return status;
    }

    @Nullable
    Class<?> output() {
        return output;
    }

    boolean isPaged() {
        return paged;
    }

    /** Whether it answers with a list, be it page by page or whole. */
    boolean isList() {
        return paged || whole;
    }

    boolean isConfidential() {
        return confidential;
    }

    boolean isOpen() {
        return open;
    }

    boolean writes() {
        return !method.equals(HttpMethod.GET);
    }

    /** What it counts as where a key's requests are limited. */
    KeyLimits.Use use() {
        if (paged || output == Download.class) {
            return KeyLimits.Use.EXPORT;
        }
        return writes() ? KeyLimits.Use.WRITE : KeyLimits.Use.READ;
    }

    /** The first segment of the path. */
    String resource() {
        int end = path.indexOf('/', 1);
        return end < 0 ? path.substring(1) : path.substring(1, end);
    }

    Permission access() {
        return new Permission(resource == null ? resource() : resource, writes());
    }

    Future<?> handle(Call<I> call) {
        if (handler == null) {
            throw new IllegalStateException(path + " has no handler");
        }
        if (isList()) {
            call.listing();
        }
        return handler.apply(call);
    }

    Future<?> resume(Call<I> call, String resourceId) {
        if (resumption == null) {
            throw Problem.IDEMPOTENCY_IN_PROGRESS.here();
        }
        return resumption.apply(call, resourceId);
    }
}
