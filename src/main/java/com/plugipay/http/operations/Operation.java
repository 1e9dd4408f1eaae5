package com.plugipay.http.operations;

import com.plugipay.auth.Permission;
import com.plugipay.db.Database;
import com.plugipay.errors.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the API can do: how it is asked for, what it takes and gives, and who does it.
 *
 * @param <I> what is accepted; {@link Void} when nothing is
 */
public abstract sealed class Operation<I> permits ReadOperation, WriteOperation {
    private final Operations operations;
    private final HttpMethod method;
    private final String path;
    private final String summary;
    private final Map<String, Filter> filters = new TreeMap<>();
    private @Nullable Class<I> input;
    private @Nullable RequestSchema<I> schema;
    private boolean partial;
    private int status = 200;
    private @Nullable Class<?> output;
    private boolean paged;
    private boolean whole;
    private boolean open;
    private boolean confidential;
    private @Nullable String resource;

    Operation(Operations operations, HttpMethod method, String path, String summary) {
        this.operations = operations;
        this.method = method;
        this.path = path;
        this.summary = summary;
    }

    final void takes(Class<I> type, RequestSchema<I> schema, boolean isPartial) {
        this.input = type;
        this.schema = schema;
        this.partial = isPartial;
    }

    final void answers(int status, @Nullable Class<?> type) {
        this.status = status;
        this.output = type;
    }

    final void answersPage(Class<?> item, String... filters) {
        this.output = item;
        this.paged = true;
        for (String filter : filters) {
            filter(Filter.of(item, filter));
        }
    }

    final void answersAll(Class<?> item) {
        this.output = item;
        this.whole = true;
    }

    final void filter(Filter filter) {
        filters.put(filter.name(), filter);
    }

    final void showsSecret() {
        this.confidential = true;
    }

    final void needsNoKey() {
        this.open = true;
    }

    final void needs(String resource) {
        this.resource = resource;
    }

    final void mount() {
        operations.add(this);
    }

    /** The method by which it is asked for. */
    public HttpMethod method() {
        return method;
    }

    /** The path below the mount, whose parameters begin with a colon. */
    public String path() {
        return path;
    }

    /** What it does, in a few words. */
    public String summary() {
        return summary;
    }

    /** The query parameters that narrow its list, by their names. */
    public Map<String, Filter> filters() {
        return filters;
    }

    /** The record that it accepts, or null. */
    public @Nullable Class<I> input() {
        return input;
    }

    /** What reads and validates its body, or null when it accepts none. */
    public @Nullable RequestSchema<I> schema() {
        return schema;
    }

    /** Whether any of the fields may be left out. */
    public boolean isPartial() {
        return partial;
    }

    /** The status of its success. */
    public int status() {
        return status;
    }

    /** What it answers with, or null. */
    public @Nullable Class<?> output() {
        return output;
    }

    /** Whether it answers with a page. */
    public boolean isPaged() {
        return paged;
    }

    /** Whether it answers with a list, be it page by page or whole. */
    public boolean isList() {
        return paged || whole;
    }

    /** Whether its answer shows a secret. */
    public boolean isConfidential() {
        return confidential;
    }

    /** Whether it needs no key. */
    public boolean isOpen() {
        return open;
    }

    /** Whether it may change something. */
    public boolean writes() {
        return !method.equals(HttpMethod.GET);
    }

    /** The first segment of the path. */
    public String resource() {
        int end = path.indexOf('/', 1);
        return end < 0 ? path.substring(1) : path.substring(1, end);
    }

    /** The right that it needs. */
    public Permission access() {
        return new Permission(resource == null ? resource() : resource, writes());
    }

    /** Does it, once, with all that it writes in that database. */
    public abstract Future<?> handle(Call<I> call, Database database);

    /** Goes on with what a request that lost its process was going to make. */
    public Future<?> resume(Call<I> call, String resourceId) {
        throw ErrorCode.IDEMPOTENCY_IN_PROGRESS.exception();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
