package com.plugipay.http.client;

import com.plugipay.http.client.ExchangeResult.BodyEnd;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request and its response. It ends once: by the response's end, a limit, a failure or the timeout. */
final class HttpExchange {
    /** Interim responses such as 100 Continue; no server needs more. */
    private static final int MOST_INTERIM_RESPONSES = 8;

    /** In percent of the timeout. */
    private static final long LATEST_SENT = 80;

    private final long startedNanos = System.nanoTime();
    private final Vertx vertx;
    private final ExchangeLimits limits;
    private final Promise<ExchangeResult> result = Promise.promise();
    private final Buffer kept = Buffer.buffer();
    private long timer;
    private int received;
    private int interimResponses;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;

    HttpExchange(Vertx vertx, ExchangeLimits limits) {
        this.vertx = vertx;
        this.limits = limits;
    }

    /** Runs on the caller's event loop, or on one of its own for a caller without any: all events have to be on the same. */
    Future<ExchangeResult> run(HttpClient client, Future<RequestOptions> options, Buffer body) {
        if (Vertx.currentContext() == null) {
            vertx.runOnContext(ignored -> start(client, options, body));
        } else {
            start(client, options, body);
        }
        return result.future();
    }

    private void start(HttpClient client, Future<RequestOptions> options, Buffer body) {
        timer = vertx.setTimer(limits.timeoutMs(), ignored -> timeOut());
        options.compose(ready -> isOver() ? over() : client.request(ready.setFollowRedirects(false)))
                .compose(opened -> send(opened, body))
                .onFailure(this::fail);
    }

    private boolean isOver() {
        return result.future().isComplete();
    }

    private static <T> Future<T> over() {
        return Future.failedFuture("The exchange is over");
    }

    private Future<HttpClientResponse> send(HttpClientRequest opened, Buffer body) {
        if (isOver() || isTooLate()) {
            opened.reset();
            fail(new ExchangeResult.TimedOut(limits.timeoutMs()));
            return over();
        }
        request = opened;
        // Otherwise every unsolicited message of the other side is a line in the log.
        opened.connection().exceptionHandler(ignored -> {});
        opened.continueHandler(ignored -> countInterimResponse());
        opened.earlyHintsHandler(ignored -> countInterimResponse());
        return opened.send(body).onSuccess(this::read);
    }

    /** A request that has waited for nearly all of its time is better not sent: nobody would be there for the answer. */
    private boolean isTooLate() {
        return System.nanoTime() - startedNanos > TimeUnit.MILLISECONDS.toNanos(limits.timeoutMs() * LATEST_SENT / 100);
    }

    private void countInterimResponse() {
        interimResponses++;
        if (interimResponses > MOST_INTERIM_RESPONSES) {
            fail(new ExchangeResult.TooManyInterimResponses());
            reset();
        }
    }

    private void read(HttpClientResponse arrived) {
        if (isOver()) {
            return;
        }
        response = arrived;
        arrived.handler(this::add);
        arrived.exceptionHandler(lost -> end(arrived, BodyEnd.LOST));
        arrived.endHandler(ignored -> end(arrived, BodyEnd.COMPLETE));
    }

    private void add(Buffer part) {
        if (isOver()) {
            return;
        }
        int room = limits.keptBytes() - kept.length();
        if (room > 0) {
            kept.appendBuffer(part, 0, Math.min(room, part.length()));
        }
        received += part.length();
        if (received > limits.readBytes()) {
            cut(BodyEnd.TOO_LONG);
        }
    }

    private void timeOut() {
        if (response == null) {
            fail(new ExchangeResult.TimedOut(limits.timeoutMs()));
        }
        cut(BodyEnd.TIMED_OUT);
    }

    private void cut(BodyEnd end) {
        HttpClientResponse arrived = response;
        if (arrived != null) {
            end(arrived, end);
        }
        reset();
    }

    /** Closes the connection: this is HTTP/1.1. */
    private void reset() {
        HttpClientRequest opened = request;
        if (opened != null) {
            opened.reset();
        }
    }

    private void end(HttpClientResponse arrived, BodyEnd end) {
        end(new ExchangeResult.Response(arrived.statusCode(), arrived.headers(), kept, end));
    }

    private void fail(Throwable cause) {
        end(request == null ? new ExchangeResult.NotSent(cause) : new ExchangeResult.NoResponse(cause));
    }

    private void end(ExchangeResult ending) {
        vertx.cancelTimer(timer);
        result.tryComplete(ending);
    }
}
