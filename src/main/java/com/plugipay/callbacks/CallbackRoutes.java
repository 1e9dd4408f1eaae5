package com.plugipay.callbacks;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.errors.LineLimit;
import com.plugipay.errors.RefusalLog;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.exchange.RequestBody;
import com.plugipay.json.Dialect;
import com.plugipay.json.Json;
import com.plugipay.model.Ids;
import com.plugipay.model.Tenant;
import com.plugipay.providers.ProviderCallback;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.Verification;
import com.plugipay.providers.bus.Providers;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the callbacks of providers. A callback is verified by its proof and stored as it was received; it is processed
 * later, so that the response is quick and no callback that was answered with 200 is lost.
 */
public final class CallbackRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackRoutes.class);

    /** The headers that are stored; some of the others are proofs, with which a callback could be sent again. */
    private static final Set<String> KEPT_HEADERS = Set.of("content-type", "user-agent", "webhook-id");

    private static final Reply STORED = Reply.json(200, Buffer.buffer("{}"));

    private final Providers providers;
    private final CallbackInbox inbox;
    private final MeterRegistry metrics;
    private final InstantSource clock;

    /** Anybody can send callbacks, and could otherwise fill the log with them. */
    private final LineLimit unverifiedLines = new LineLimit(
            RefusalLog.LINES_A_SECOND,
            omitted -> LOG.atWarn()
                    .addKeyValue("omitted", omitted)
                    .log("More proofs of callbacks could not be checked than are logged one by one"));

    private final LineLimit failureLines = new LineLimit(
            RefusalLog.LINES_A_SECOND,
            omitted -> LOG.atError()
                    .addKeyValue("omitted", omitted)
                    .log("More callbacks could not be stored than are logged one by one"));

    CallbackRoutes(Providers providers, CallbackInbox inbox, MeterRegistry metrics, InstantSource clock) {
        this.providers = providers;
        this.inbox = inbox;
        this.metrics = metrics;
        this.clock = clock;
    }

    public void mount(Router router) {
        for (Dialect dialect : Dialect.values()) {
            ProviderKind.all().stream()
                    .filter(kind -> kind.capabilities().sendsCallbacks())
                    .forEach(kind -> router.post(dialect.mount() + "/inbound-webhooks/" + kind.text() + "/:workspaceId")
                            .handler(context -> receive(context, kind)));
        }
    }

    /** Logs how many lines were left out in the last second; to be called about once a second. */
    Future<Void> logOmitted(Instant now) {
        unverifiedLines.begin(now.getEpochSecond());
        failureLines.begin(now.getEpochSecond());
        return Future.succeededFuture();
    }

    private void receive(RoutingContext context, ProviderKind kind) {
        ProviderCallback callback = new ProviderCallback(
                Parameters.path(context, "workspaceId"), headers(context), RequestBody.of(context));
        Context loop = context.vertx().getOrCreateContext();
        Future<Reply> reply = providers
                .verify(kind, callback)
                .compose(verification -> store(kind, callback, verification))
                .recover(failure -> Future.failedFuture(refusal(kind, failure)));
        reply.onComplete(replied -> loop.runOnContext(back -> Reply.send(context, reply)));
    }

    /** Stores a genuine callback; fails with the error for the provider when it is not stored. */
    private Future<Reply> store(ProviderKind kind, ProviderCallback callback, Verification verification) {
        return switch (verification) {
            case Verification.Genuine genuine -> {
                Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                yield inbox.store(new StoredCallback(
                                new Tenant(callback.workspaceId(), genuine.mode()),
                                Ids.at(now, "cb"),
                                kind,
                                genuine.identity(),
                                storedHeaders(callback.headers()),
                                callback.body(),
                                0,
                                now))
                        .onSuccess(stored -> count(kind, "stored"))
                        .map(STORED);
            }
            case Verification.Rejected ignored -> {
                count(kind, "forged");
                yield Future.failedFuture(ErrorCode.FORGED_CALLBACK.exception());
            }
            case Verification.Unavailable unavailable -> {
                if (unverifiedLines.take(clock.instant().getEpochSecond())) {
                    LOG.atWarn()
                            .addKeyValue("provider", kind.text())
                            .addKeyValue("reason", unavailable.reason())
                            .log("The proof of a callback could not be checked; it will be sent again");
                }
                count(kind, "unverified");
                yield Future.failedFuture(ErrorCode.UNAVAILABLE.exception());
            }
        };
    }

    /** The error for the provider. After every failure it is asked to send the callback again, unless that is forged. */
    private ApiException refusal(ProviderKind kind, Throwable failure) {
        if (failure instanceof ApiException refusal
                && (ErrorCode.UNAVAILABLE.is(refusal) || ErrorCode.FORGED_CALLBACK.is(refusal))) {
            return refusal;
        }
        if (failureLines.take(clock.instant().getEpochSecond())) {
            LOG.atError()
                    .setCause(failure)
                    .addKeyValue("provider", kind.text())
                    .log("A callback could not be stored; it will be sent again");
        }
        count(kind, "refused");
        return ErrorCode.UNAVAILABLE.exception();
    }

    private void count(ProviderKind kind, String result) {
        metrics.counter("plugipay.callbacks", "provider", kind.text(), "result", result)
                .increment();
    }

    private static Map<String, String> headers(RoutingContext context) {
        Map<String, String> headers = new HashMap<>();
        context.request().headers().forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }

    private static String storedHeaders(Map<String, String> headers) {
        Map<String, String> stored = new TreeMap<>(headers);
        stored.keySet().retainAll(KEPT_HEADERS);
        return Json.text(stored);
    }
}
