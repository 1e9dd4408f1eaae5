package com.plugipay.pages.live;

import com.plugipay.http.exchange.CutOff;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * The events that one page is told of, as a stream of server-sent events. All methods can be called from any thread.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
final class LiveStream {
    /** Says that the stream goes through: a proxy that holds it back is noticed by its absence. */
    static final String HELLO = "retry: 2000\nevent: hello\ndata:\n\n";

    private final Context context;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final LiveWatcher watcher;
    private final Promise<Void> over = Promise.promise();

    /** A stream as the response to this request, on whose event loop it is called. */
    LiveStream(RoutingContext routed, LiveWatcher watcher) {
        this.context = routed.vertx().getOrCreateContext();
        this.request = routed.request();
        this.response = routed.response();
        this.watcher = watcher;
        // The handlers of the response itself belong to the router. It calls this one also when the browser is gone.
        routed.addEndHandler(ended -> over.tryComplete());
    }

    LiveWatcher watcher() {
        return watcher;
    }

    /** Completes when nobody listens any more. */
    Future<Void> over() {
        return over.future();
    }

    /** Sends messages, which begin the response. A browser that has not taken the last ones is cut off: it connects again. */
    void send(String messages) {
        context.runOnContext(ready -> {
            if (isOver()) {
                return;
            }
            if (response.writeQueueFull()) {
                CutOff.response(request);
                return;
            }
            begin();
            response.write(messages);
        });
    }

    /** Ends the stream; the browser connects again if it may. */
    void end() {
        context.runOnContext(ready -> {
            if (!isOver()) {
                begin();
                response.end();
            }
        });
    }

    private boolean isOver() {
        return response.ended() || response.closed();
    }

    private void begin() {
        if (!response.headWritten()) {
            response.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("X-Accel-Buffering", "no");
        }
    }
}
