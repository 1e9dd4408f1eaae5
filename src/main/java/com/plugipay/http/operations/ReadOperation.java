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

    /** It answers with this status and object. */
    public ReadOperation returns(int status, Class<?> type) {
        answers(status, type);
        return this;
    }

    /** It answers with a page of these, and can be asked to filter by these. */
    public ReadOperation returnsPage(Class<?> item, String... filters) {
        answersPage(item, filters);
        return this;
    }

    /** One of its filters knows these values, each by one or more spellings. */
    public ReadOperation filterKnows(String filter, Map<String, String> spellings) {
        filter(new Filter(filter, spellings));
        return this;
    }

    /** It answers with all of these on one page, and cannot be asked for less. */
    public ReadOperation returnsAll(Class<?> item) {
        answersAll(item);
        return this;
    }

    /** It answers with a {@link Download}. */
    public ReadOperation returnsFile() {
        answers(200, Download.class);
        return this;
    }

    /** It needs no key. */
    public ReadOperation withoutKey() {
        needsNoKey();
        return this;
    }

    /** It asks for the right to this resource, where its path begins with another name for it. */
    public ReadOperation requires(String resource) {
        needs(resource);
        return this;
    }

    /** It is done here; this mounts it. */
    public void handledBy(Function<Call<Void>, ? extends Future<?>> handler) {
        this.handler = handler;
        mount();
    }

    @Override
    public Future<?> handle(Call<Void> call, Database database) {
        if (isList()) {
            call.listing();
        }
        return Objects.requireNonNull(handler).apply(call);
    }
}
