package com.plugipay.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.auth.Authenticator;
import com.plugipay.auth.Authenticator.Claim;
import com.plugipay.auth.Principal;
import com.plugipay.bus.Address;
import com.plugipay.db.Database;
import com.plugipay.db.SignedWrite;
import com.plugipay.db.Requester;
import com.plugipay.db.Write;
import com.plugipay.ids.Ids;
import com.plugipay.json.Dialect;
import com.plugipay.problems.Failure;
import com.plugipay.problems.Problem;
import com.plugipay.problems.RefusalLog;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.work.Rounds;
import com.plugipay.workspaces.Tenant;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to every API request: who is it, may it, what does it say, was it here before; then the operation; then
 * the answer, or the problem, in its envelope.
 */
public final class Edge {
    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);
    private static final String REQUEST_ID = "X-Request-Id";
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
        this.clock = clock;
    }

    /** What goes out. */
    private record Answer(
            int status,
            Buffer body,
            String requestId,
            boolean replayed,
            @Nullable Failure failure,
            @Nullable Download download) {}

    /** Looks at who asks before anything of a body is read: a stranger's is not. */
    void admit(Operation<?> operation, Dialect dialect, RoutingContext context) {
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
                .onFailure(failure -> refuse(context, failure, dialect.mount() + operation.path()));
    }

    /** Runs one operation for one request. */
    <I> void handle(Operation<I> operation, Dialect dialect, RoutingContext context) {
        Instant now = now();
        String requestId = Ids.at(now, "req");
        String route = dialect.mount() + operation.path();
        Reply.send(
                context,
                call(operation, dialect, context, requestId, now)
                        .compose(this::run)
                        .recover(failure -> Future.succeededFuture(refusal(failure, requestId, now, context, route)))
                        .compose(answer -> slowedDown(answer, context))
                        .map(Edge::reply));
    }

    private static Future<Answer> slowedDown(Answer answer, RoutingContext context) {
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
        reply(refusal(failure, Ids.at(now, "req"), now, context, route)).to(context);
    }

    /** Answers a request that could not be read so far that a route could be looked for. */
    Reply refusal(Failure failure) {
        Instant now = now();
        return reply(answer(failure, Ids.at(now, "req"), now));
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
                admitted == null ? authenticator.identify(request, now) : Future.succeededFuture(admitted);
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
            SignedWrite signed =
                    idempotency == null && operation.writes() ? Authenticator.signed(request, principal, bytes) : null;
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

    private <I> Future<Answer> run(Call<I> call) {
        return Rounds.until(() -> attempt(call, call.operation()::handle)
                .map(Optional::of)
                .recover(failure -> {
                    IdempotencyKey key = call.idempotencyKey();
                    return failure instanceof Write.KeyTaken && key != null
                            ? repeat(call, key)
                            : Future.failedFuture(failure);
                }));
    }

    /** The answer to a request whose key is taken; none when it is free again, for whoever is first. */
    private <I> Future<Optional<Answer>> repeat(Call<I> call, IdempotencyKey key) {
        return answers.find(call.tenant(), key, call.now()).compose(found -> {
            if (found.isEmpty()) {
                // The old answer's time is over.
                return answers.forget(call.tenant(), key, call.now()).map(Optional.empty());
            }
            return switch (found.get()) {
                case IdempotencyStore.Answered answered -> Future.succeededFuture(Optional.of(replay(answered)));
                case IdempotencyStore.Intended intended ->
                    attempt(call, again -> call.operation().resume(again, intended.resourceId()))
                            .map(Optional::of);
            };
        });
    }

    private <I> Future<Answer> attempt(Call<I> call, Function<Call<I>, Future<?>> operation) {
        return Future.succeededFuture(call).compose(operation::apply).transform(outcome -> {
            Throwable failure = outcome.cause();
            if (outcome.result() instanceof Download file) {
                return Future.succeededFuture(
                        new Answer(call.status(), file.content(), call.requestId(), false, null, file));
            }
            if (failure == null) {
                byte[] stored = call.storedAnswer();
                return stored == null
                        ? keep(call, call.status(), call.render(outcome.result()), null)
                        : Future.succeededFuture(answer(call.status(), stored, call.requestId(), null));
            }
            if (failure instanceof Write.KeyTaken) {
                return Future.failedFuture(failure);
            }
            Failure told = tell(failure, call.requestId());
            if (told.problem().isRepeatable()) {
                return layDown(call).transform(done -> Future.failedFuture(told));
            }
            byte[] bytes = Envelope.of(told, call.requestId(), call.now());
            return keep(call, told.problem().status(), bytes, told);
        });
    }

    /** An answer that is not kept leaves what was intended to the next repeat, which need not wait for this request. */
    private Future<Void> layDown(Call<?> call) {
        IdempotencyKey key = call.idempotencyKey();
        return key == null || !call.isIntended() ? Future.succeededFuture() : answers.layDown(call.tenant(), key);
    }

    /** Keeps an answer that came without a write of its own, unless the key already has one: then that is the answer. */
    private Future<Answer> keep(Call<?> call, int status, byte[] bytes, @Nullable Failure failure) {
        IdempotencyKey key = call.idempotencyKey();
        Answer answer = answer(status, bytes, call.requestId(), failure);
        if (key == null) {
            return Future.succeededFuture(answer);
        }
        Tenant tenant = call.tenant();
        return answers.keep(tenant, key, call.requestId(), status, bytes, call.now())
                .compose(isFirst -> isFirst
                        ? Future.succeededFuture(answer)
                        : answers.find(tenant, key, call.now())
                                .map(kept -> kept.orElse(null) instanceof IdempotencyStore.Answered first
                                        ? replay(first)
                                        : answer));
    }

    private static Answer answer(int status, byte[] body, String requestId, @Nullable Failure failure) {
        return new Answer(status, Buffer.buffer(body), requestId, false, failure, null);
    }

    private static Answer replay(IdempotencyStore.Answered kept) {
        return new Answer(kept.status(), kept.body(), kept.requestId(), true, null, null);
    }

    private Answer refusal(Throwable failure, String requestId, Instant now, RoutingContext context, String route) {
        Failure told = tell(failure, requestId);
        HttpServerRequest request = context.request();
        if (told.problem().tellsOfWhoAsks()) {
            refusals.note(
                    new RefusalLog.Refusal(
                            told.problem(), NamedKey.prefix(request), clients.of(request), route, requestId),
                    now);
        }
        return answer(told, requestId, now);
    }

    private static Answer answer(Failure told, String requestId, Instant now) {
        return answer(told.problem().status(), Envelope.of(told, requestId, now), requestId, told);
    }

    /** What the caller may know of a failure; the log knows the rest. */
    private static Failure tell(Throwable failure, String requestId) {
        if (failure instanceof Address.Unanswered) {
            return Problem.UNAVAILABLE.here();
        }
        Failure told = UnreadableRequests.told(failure);
        if (told != null) {
            return told;
        }
        LOG.atError()
                .addKeyValue("requestId", requestId)
                .setCause(failure)
                .log("A request failed for a reason of ours");
        return Problem.INTERNAL.here();
    }

    private static Reply reply(Answer answer) {
        Download download = answer.download();
        Reply reply = answer.status() == 204
                ? Reply.empty(204)
                : download == null ? Reply.json(answer.status(), answer.body()) : download.reply(answer.status());
        reply = reply.with(REQUEST_ID, answer.requestId());
        if (answer.replayed()) {
            reply = reply.with("Idempotent-Replayed", "true");
        }
        Failure failure = answer.failure();
        return failure != null && failure.problem().isPassing()
                ? reply.with("Retry-After", failure.retryAfterSeconds())
                : reply;
    }
}
