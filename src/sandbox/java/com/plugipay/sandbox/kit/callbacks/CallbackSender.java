package com.plugipay.sandbox.kit.callbacks;

import com.plugipay.sandbox.kit.Loopback;
import com.plugipay.sandbox.kit.StandIns;
import com.plugipay.sandbox.kit.callbacks.SentCallback.Kind;
import com.plugipay.sandbox.kit.faults.Fault;
import com.plugipay.sandbox.kit.faults.Faults;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.codec.BodyCodec;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Sends the callbacks of all stand-ins, with the faults that are set, and again by their retry plans.
 *
 * <p>Posts to this machine only: a stand-in must never announce payments to anybody outside that were not made. Lives
 * on the event loop of {@link StandIns}.
 */
public final class CallbackSender {
    /** How many attempts are remembered. */
    private static final int KEPT = 500;

    private static final int TIMEOUT_MS = 15_000;
    private static final int HOLD_MS = 300;
    private static final int CONNECTIONS = 16;
    private static final int MOST_WAITING = 1_000;

    private final Vertx vertx;
    private final Function<String, Faults> faultsOf;
    private final InstantSource clock;
    private final double retryScale;
    private final WebClient client;
    private final Deque<SentCallback> sent = new ArrayDeque<>();
    private final Map<String, Held> held = new HashMap<>();
    private int waiting;

    /** A callback that waits to be overtaken, and the timer that ends the wait. */
    private record Held(OutgoingCallback callback, long timer) {}

    /**
     * @param faultsOf the faults of the stand-in of that name
     * @param retryScale what the waits of the plans are multiplied by
     */
    public CallbackSender(Vertx vertx, Function<String, Faults> faultsOf, InstantSource clock, double retryScale) {
        this.vertx = vertx;
        this.faultsOf = faultsOf;
        this.clock = clock;
        this.retryScale = retryScale;
        WebClientOptions options = new WebClientOptions();
        options.setFollowRedirects(false).setUserAgentEnabled(false).setConnectTimeout(TIMEOUT_MS);
        this.client = WebClient.create(
                vertx, options, new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(MOST_WAITING));
    }

    /** Returns at once; the result is in {@link #newestFirst}. */
    public void send(OutgoingCallback callback) {
        Faults faults = faultsOf.apply(callback.standIn());
        if (faults.occurs(Fault.DROPPED_CALLBACK)) {
            note(callback, Kind.DROPPED, 0, 0, "never sent");
            return;
        }
        waiting++;
        Held earlier = held.remove(callback.standIn());
        if (earlier == null && faults.occurs(Fault.REORDERED_CALLBACKS)) {
            hold(callback);
            return;
        }
        Future<Integer> over = dispatch(callback, faults);
        if (earlier != null) {
            vertx.cancelTimer(earlier.timer());
            over.onComplete(ignored -> dispatch(earlier.callback(), faults));
        }
    }

    /** Closes all connections. */
    public void close() {
        client.close();
    }

    /** The last {@value #KEPT} attempts, newest first. */
    public List<SentCallback> newestFirst() {
        return List.copyOf(sent);
    }

    /** How many will be sent, or sent again, when nothing new happens. */
    public int waiting() {
        return waiting;
    }

    private void hold(OutgoingCallback callback) {
        long timer = vertx.setTimer(HOLD_MS, ignored -> {
            held.remove(callback.standIn());
            dispatch(callback, faultsOf.apply(callback.standIn()));
        });
        held.put(callback.standIn(), new Held(callback, timer));
    }

    /** Ends with the first attempt of the right message; its retries are not waited for. */
    private Future<Integer> dispatch(OutgoingCallback callback, Faults faults) {
        Future<Integer> forged = faults.occurs(Fault.WRONG_SIGNATURE)
                ? exchange(callback.broken().apply(callback), Kind.WRONG_SIGNATURE, 1)
                : Future.succeededFuture(0);
        boolean twice = faults.occurs(Fault.DUPLICATE_CALLBACK);
        return forged.compose(ignored -> {
            Future<Integer> first = attempt(callback, 1);
            if (twice) {
                // Both at once: the worse of the two ways in which a message comes twice.
                exchange(callback, Kind.DUPLICATE, 1);
            }
            return first;
        });
    }

    private Future<Integer> attempt(OutgoingCallback callback, int attempt) {
        return exchange(callback, Kind.CALLBACK, attempt)
                .onSuccess(status -> callback.retryPlan()
                        .next(attempt, status)
                        .ifPresentOrElse(
                                wait -> vertx.setTimer(scaled(wait), ignored -> attempt(callback, attempt + 1)),
                                () -> waiting--));
    }

    private long scaled(Duration wait) {
        return Math.max(1, Math.round(wait.toMillis() * retryScale));
    }

    /** Never fails: no answer is status 0. */
    private Future<Integer> exchange(OutgoingCallback callback, Kind kind, int attempt) {
        return Future.succeededFuture(callback)
                .compose(this::post)
                .onSuccess(status -> note(callback, kind, attempt, status, "HTTP " + status))
                .recover(failure -> {
                    String reason = Objects.requireNonNullElseGet(failure.getMessage(), failure::toString);
                    note(callback, kind, attempt, 0, "no answer: " + reason);
                    return Future.succeededFuture(0);
                });
    }

    private Future<Integer> post(OutgoingCallback callback) {
        String host = URI.create(callback.url()).getHost();
        if (!Loopback.is(host)) {
            throw new IllegalArgumentException("refused: not on this machine");
        }
        HttpRequest<Buffer> request = client.postAbs(callback.url()).timeout(TIMEOUT_MS);
        callback.headers().forEach(request::putHeader);
        return request.as(BodyCodec.none()).sendBuffer(callback.body()).map(answer -> answer.statusCode());
    }

    private void note(OutgoingCallback callback, Kind kind, int attempt, int status, String outcome) {
        if (sent.size() == KEPT) {
            sent.removeLast();
        }
        sent.addFirst(new SentCallback(
                clock.instant(),
                callback.standIn(),
                callback.url(),
                kind,
                attempt,
                status,
                outcome,
                callback.body().toString()));
    }
}
