package com.plugipay.http.operations;

import com.plugipay.auth.PermissionTable;
import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The list of the API's operations, from which their routes are mounted and their documentation is written. */
public final class Operations {
    private final Map<String, Operation<?>> all = new LinkedHashMap<>();

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
        if (all.putIfAbsent(operation.toString(), operation) != null) {
            throw new IllegalStateException(operation + " is there twice");
        }
    }

    /** The operation with this method and path; fails when there is none. */
    public Operation<?> find(HttpMethod method, String path) {
        Operation<?> found = all.get(Operation.name(method, path));
        if (found == null) {
            throw new IllegalArgumentException("There is no operation " + Operation.name(method, path));
        }
        return found;
    }

    /** All operations, in the order in which they were registered. */
    public List<Operation<?>> all() {
        return List.copyOf(all.values());
    }
}
