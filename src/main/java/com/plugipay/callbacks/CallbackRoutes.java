package com.plugipay.callbacks;

import com.plugipay.ids.Ids;
import com.plugipay.json.Dialect;
import com.plugipay.json.Json;
import com.plugipay.problems.Failure;
import com.plugipay.problems.Problem;
import com.plugipay.providers.Callback;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.Providers;
import com.plugipay.providers.Verdict;
import com.plugipay.workspaces.Tenant;
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
import java.util.List;
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
    private static final List<ProviderKind> CALLING =
            List.of(ProviderKind.XENDIT, ProviderKind.MIDTRANS, ProviderKind.PAYPAL);

    /** Worth keeping; of the others some are proofs, with which a callback could be sent again. */
    private static final Set<String> KEPT_HEADERS = Set.of("content-type", "user-agent", "webhook-id");

    private static final int LONGEST_ID = 64;
    private static final Buffer TAKEN = Buffer.buffer("{}");

    private final Providers providers;
    private final Inbox inbox;
    private final MeterRegistry metrics;
    private final InstantSource clock;

    CallbackRoutes(Providers providers, Inbox inbox, MeterRegistry metrics, InstantSource clock) {
        this.providers = providers;
        this.inbox = inbox;
        this.metrics = metrics;
        this.clock = clock;
    }

    public void mount(Router router) {
        for (Dialect dialect : Dialect.values()) {
            for (ProviderKind kind : CALLING) {
                router.post(dialect.mount() + "/inbound-webhooks/" + kind.text() + "/:workspaceId")
                        .handler(context -> take(context, kind));
            }
        }
    }

    private void take(RoutingContext context, ProviderKind kind) {
        String workspaceId = context.pathParam("workspaceId");
        Buffer body = context.body().buffer();
        if (workspaceId == null || workspaceId.length() > LONGEST_ID || workspaceId.indexOf('\0') >= 0) {
            answer(context, 404);
            return;
        }
        Map<String, String> headers = headers(context);
        Callback callback = new Callback(workspaceId, headers, body == null ? Buffer.buffer() : body);
        Context loop = context.vertx().getOrCreateContext();
        providers
                .verify(kind, callback)
                .compose(verdict -> conclude(kind, callback, verdict))
                .otherwise(failure -> failed(kind, failure))
                .onSuccess(status -> loop.runOnContext(back -> answer(context, status)));
    }

    private Future<Integer> conclude(ProviderKind kind, Callback callback, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Genuine genuine -> {
                Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                yield inbox.store(new ReceivedCallback(
                                new Tenant(callback.workspaceId(), genuine.mode()),
                                Ids.at(now, "cb"),
                                kind,
                                genuine.identity(),
                                shown(callback.headers()),
                                callback.body(),
                                0,
                                now))
                        .map(stored -> counted(kind, "stored", 200));
            }
            case Verdict.Forged ignored -> Future.succeededFuture(counted(kind, "forged", 401));
            case Verdict.Undecided undecided -> {
                LOG.atWarn()
                        .addKeyValue("provider", kind.text())
                        .addKeyValue("reason", undecided.reason())
                        .log("The proof of a callback could not be checked; it will be sent again");
                yield Future.succeededFuture(counted(kind, "undecided", 503));
            }
        };
    }

    private int failed(ProviderKind kind, Throwable failure) {
        boolean isExpected = failure instanceof Failure told && told.problem() == Problem.UNAVAILABLE;
        if (!isExpected) {
            LOG.atError()
                    .setCause(failure)
                    .addKeyValue("provider", kind.text())
                    .log("A callback could not be taken; it will be sent again");
        }
        return counted(kind, "refused", 503);
    }

    private int counted(ProviderKind kind, String result, int status) {
        metrics.counter("plugipay.callbacks", "provider", kind.text(), "result", result)
                .increment();
        return status;
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

    private static void answer(RoutingContext context, int status) {
        if (status == 503) {
            context.response().putHeader("Retry-After", "10");
        }
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(TAKEN);
    }
}
