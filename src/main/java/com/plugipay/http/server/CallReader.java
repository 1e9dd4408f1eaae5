package com.plugipay.http.server;

import com.plugipay.auth.Authenticator;
import com.plugipay.auth.Authenticator.Claim;
import com.plugipay.auth.KeyPrincipal;
import com.plugipay.auth.KeyRole;
import com.plugipay.auth.MemberPrincipal;
import com.plugipay.auth.Permission;
import com.plugipay.auth.PermissionTable;
import com.plugipay.auth.PlatformStore;
import com.plugipay.auth.Principal;
import com.plugipay.auth.SignedIn;
import com.plugipay.db.Requester;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.addresses.ClientAddresses;
import com.plugipay.http.exchange.RequestBody;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.CallTarget;
import com.plugipay.http.operations.Operation;
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
import org.jspecify.annotations.Nullable;

/** Reads API requests: authenticates and admits the caller, and parses the body and the idempotency key. */
final class CallReader {
    static final String ON_BEHALF_OF = "X-Plugipay-On-Behalf-Of";
    private static final String CLAIM = "claim";
    private static final String PERSON = "person";

    private final Authenticator authenticator;
    private final SessionCalls sessions;
    private final ClientAddresses clients;
    private final KeyLimits limits;
    private final IdempotencyStore responses;
    private final PlatformStore platforms;

    CallReader(
            Authenticator authenticator,
            SessionCalls sessions,
            ClientAddresses clients,
            KeyLimits limits,
            IdempotencyStore responses,
            PlatformStore platforms) {
        this.authenticator = authenticator;
        this.sessions = sessions;
        this.clients = clients;
        this.limits = limits;
        this.responses = responses;
        this.platforms = platforms;
    }

    /** Identifies the caller, before anything of the body is read. */
    Future<?> identify(RoutingContext context, Instant now) {
        if (sessions.isOfPerson(context.request())) {
            return sessions.identify(context.request(), now).onSuccess(person -> context.put(PERSON, person));
        }
        return authenticator.identify(context.request(), now).onSuccess(claim -> context.put(CLAIM, claim));
    }

    /** Reads a request whose body has arrived; fails if it is not admitted or malformed. */
    <I> Future<Call<I>> call(
            Operation<I> operation, Dialect dialect, RoutingContext context, String requestId, Instant now) {
        HttpServerRequest request = context.request();
        byte[] bytes = RequestBody.of(context).getBytes();
        String key = request.getHeader("Idempotency-Key");
        if (operation.isOpen()) {
            SentContent content = SentContent.of(operation, request, bytes);
            return Future.succeededFuture(new Call<>(
                    CallTarget.of(context, clients),
                    operation,
                    dialect,
                    requestId,
                    now,
                    null,
                    null,
                    null,
                    responses,
                    content.fields(),
                    content.file()));
        }
        if (sessions.isOfPerson(request)) {
            SignedIn identified = context.get(PERSON);
            return (identified == null ? sessions.identify(request, now) : Future.succeededFuture(identified))
                    .map(person -> sessions.admit(person, operation.permission(), request, now))
                    .map(principal ->
                            admitted(operation, dialect, context, requestId, now, principal, null, bytes, key));
        }
        Claim identified = context.get(CLAIM);
        Future<Claim> claimed =
                identified == null ? authenticator.identify(request, now) : authenticator.confirm(identified, request);
        return claimed.compose(claim -> {
            if (operation.writes()) {
                // First: clients encode other characters differently, so that the signature would not fit either.
                IdempotencyKey.require(key);
            }
            Principal principal = authenticator.verify(claim, request, bytes, key, now);
            SignedWrite signed = operation.writes() ? Authenticator.signed(claim) : null;
            return acting(request, principal)
                    .map(acting -> admitted(operation, dialect, context, requestId, now, acting, signed, bytes, key));
        });
    }

    /** Admits whoever has proved to be this principal. */
    private <I> Call<I> admitted(
            Operation<I> operation,
            Dialect dialect,
            RoutingContext context,
            String requestId,
            Instant now,
            Principal principal,
            @Nullable SignedWrite signed,
            byte[] bytes,
            @Nullable String key) {
        HttpServerRequest request = context.request();
        limits.admit(principal.id(), KeyLimits.Use.of(operation), context.response(), now);
        String workspaceId = principal.tenant().workspaceId();
        if (principal instanceof MemberPrincipal) {
            Requester.isMemberOf(workspaceId);
        } else {
            Requester.is(workspaceId);
        }
        requirePermission(principal, operation.permission());
        SentContent content = SentContent.of(operation, request, bytes);
        IdempotencyKey idempotency = operation.writes()
                ? IdempotencyKey.of(key, request.method().name(), request.uri(), content.fields())
                : null;
        return new Call<>(
                CallTarget.of(context, clients),
                operation,
                dialect,
                requestId,
                now,
                principal,
                idempotency,
                idempotency == null ? signed : null,
                responses,
                content.fields(),
                content.file());
    }

    /** Fails naming the permission that the caller lacks. */
    static void requirePermission(Principal principal, Permission permission) {
        if (principal.may(permission)) {
            return;
        }
        if (principal instanceof KeyPrincipal && PermissionTable.isForPeopleOnly(permission)) {
            throw ErrorCode.PERSON_ONLY.exception();
        }
        throw ErrorCode.FORBIDDEN.exception().with(List.of(Map.of("needs", permission.scope())));
    }

    /** A request that names another workspace acts for that, if a platform has provisioned it, and never on the key's own. */
    private Future<Principal> acting(HttpServerRequest request, Principal principal) {
        List<String> named = request.headers().getAll(ON_BEHALF_OF);
        if (named.isEmpty() || named.equals(List.of(principal.tenant().workspaceId()))) {
            return Future.succeededFuture(principal);
        }
        if (!(principal instanceof KeyPrincipal key) || key.role() != KeyRole.PLATFORM || named.size() > 1) {
            throw ErrorCode.FORBIDDEN
                    .withMessage("This key acts for its own workspace only; leave out " + ON_BEHALF_OF + ".")
                    .with(List.of(Map.of("needs", "platform")));
        }
        return platforms
                .find(key.tenant(), named.getFirst())
                .map(found -> found.map(key::actingFor)
                        .orElseThrow(() -> ErrorCode.FORBIDDEN.withMessage(
                                "The platform has provisioned no workspace of the id in " + ON_BEHALF_OF + ".")));
    }
}
