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
 * Where providers tell us what has happened. A callback is judged by its proof and stored as it came; everything else
 * happens later, so that the answer is quick and nothing is lost that was answered with 200.
 */
public final class CallbackRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackRoutes.class);

    /** Worth keeping; of the others some are proofs, with which a callback could be sent again. */
    private static final Set<String> KEPT_HEADERS = Set.of("content-type", "user-agent", "webhook-id");

    private static final Reply TAKEN = Reply.json(200, Buffer.buffer("{}"));

    private final Providers providers;
    private final CallbackInbox inbox;
    private final MeterRegistry metrics;
    private final InstantSource clock;

    /** Whoever sends callbacks without a key can have us say so as often as it likes. */
    private final LineLimit undecidedLines = new LineLimit(
            RefusalLog.LINES_A_SECOND,
            omitted -> LOG.atWarn()
                    .addKeyValue("omitted", omitted)
                    .log("More proofs of callbacks could not be checked than are told one by one"));

    private final LineLimit failureLines = new LineLimit(
            RefusalLog.LINES_A_SECOND,
            omitted -> LOG.atError()
                    .addKeyValue("omitted", omitted)
                    .log("More callbacks could not be taken than are told one by one"));

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
                            .handler(context -> take(context, kind)));
        }
    }

    /** Tells how many lines were left out in the second that is over; to be called about once a second. */
    Future<Void> tellOmitted(Instant now) {
        undecidedLines.begin(now.getEpochSecond());
        failureLines.begin(now.getEpochSecond());
        return Future.succeededFuture();
    }

    private void take(RoutingContext context, ProviderKind kind) {
        ProviderCallback callback = new ProviderCallback(
                Parameters.path(context, "workspaceId"), headers(context), RequestBody.of(context));
        Context loop = context.vertx().getOrCreateContext();
        Future<Reply> reply = providers
                .verify(kind, callback)
                .compose(verification -> conclude(kind, callback, verification))
                .recover(failure -> Future.failedFuture(told(kind, failure)));
        reply.onComplete(done -> loop.runOnContext(back -> Reply.send(context, reply)));
    }

    /** Fails with what the provider is told of a callback that is not taken. */
    private Future<Reply> conclude(ProviderKind kind, ProviderCallback callback, Verification verification) {
        return switch (verification) {
            case Verification.Genuine genuine -> {
                Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                yield inbox.store(new StoredCallback(
                                new Tenant(callback.workspaceId(), genuine.mode()),
                                Ids.at(now, "cb"),
                                kind,
                                genuine.identity(),
                                shown(callback.headers()),
                                callback.body(),
                                0,
                                now))
                        .onSuccess(stored -> count(kind, "stored"))
                        .map(TAKEN);
            }
            case Verification.Rejected ignored -> {
                count(kind, "forged");
                yield Future.failedFuture(ErrorCode.FORGED_CALLBACK.exception());
            }
            case Verification.Unavailable unavailable -> {
                if (undecidedLines.take(clock.instant().getEpochSecond())) {
                    LOG.atWarn()
                            .addKeyValue("provider", kind.text())
                            .addKeyValue("reason", unavailable.reason())
                            .log("The proof of a callback could not be checked; it will be sent again");
                }
                count(kind, "undecided");
                yield Future.failedFuture(ErrorCode.UNAVAILABLE.exception());
            }
        };
    }

    /** Whatever goes wrong here, the provider shall send it again. */
    private ApiException told(ProviderKind kind, Throwable failure) {
        if (failure instanceof ApiException told
                && (told.errorCode() == ErrorCode.UNAVAILABLE || told.errorCode() == ErrorCode.FORGED_CALLBACK)) {
            return told;
        }
        if (failureLines.take(clock.instant().getEpochSecond())) {
            LOG.atError()
                    .setCause(failure)
                    .addKeyValue("provider", kind.text())
                    .log("A callback could not be taken; it will be sent again");
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

    private static String shown(Map<String, String> headers) {
        Map<String, String> shown = new TreeMap<>(headers);
        shown.keySet().retainAll(KEPT_HEADERS);
        return Json.text(shown);
    }
}
