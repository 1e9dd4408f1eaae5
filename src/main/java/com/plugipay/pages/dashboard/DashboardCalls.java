package com.plugipay.pages.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.async.Rounds;
import com.plugipay.auth.MemberPrincipal;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Download;
import com.plugipay.http.operations.Operation;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import com.plugipay.http.server.MemberCalls;
import com.plugipay.http.server.MemberCalls.Caller;
import com.plugipay.pages.people.Visit;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How the dashboard runs operations of the API for whoever looks at it. */
public final class DashboardCalls {
    private final Operations operations;
    private final MemberCalls calls;

    /** @param operations those of all modules, which are found once these are mounted */
    public DashboardCalls(Operations operations, MemberCalls calls) {
        this.operations = operations;
        this.calls = calls;
    }

    /** All operations. */
    public List<Operation<?>> all() {
        return operations.all();
    }

    /** The operation with this method and path. */
    public Operation<?> operation(HttpMethod method, String path) {
        return operations.find(method, path);
    }

    /** The result of an operation that takes nothing. */
    public <R> Future<R> read(Class<R> type, Visit visit, MemberPrincipal member, Operation<?> operation) {
        return read(type, visit, member, operation, MultiMap.caseInsensitiveMultiMap());
    }

    /** The result of an operation that takes query parameters. */
    public <R> Future<R> read(
            Class<R> type, Visit visit, MemberPrincipal member, Operation<?> operation, MultiMap query) {
        return calls.read(caller(visit, member), operation, Map.of(), query).map(type::cast);
    }

    /** The object with this id. */
    public <T> Future<T> one(Class<T> type, Visit visit, MemberPrincipal member, Operation<?> operation, String id) {
        return calls.read(caller(visit, member), operation, Map.of("id", id), MultiMap.caseInsensitiveMultiMap())
                .map(type::cast);
    }

    /** A page of a list. */
    public <T> Future<Page<T>> list(
            Class<T> item,
            Visit visit,
            MemberPrincipal member,
            Operation<?> operation,
            Map<String, String> path,
            MultiMap query) {
        return calls.read(caller(visit, member), operation, path, query).map(found -> page(item, found));
    }

    /**
     * A long page of a list for a file. Where the member asks too often, it waits: a file that has begun has to go on.
     *
     * @param member gives who asks, for each page
     */
    public <T> Future<Page<T>> exportOn(
            Class<T> item,
            Vertx vertx,
            Visit visit,
            Supplier<Future<MemberPrincipal>> member,
            Operation<?> operation,
            MultiMap query) {
        return Rounds.until(() -> member.get()
                .compose(now -> calls.export(caller(visit, now), operation, query))
                .map(found -> Optional.of(page(item, found)))
                .recover(failure -> ErrorCode.RATE_LIMITED.is(failure)
                        ? vertx.timer(1, TimeUnit.SECONDS).map(Optional.empty())
                        : Future.failedFuture(failure)));
    }

    private static <T> Page<T> page(Class<T> item, Object found) {
        Page<?> page = (Page<?>) found;
        return new Page<>(page.items().stream().map(item::cast).toList(), page.cursor());
    }

    /** The file that an operation makes of a body and stores nowhere. */
    public Future<Download> file(Visit visit, MemberPrincipal member, Operation<?> operation, ObjectNode body) {
        return calls.file(caller(visit, member), operation, body);
    }

    /** Runs an operation that changes data; gives the {@code data} of its response. */
    public Future<JsonNode> write(
            Visit visit, MemberPrincipal member, Operation<?> operation, String id, ObjectNode body, String key) {
        return calls.write(caller(visit, member), operation, Map.of("id", id), body, key);
    }

    private static Caller caller(Visit visit, MemberPrincipal member) {
        return new Caller(member, visit.browser().ip(), visit.browser().now());
    }
}
