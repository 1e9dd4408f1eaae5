package com.plugipay.http.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.auth.MemberPrincipal;
import com.plugipay.db.Database;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.CallTarget;
import com.plugipay.http.operations.Download;
import com.plugipay.http.operations.Operation;
import com.plugipay.http.operations.RequestSchema;
import com.plugipay.idempotency.IdempotencyKey;
import com.plugipay.idempotency.IdempotencyStore;
import com.plugipay.json.Dialect;
import com.plugipay.json.Json;
import com.plugipay.model.Ids;
import com.plugipay.secrets.MasterKeys;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs operations of the API for members who use pages: with the permissions, limits, idempotency and audit log of a request
 * to the API, and without its signature. Pages have no other way to read and change objects.
 */
public final class MemberCalls {
    private static final byte[] NO_BODY = new byte[0];
    private static final Pattern PARAMETER = Pattern.compile(":(\\w+)");

    private final KeyLimits limits;
    private final IdempotencyStore responses;
    private final OperationRun run;
    private final Database database;

    public MemberCalls(KeyLimits limits, Database database, MasterKeys masterKeys) {
        this.limits = limits;
        this.responses = new IdempotencyStore(database, masterKeys);
        this.run = new OperationRun(responses, database);
        this.database = database;
    }

    /** Who asks, from which address and when. */
    public record Caller(MemberPrincipal member, String ip, Instant now) {
        public Caller {
            now = now.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /** The result of an operation that changes nothing; fails as the API would. */
    public Future<Object> read(Caller caller, Operation<?> operation, Map<String, String> path, MultiMap query) {
        return read(caller, operation, CallTarget.of(path, query, caller.ip()));
    }

    /** The same for a list that is exported, whose pages are longer. */
    public Future<Object> export(Caller caller, Operation<?> operation, MultiMap query) {
        return read(
                caller, operation, CallTarget.of(Map.of(), query, caller.ip()).exporting());
    }

    private Future<Object> read(Caller caller, Operation<?> operation, CallTarget target) {
        return Future.succeededFuture()
                .compose(begin -> handle(call(caller, operation, target, RequestSchema.parse(NO_BODY), null)));
    }

    private <I> Future<Object> handle(Call<I> call) {
        return call.operation().handle(call, database).map(result -> (Object) result);
    }

    /** The file that an operation makes of a body and stores nowhere. */
    public Future<Download> file(Caller caller, Operation<?> operation, ObjectNode body) {
        CallTarget target = CallTarget.of(Map.of(), MultiMap.caseInsensitiveMultiMap(), caller.ip());
        return Future.succeededFuture()
                .compose(begin -> handle(call(caller, operation, target, body, null)))
                .map(Download.class::cast);
    }

    /**
     * Runs an operation that changes data, once for each idempotency key.
     *
     * @return the {@code data} of the response; a missing node when it has none
     */
    public Future<JsonNode> write(
            Caller caller, Operation<?> operation, Map<String, String> path, ObjectNode body, String idempotencyKey) {
        String target = PARAMETER
                .matcher(operation.path())
                .replaceAll(name -> Matcher.quoteReplacement(path.getOrDefault(name.group(1), "")));
        return Future.succeededFuture()
                .map(begin -> call(
                        caller,
                        operation,
                        CallTarget.of(path, MultiMap.caseInsensitiveMultiMap(), caller.ip()),
                        body,
                        IdempotencyKey.of(idempotencyKey, operation.method().name(), target, body)))
                .compose(run::once)
                .map(MemberCalls::data);
    }

    private <I> Call<I> call(
            Caller caller, Operation<I> operation, CallTarget target, ObjectNode body, @Nullable IdempotencyKey key) {
        limits.admit(caller.member().id(), KeyLimits.Use.of(operation));
        CallReader.requirePermission(caller.member(), operation.permission());
        return new Call<>(
                target,
                operation,
                Dialect.PLUGIPAY,
                Ids.at(caller.now(), "req"),
                caller.now(),
                caller.member(),
                key,
                null,
                responses,
                body,
                null);
    }

    /** The data of a response; fails with the failure that it reports, also when it is the stored one of a repeat. */
    private static JsonNode data(OperationResponse response) {
        if (response.failure() != null) {
            throw response.failure();
        }
        JsonNode envelope = json(response);
        if (response.status() >= 400) {
            JsonNode error = envelope.path("error");
            ErrorCode code = ErrorCode.of(error.path("code").asText());
            String message = error.path("message").asText();
            String field = error.path("field").textValue();
            throw field == null ? code.withMessage(message) : code.forField(field, message);
        }
        return envelope.path("data");
    }

    private static JsonNode json(OperationResponse response) {
        // A deletion has no body.
        return response.body().length() == 0
                ? MissingNode.getInstance()
                : Json.read(response.body().toString(), JsonNode.class);
    }
}
