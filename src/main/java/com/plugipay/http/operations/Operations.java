package com.plugipay.http.operations;

import com.plugipay.auth.PermissionTable;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;

/** The list of the API's operations, from which their routes are mounted and their documentation is written. */
public final class Operations {
    private final List<Operation<?>> all = new ArrayList<>();

    public ReadOperation get(String path, String summary) {
        return new ReadOperation(this, path, summary);
    }

    public WriteOperation<Void> post(String path, String summary) {
        return new WriteOperation<>(this, HttpMethod.POST, path, summary);
    }

    public WriteOperation<Void> put(String path, String summary) {
        return new WriteOperation<>(this, HttpMethod.PUT, path, summary);
    }

    public WriteOperation<Void> patch(String path, String summary) {
        return new WriteOperation<>(this, HttpMethod.PATCH, path, summary);
    }

    public WriteOperation<Void> delete(String path, String summary) {
        return new WriteOperation<>(this, HttpMethod.DELETE, path, summary);
    }

    void add(Operation<?> operation) {
        if (!operation.isOpen()) {
            PermissionTable.require(operation.permission());
        }
        all.add(operation);
    }

    /** The operation with this method and path; fails when there is none. */
    public Operation<?> find(HttpMethod method, String path) {
        return all.stream()
                .filter(each -> each.method().equals(method) && each.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no operation " + method + ' ' + path));
    }

    /** All operations, in the order in which they were registered. */
    public List<Operation<?>> all() {
        return List.copyOf(all);
    }
}
