package com.plugipay.http.operations;

import com.fasterxml.jackson.databind.node.NullNode;
import com.plugipay.auth.Permission;
import com.plugipay.db.Database;
import com.plugipay.errors.ErrorCode;
import com.plugipay.json.Dialect;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the API: its method and path, what it accepts and returns, and its handler.
 *
 * @param <I> the input; {@link Void} if it accepts none
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
    private int largestFile;
    private boolean paged;
    private boolean whole;
    private boolean open;
    private boolean confidential;
    private @Nullable String resource;
    private Function<Object, ?> sdkForm = Function.identity();
    private @Nullable Map<String, String> wholeForSdks;
    private boolean nullable;

    Operation(Operations operations, HttpMethod method, String path, String summary) {
        this.operations = operations;
        this.method = method;
        this.path = path;
        this.summary = summary;
    }

    final void setInput(Class<I> type, RequestSchema<I> schema, boolean isPartial) {
        this.input = type;
        this.schema = schema;
        this.partial = isPartial;
    }

    final void setOutput(int status, @Nullable Class<?> type) {
        this.status = status;
        this.output = type;
    }

    final void setFile(int largest) {
        this.largestFile = largest;
    }

    final void setPage(Class<?> item, String... filters) {
        this.output = item;
        this.paged = true;
        for (String filter : filters) {
            addFilter(Filter.of(item, filter));
        }
    }

    final void setWholeList(Class<?> item) {
        this.output = item;
        this.whole = true;
    }

    final void addFilter(Filter filter) {
        filters.put(filter.name(), filter);
    }

    final void setConfidential() {
        this.confidential = true;
    }

    final void setOpen() {
        this.open = true;
    }

    final void setResource(String resource) {
        this.resource = resource;
    }

    final <T> void setSdkForm(Class<T> type, Function<T, ?> form) {
        this.sdkForm = result -> form.apply(type.cast(result));
    }

    final void setNullable() {
        this.nullable = true;
    }

    /** Whether its result may be null, and is null in the response then. */
    public boolean isNullable() {
        return nullable;
    }

    final void setWholeForSdks(Map<String, String> filters) {
        this.wholeForSdks = Map.copyOf(filters);
    }

    /** The page of its list that is asked for in this dialect. */
    Listing page(Listing asked, Dialect dialect) {
        return wholeForSdks == null || dialect != Dialect.SDK ? asked : asked.whole(wholeForSdks);
    }

    /** The result, or each item of the list, as this dialect has it. */
    @Nullable
    Object shown(@Nullable Object result, Dialect dialect) {
        if (result == null) {
            return nullable ? NullNode.instance : null;
        }
        if (dialect != Dialect.SDK) {
            return result;
        }
        return result instanceof Page<?> page
                ? new Page<>(page.items().stream().<Object>map(sdkForm).toList(), page.cursor())
                : sdkForm.apply(result);
    }

    final void register() {
        operations.add(this);
    }

    /** The HTTP method. */
    public HttpMethod method() {
        return method;
    }

    /** The path below the mount; its parameters begin with a colon. */
    public String path() {
        return path;
    }

    /** What the operation does, in a few words, for the documentation. */
    public String summary() {
        return summary;
    }

    /** The filters of its list, by their names. */
    public Map<String, Filter> filters() {
        return filters;
    }

    /** The class of the input, or null. */
    public @Nullable Class<I> input() {
        return input;
    }

    /** Reads and validates the body; null if the operation accepts none. */
    public @Nullable RequestSchema<I> schema() {
        return schema;
    }

    /** Whether all fields of the input may be left out. */
    public boolean isPartial() {
        return partial;
    }

    /** How many bytes the file may have that it accepts in the field {@link Call#FILE} of a form; 0 if it accepts none. */
    public int largestFile() {
        return largestFile;
    }

    /** The status of a successful response. */
    public int status() {
        return status;
    }

    /** The class of the result or of the list's items, or null. */
    public @Nullable Class<?> output() {
        return output;
    }

    /** Whether it returns a page of a list. */
    public boolean isPaged() {
        return paged;
    }

    /** Whether it returns a list, a page of it or the whole. */
    public boolean isList() {
        return paged || whole;
    }

    /** Whether its response shows a secret. */
    public boolean isConfidential() {
        return confidential;
    }

    /** Whether it needs no key. */
    public boolean isOpen() {
        return open;
    }

    /** Whether it may change data. */
    public boolean writes() {
        return !method.equals(HttpMethod.GET);
    }

    /** The first segment of the path. */
    public String resource() {
        int end = path.indexOf('/', 1);
        return end < 0 ? path.substring(1) : path.substring(1, end);
    }

    /** The permission that it needs. */
    public Permission permission() {
        return new Permission(resource == null ? resource() : resource, writes());
    }

    /** Runs the operation once. */
    public abstract Future<?> handle(Call<I> call, Database database);

    /** Resumes the work of a request whose process has ended, on the resource that it was going to make. */
    public Future<?> resume(Call<I> call, String resourceId) {
        throw ErrorCode.IDEMPOTENCY_IN_PROGRESS.exception();
    }

    /** What an operation is called. */
    static String name(HttpMethod method, String path) {
        return method + " " + path;
    }

    @Override
    public String toString() {
        return name(method, path);
    }
}
