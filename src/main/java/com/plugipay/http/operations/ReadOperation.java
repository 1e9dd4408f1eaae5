package com.plugipay.http.operations;

import com.plugipay.db.Database;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An operation that changes nothing. */
public final class ReadOperation extends Operation<Void> {
    private @Nullable Function<Call<Void>, ? extends Future<?>> handler;

    ReadOperation(Operations operations, String path, String summary) {
        super(operations, HttpMethod.GET, path, summary);
    }

    /** Sets the status and the class of its result. */
    public ReadOperation returns(int status, Class<?> type) {
        setOutput(status, type);
        return this;
    }

    /** Its result may be null. */
    public ReadOperation orNull() {
        setNullable();
        return this;
    }

    /** It returns a page of these items, and has these filters. */
    public ReadOperation returnsPage(Class<?> item, String... filters) {
        setPage(item, filters);
        return this;
    }

    /** Sets the values of a filter: the documented spelling of each by each of its spellings. */
    public ReadOperation filterKnows(String filter, Map<String, String> spellings) {
        addFilter(new Filter(filter, spellings));
        return this;
    }

    /** It has these query parameters, each of which may be any text or left out, see {@link Call#query}. */
    public ReadOperation parameters(String... names) {
        for (String name : names) {
            addFilter(new Filter(name, Map.of()));
        }
        return this;
    }

    /** It has a query parameter that may be longer than others. */
    public ReadOperation longParameter(String name, int longest) {
        addFilter(new Filter(name, Map.of(), longest));
        return this;
    }

    /** It returns all of these items, and has no filters. */
    public ReadOperation returnsAll(Class<?> item) {
        setWholeList(item);
        return this;
    }

    /** The SDKs, which cannot ask for a next page of this list, get all of it that has these values of filters. */
    public ReadOperation wholeForSdks(Map<String, String> filters) {
        setWholeForSdks(filters);
        return this;
    }

    /** The SDKs get its result, or each item of its list, in another form. */
    public <T> ReadOperation renderedForSdks(Class<T> type, Function<T, ?> form) {
        setSdkForm(type, form);
        return this;
    }

    /** It returns a {@link Download}. */
    public ReadOperation returnsFile() {
        setOutput(200, Download.class);
        return this;
    }

    /** It needs no key. */
    public ReadOperation withoutKey() {
        setOpen();
        return this;
    }

    /** It needs the permission for this resource, and not for the one that its path begins with. */
    public ReadOperation requires(String resource) {
        setResource(resource);
        return this;
    }

    /** Sets the handler and registers the operation. */
    public void handledBy(Function<Call<Void>, ? extends Future<?>> handler) {
        this.handler = handler;
        register();
    }

    @Override
    public Future<?> handle(Call<Void> call, Database database) {
        if (isList()) {
            call.listing();
        }
        return Objects.requireNonNull(handler).apply(call);
    }
}
