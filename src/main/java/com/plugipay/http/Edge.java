package com.plugipay.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.auth.Authenticator;
import com.plugipay.auth.Authenticator.Claim;
import com.plugipay.auth.Principal;
import com.plugipay.db.Database;
import com.plugipay.db.Requester;
import com.plugipay.json.Dialect;
import com.plugipay.model.Ids;
import com.plugipay.outbox.SignedWrite;
import com.plugipay.problems.Failure;
import com.plugipay.problems.Problem;
import com.plugipay.problems.RefusalLog;
import com.plugipay.secrets.MasterKeys;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What happens to every API request: who is it, may it, what does it say, was it here before; then the operation; then
 * the answer, or the problem, in its envelope.
 */
public final class Edge {
    private static final String ON_BEHALF_OF = "X-Plugipay-On-Behalf-Of";
    private static final String CLAIM = "claim";
    private static final Pattern JSON = Pattern.compile("(?i)application/json\\s*(;.*)?");

    /** Whoever asks again as soon as it is refused would keep us as busy as with answers. */
    static final long SLOWED_DOWN_MS = 100;

    private static final byte[] NO_BODY = new byte[0];

    private final Authenticator authenticator;
    private final ClientAddresses clients;
    private final RefusalLog refusals;
    private final KeyLimits limits;
    private final IdempotencyStore answers;
    private final OperationRun run;
    private final InstantSource clock;

    public Edge(
            Authenticator authenticator,
            ClientAddresses clients,
            KeyLimits limits,
            RefusalLog refusals,
            Database database,
            MasterKeys masterKeys,
            InstantSource clock) {
        this.authenticator = authenticator;
        this.clients = clients;
        this.refusals = refusals;
        this.limits = limits;
        this.answers = new IdempotencyStore(database, masterKeys);
        this.run = new OperationRun(answers);
        this.clock = clock;
    }

    /** Looks at who asks before anything of a body is read: a stranger's is not. */
    void admit(Operation<?> operation, RoutingContext context) {
        if (operation.isOpen()) {
            context.next();
            return;
        }
        Future<Claim> claim = authenticator.identify(context.request(), now());
        if (!claim.isComplete()) {
            context.request().pause();
        }
        claim.onSuccess(identified -> {
                    context.put(CLAIM, identified);
                    context.next();
                })
                .onFailure(failure ->
                        refuse(context, failure, context.currentRoute().getName()));
    }

    /** Runs one operation for one request. */
    <I> void handle(Operation<I> operation, Dialect dialect, RoutingContext context) {
        Instant now = now();
        String requestId = Ids.at(now, "req");
        Reply.send(
                context,
                call(operation, dialect, context, requestId, now)
                        .compose(run::once)
                        .recover(failure -> Future.succeededFuture(refusal(
                                failure,
                                requestId,
                                now,
                                context,
                                context.currentRoute().getName())))
                        .compose(answer -> slowedDown(answer, context))
                        .map(OperationAnswer::reply));
    }

    private static Future<OperationAnswer> slowedDown(OperationAnswer answer, RoutingContext context) {
        return Problem.RATE_LIMITED.is(answer.failure())
                ? context.vertx().timer(SLOWED_DOWN_MS, TimeUnit.MILLISECONDS).map(answer)
                : Future.succeededFuture(answer);
    }

    /** Answers a request that no operation is there for, or that could not be read. */
    void refuse(RoutingContext context, Throwable failure) {
        refuse(context, failure, Reply.failedRoute(context));
    }

    private void refuse(RoutingContext context, Throwable failure, String route) {
        Instant now = now();
        refusal(failure, Ids.at(now, "req"), now, context, route).reply().to(context);
    }

    /** Answers a request that could not be read so far that a route could be looked for. */
    Reply refusal(Failure failure) {
        Instant now = now();
        return OperationAnswer.refusal(failure, Ids.at(now, "req"), now).reply();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private <I> Future<Call<I>> call(
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
                    answers,
                    body(operation, request, bytes)));
        }
        Claim admitted = context.get(CLAIM);
        Future<Claim> claimed =
                admitted == null ? authenticator.identify(request, now) : authenticator.confirm(admitted, request);
        return claimed.map(claim -> {
            Principal principal = authenticator.verify(claim, request, bytes, key, now);
            requireOwnWorkspace(request, principal);
            limits.admit(principal.id(), operation.use(), context.response(), now);
            Requester.is(principal.tenant().workspaceId());
            if (!principal.may(operation.access())) {
                throw Problem.FORBIDDEN
                        .here()
                        .with(List.of(Map.of("needs", operation.access().scope())));
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
                    answers,
                    body);
        });
    }

    /** There are no platform keys yet, and who names another workspace must not act on the key's own. */
    private static void requireOwnWorkspace(HttpServerRequest request, Principal principal) {
        List<String> named = request.headers().getAll(ON_BEHALF_OF);
        if (!named.isEmpty() && !named.equals(List.of(principal.tenant().workspaceId()))) {
            throw Problem.FORBIDDEN
                    .saying("This key acts for its own workspace only; leave out " + ON_BEHALF_OF + ".")
                    .with(List.of(Map.of("needs", "platform")));
        }
    }

    private static ObjectNode body(Operation<?> operation, HttpServerRequest request, byte[] bytes) {
        if (!operation.writes()) {
            return Shape.parse(NO_BODY);
        }
        String type = request.getHeader("Content-Type");
        if (bytes.length > 0 && type != null && !JSON.matcher(type).matches()) {
            throw Problem.UNSUPPORTED_MEDIA_TYPE.here();
        }
        ObjectNode body = Shape.parse(bytes);
        if (operation.shape() == null && !body.isEmpty()) {
            throw Problem.VALIDATION_ERROR.in(body.fieldNames().next(), "There is no such field.");
        }
        return body;
    }

    private OperationAnswer refusal(
            Throwable failure, String requestId, Instant now, RoutingContext context, String route) {
        Failure told = OperationAnswer.told(failure, requestId);
        HttpServerRequest request = context.request();
        if (told.problem().tellsOfWhoAsks()) {
            refusals.note(
                    new RefusalLog.Refusal(
                            told.problem(), NamedKey.prefix(request), clients.of(request), route, requestId),
                    now);
        }
        return OperationAnswer.refusal(told, requestId, now);
    }
}
