package com.plugipay.resilience.webhooks;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** How a merchant's server accepts webhooks, or does not. */
public enum ReceiverBehavior {
    QUICK(true) {
        @Override
        void answer(Vertx vertx, HttpServerRequest request) {
            request.response().end("thank you");
        }
    },
    SLOW(true) {
        @Override
        void answer(Vertx vertx, HttpServerRequest request) {
            vertx.setTimer(SLOW_MS, over -> request.response().end("thank you"));
        }
    },
    /** Accepts, with a body that never ends. */
    ENDLESS(true) {
        @Override
        void answer(Vertx vertx, HttpServerRequest request) {
            pour(vertx, request.response().setChunked(true));
        }
    },
    HANGS(false) {
        @Override
        void answer(Vertx vertx, HttpServerRequest request) {
            // Never.
        }
    },
    RESETS(false) {
        @Override
        void answer(Vertx vertx, HttpServerRequest request) {
            request.connection().close();
        }
    },
    FAILS(false) {
        @Override
        void answer(Vertx vertx, HttpServerRequest request) {
            request.response().setStatusCode(500).end("no");
        }
    },
    BUSY(false) {
        @Override
        void answer(Vertx vertx, HttpServerRequest request) {
            request.response().setStatusCode(429).putHeader("Retry-After", "3").end("not now");
        }
    },
    MOVED(false) {
        @Override
        void answer(Vertx vertx, HttpServerRequest request) {
            String elsewhere = request.absoluteURI().replaceFirst("/hooks$", ELSEWHERE);
            request.response()
                    .setStatusCode(301)
                    .putHeader("Location", elsewhere)
                    .end();
        }
    },
    GONE(false) {
        @Override
        void answer(Vertx vertx, HttpServerRequest request) {
            request.response().setStatusCode(410).end();
        }
    },
    /** Sends 100 Continue again and again. */
    PROMISES(false) {
        @Override
        void answer(Vertx vertx, HttpServerRequest request) {
            vertx.setPeriodic(100, timer -> {
                if (request.response().closed()) {
                    vertx.cancelTimer(timer);
                } else {
                    request.response().writeContinue();
                }
            });
        }
    };

    /** The path that a server that has moved redirects to. */
    static final String ELSEWHERE = "/elsewhere";

    private static final long SLOW_MS = 150;

    private final boolean accepts;

    ReceiverBehavior(boolean accepts) {
        this.accepts = accepts;
    }

    /** Whether a webhook is accepted. */
    public boolean accepts() {
        return accepts;
    }

    abstract void answer(Vertx vertx, HttpServerRequest request);

    private static void pour(Vertx vertx, HttpServerResponse response) {
        response.write(Buffer.buffer(new byte[1024]))
                .onSuccess(written -> vertx.runOnContext(next -> pour(vertx, response)));
    }
}
