package com.plugipay.http.server;

import com.plugipay.auth.Authenticator;
import com.plugipay.auth.PlatformStore;
import com.plugipay.db.Database;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.errors.RefusalLog;
import com.plugipay.http.addresses.AddressLimits;
import com.plugipay.http.addresses.ClientAddresses;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.operations.CallTarget;
import com.plugipay.http.operations.Operation;
import com.plugipay.http.requests.RequestLog;
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
 * Handles API requests: reads and admits a request, runs its operation once, and sends the result or the failure in an
 * envelope.
 */
public final class RequestPipeline {
    private final ClientAddresses clients;
    private final RefusalLog refusals;
    private final CallReader calls;
    private final OperationRun run;
    private final InstantSource clock;

    public RequestPipeline(
            Authenticator authenticator,
            SessionCalls sessions,
            ClientAddresses clients,
            KeyLimits limits,
            RefusalLog refusals,
            Database database,
            MasterKeys masterKeys,
            InstantSource clock) {
        this.clients = clients;
        this.refusals = refusals;
        IdempotencyStore responses = new IdempotencyStore(database, masterKeys);
        this.calls = new CallReader(authenticator, sessions, clients, limits, responses, new PlatformStore(database));
        this.run = new OperationRun(responses, database);
        this.clock = clock;
    }

    /** Identifies the caller before anything of the body is read: the body of a stranger is not read. */
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
                .onSuccess(claim -> context.next())
                .onFailure(failure ->
                        refuse(context, failure, context.currentRoute().getName()));
    }

    /** Runs one operation for one request. */
    <I> void handle(Operation<I> operation, Dialect dialect, RoutingContext context) {
        Instant now = now();
        String requestId = Ids.at(now, "req");
        String route = context.currentRoute().getName();
        Reply.send(
                context,
                calls.call(operation, dialect, context, requestId, now)
                        .onSuccess(call -> RequestLog.identify(context, requestId, now, route, call.caller()))
                        .compose(run::once)
                        .recover(failure -> Future.succeededFuture(refusal(failure, requestId, now, context, route)))
                        .onSuccess(response -> RequestLog.answer(context, requestId, now, route, response.failure()))
                        .compose(response -> delayed(response, context))
                        .map(OperationResponse::reply));
    }

    private static Future<OperationResponse> delayed(OperationResponse response, RoutingContext context) {
        return ErrorCode.RATE_LIMITED.is(response.failure())
                ? context.vertx()
                        .timer(AddressLimits.REFUSAL_DELAY_MS, TimeUnit.MILLISECONDS)
                        .map(response)
                : Future.succeededFuture(response);
    }

    /** Responds to a request that has no operation, or that could not be read. */
    void refuse(RoutingContext context, Throwable failure) {
        refuse(context, failure, Reply.failedRoute(context));
    }

    private void refuse(RoutingContext context, Throwable failure, String route) {
        Instant now = now();
        String requestId = Ids.at(now, "req");
        OperationResponse response = refusal(failure, requestId, now, context, route);
        RequestLog.answer(context, requestId, now, route, response.failure());
        response.reply().to(context);
    }

    /** The reply to a request that could not be routed. */
    Reply refusal(ApiException failure) {
        Instant now = now();
        return OperationResponse.refusal(failure, Ids.at(now, "req"), now).reply();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private OperationResponse refusal(
            Throwable failure, String requestId, Instant now, RoutingContext context, String route) {
        HttpServerRequest request = context.request();
        ApiException visible = ErrorCode.NOT_FOUND.naming(
                OperationResponse.visible(failure, requestId), () -> CallTarget.asked(request));
        if (visible.errorCode().isAccessRefusal()) {
            refusals.note(
                    new RefusalLog.Refusal(
                            visible.errorCode(), NamedKey.prefix(request), clients.of(request), route, requestId),
                    now);
        }
        return OperationResponse.refusal(visible, requestId, now);
    }
}
