package com.plugipay.http.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.auth.Authenticator;
import com.plugipay.auth.Authenticator.Claim;
import com.plugipay.auth.Principal;
import com.plugipay.db.Requester;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.addresses.ClientAddresses;
import com.plugipay.http.exchange.RequestBody;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operation;
import com.plugipay.http.operations.RequestSchema;
import com.plugipay.idempotency.IdempotencyKey;
import com.plugipay.idempotency.IdempotencyStore;
import com.plugipay.json.Dialect;
import com.plugipay.outbox.SignedWrite;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads API requests: authenticates and admits the caller, and parses the body and the idempotency key. */
final class CallReader {
    private static final String ON_BEHALF_OF = "X-Plugipay-On-Behalf-Of";
    private static final String CLAIM = "claim";
    private static final Pattern JSON = Pattern.compile("(?i)application/json\\s*(;.*)?");
    private static final byte[] NO_BODY = new byte[0];

    private final Authenticator authenticator;
    private final ClientAddresses clients;
    private final KeyLimits limits;
    private final IdempotencyStore responses;

    CallReader(Authenticator authenticator, ClientAddresses clients, KeyLimits limits, IdempotencyStore responses) {
        this.authenticator = authenticator;
        this.clients = clients;
        this.limits = limits;
        this.responses = responses;
    }

    /** Identifies the caller, before anything of the body is read. */
    Future<Claim> identify(RoutingContext context, Instant now) {
        return authenticator.identify(context.request(), now).onSuccess(claim -> context.put(CLAIM, claim));
    }

    /** Reads a request whose body has arrived; fails if it is not admitted or malformed. */
    <I> Future<Call<I>> call(
            Operation<I> operation, Dialect dialect, RoutingContext context, String requestId, Instant now) {
        HttpServerRequest request = context.request();
        byte[] bytes = RequestBody.of(context).getBytes();
        String key = request.getHeader("Idempotency-Key");
        if (operation.isOpen()) {
            return Future.succeededFuture(new Call<>(
                    context,
                    operation,
                    dialect,
                    requestId,
                    now,
                    clients,
                    null,
                    null,
                    null,
                    responses,
                    body(operation, request, bytes)));
        }
        Claim identified = context.get(CLAIM);
        Future<Claim> claimed =
                identified == null ? authenticator.identify(request, now) : authenticator.confirm(identified, request);
        return claimed.map(claim -> {
            Principal principal = authenticator.verify(claim, request, bytes, key, now);
            requireOwnWorkspace(request, principal);
            limits.admit(principal.id(), KeyLimits.Use.of(operation), context.response(), now);
            Requester.is(principal.tenant().workspaceId());
            if (!principal.may(operation.permission())) {
                throw ErrorCode.FORBIDDEN
                        .exception()
                        .with(List.of(Map.of("needs", operation.permission().scope())));
            }
            ObjectNode body = body(operation, request, bytes);
            IdempotencyKey idempotency =
                    operation.writes() ? IdempotencyKey.of(key, request.method().name(), request.uri(), body) : null;
            SignedWrite signed = idempotency == null && operation.writes() ? Authenticator.signed(claim) : null;
            return new Call<>(
                    context,
                    operation,
                    dialect,
                    requestId,
                    now,
                    clients,
                    principal,
                    idempotency,
                    signed,
                    responses,
                    body);
        });
    }

    /** There are no platform keys yet: a request that names another workspace must not act on the key's own. */
    private static void requireOwnWorkspace(HttpServerRequest request, Principal principal) {
        List<String> named = request.headers().getAll(ON_BEHALF_OF);
        if (!named.isEmpty() && !named.equals(List.of(principal.tenant().workspaceId()))) {
            throw ErrorCode.FORBIDDEN
                    .withMessage("This key acts for its own workspace only; leave out " + ON_BEHALF_OF + ".")
                    .with(List.of(Map.of("needs", "platform")));
        }
    }

    private static ObjectNode body(Operation<?> operation, HttpServerRequest request, byte[] bytes) {
        if (!operation.writes()) {
            return RequestSchema.parse(NO_BODY);
        }
        String type = request.getHeader("Content-Type");
        if (bytes.length > 0 && type != null && !JSON.matcher(type).matches()) {
            throw ErrorCode.UNSUPPORTED_MEDIA_TYPE.exception();
        }
        ObjectNode body = RequestSchema.parse(bytes);
        if (operation.schema() == null && !body.isEmpty()) {
            throw ErrorCode.VALIDATION_ERROR.forField(body.fieldNames().next(), "There is no such field.");
        }
        return body;
    }
}
