package com.plugipay.http;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;

/** The list of everything that the API can do. It mounts the routes and writes their documentation. */
public final class Operations {
    private final List<Operation<?>> all = new ArrayList<>();

    public Operation<Void> get(String path, String summary) {
        return new Operation<>(this, HttpMethod.GET, path, summary);
    }

    public Operation<Void> post(String path, String summary) {
        return new Operation<>(this, HttpMethod.POST, path, summary);
    }

    public Operation<Void> put(String path, String summary) {
        return new Operation<>(this, HttpMethod.PUT, path, summary);
    }

    public Operation<Void> patch(String path, String summary) {
        return new Operation<>(this, HttpMethod.PATCH, path, summary);
    }

    public Operation<Void> delete(String path, String summary) {
        return new Operation<>(this, HttpMethod.DELETE, path, summary);
    }

    void add(Operation<?> operation) {
        all.add(operation);
    }

    /** In the order in which they were mounted. */
    public List<Operation<?>> all() {
        return List.copyOf(all);
    }
}
