package com.plugipay.http.server;

import com.plugipay.auth.Authenticator;
import com.plugipay.db.Database;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.errors.RefusalLog;
import com.plugipay.http.addresses.AddressLimits;
import com.plugipay.http.addresses.ClientAddresses;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.operations.Operation;
import com.plugipay.idempotency.IdempotencyStore;
import com.plugipay.json.Dialect;
import com.plugipay.model.Ids;
import com.plugipay.secrets.MasterKeys;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * What happens to every API request: it is read and admitted, its operation runs once, and the answer or the error is
 * sent in its envelope.
 */
public final class RequestPipeline {
    private final ClientAddresses clients;
    private final RefusalLog refusals;
    private final CallReader calls;
    private final OperationRun run;
    private final InstantSource clock;

    public RequestPipeline(
            Authenticator authenticator,
            ClientAddresses clients,
            KeyLimits limits,
            RefusalLog refusals,
            Database database,
            MasterKeys masterKeys,
            InstantSource clock) {
        this.clients = clients;
        this.refusals = refusals;
        IdempotencyStore answers = new IdempotencyStore(database, masterKeys);
        this.calls = new CallReader(authenticator, clients, limits, answers);
        this.run = new OperationRun(answers, database);
        this.clock = clock;
    }

    /** Looks at who asks before anything of a body is read: a stranger's is not. */
    void admit(Operation<?> operation, RoutingContext context) {
        if (operation.isOpen()) {
            context.next();
            return;
        }
        Future<?> identified = calls.identify(context, now());
        if (!identified.isComplete()) {
            context.request().pause();
        }
        identified
                .onSuccess(done -> context.next())
                .onFailure(failure ->
                        refuse(context, failure, context.currentRoute().getName()));
    }

    /** Runs one operation for one request. */
    <I> void handle(Operation<I> operation, Dialect dialect, RoutingContext context) {
        Instant now = now();
        String requestId = Ids.at(now, "req");
        Reply.send(
                context,
                calls.call(operation, dialect, context, requestId, now)
                        .compose(run::once)
                        .recover(failure -> Future.succeededFuture(refusal(
                                failure,
                                requestId,
                                now,
                                context,
                                context.currentRoute().getName())))
                        .compose(answer -> slowedDown(answer, context))
                        .map(OperationResponse::reply));
    }

    private static Future<OperationResponse> slowedDown(OperationResponse answer, RoutingContext context) {
        return ErrorCode.RATE_LIMITED.is(answer.failure())
                ? context.vertx()
                        .timer(AddressLimits.SLOWED_DOWN_MS, TimeUnit.MILLISECONDS)
                        .map(answer)
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
    Reply refusal(ApiException failure) {
        Instant now = now();
        return OperationResponse.refusal(failure, Ids.at(now, "req"), now).reply();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private OperationResponse refusal(
            Throwable failure, String requestId, Instant now, RoutingContext context, String route) {
        ApiException told = OperationResponse.told(failure, requestId);
        HttpServerRequest request = context.request();
        if (told.errorCode().tellsOfWhoAsks()) {
            refusals.note(
                    new RefusalLog.Refusal(
                            told.errorCode(), NamedKey.prefix(request), clients.of(request), route, requestId),
                    now);
        }
        return OperationResponse.refusal(told, requestId, now);
    }
}
