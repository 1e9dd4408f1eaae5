package com.plugipay.http.operations;

import com.plugipay.auth.PermissionTable;
import com.plugipay.json.Dialect;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The list of the API's operations, from which their routes are mounted and their documentation is written. */
public final class Operations {
    private final Map<String, Operation<?>> all = new LinkedHashMap<>();
    private final Map<String, String> aliases = new HashMap<>();
    private final List<SentRequest> sent = new ArrayList<>();
    private final @Nullable Operations sdk;

    /** A list without operations. */
    public Operations() {
        this(new Operations(null));
    }

    private Operations(@Nullable Operations sdk) {
        this.sdk = sdk;
    }

    /**
     * The operations that the SDKs (client libraries) know in another shape: on their mount they stand in the place of those
     * of the same method and path.
     */
    public Operations sdk() {
        return Objects.requireNonNull(sdk, "These are the operations of the SDKs");
    }

    /** The operations of one mount. */
    public List<Operation<?>> at(Dialect dialect) {
        Map<String, Operation<?>> mounted = new LinkedHashMap<>(all);
        if (dialect == Dialect.SDK) {
            mounted.putAll(sdk().all);
        }
        return List.copyOf(mounted.values());
    }

    /**
     * A request that we send to an address of the caller's.
     *
     * @param name that of what happened, such as {@code payment.succeeded}
     * @param envelope the record that is sent
     * @param object the resource in its {@code data.object}; null when it is no resource of the API
     * @param example a body
     */
    public record SentRequest(
            String name, Class<?> envelope, @Nullable Class<?> object, Map<String, Object> example) {
        public SentRequest {
            example = Map.copyOf(example);
        }
    }

    /** Says that the operations below {@code alias} are those below {@code path}, under which they are documented. */
    public void alias(String alias, String path) {
        aliases.put(alias, path);
    }

    /** The path under which an operation is documented: for most their own. */
    public String documented(String path) {
        String longest = "";
        for (Map.Entry<String, String> alias : aliases.entrySet()) {
            longest = longer(longest, alias.getKey(), path);
            longest = longer(longest, alias.getValue(), path);
        }
        String other = aliases.get(longest);
        return other == null ? path : other + path.substring(longest.length());
    }

    private static String longer(String known, String start, String path) {
        boolean begins = path.equals(start) || path.startsWith(start + '/');
        return begins && start.length() > known.length() ? start : known;
    }

    /** Documents a request that we send. */
    public void sends(SentRequest request) {
        sent.add(request);
    }

    /** The requests that we send. */
    public List<SentRequest> sent() {
        return List.copyOf(sent);
    }

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

    /** All documented operations, in the order in which they were registered. */
    public List<Operation<?>> all() {
        return List.copyOf(all.values());
    }
}
