package com.plugipay.http.client;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** The result of one exchange: a response, or why there is none and whether the request was sent. */
public sealed interface ExchangeResult {

    /** The head of a response has arrived, and its body as far as {@code end} says. */
    record Response(int status, MultiMap headers, Buffer body, BodyEnd end) implements ExchangeResult {}

    /** How the body of a response has ended. */
    enum BodyEnd {
        COMPLETE,
        /** Cut off, because it was longer than the limit. */
        TOO_LONG,
        /** The connection was lost, or the body was malformed. */
        LOST,
        /** Cut off by the timeout. */
        TIMED_OUT
    }

    /** There is no response. */
    sealed interface Failed extends ExchangeResult {
        Throwable cause();
    }

    /** Nothing was sent. */
    record NotSent(Throwable cause) implements Failed {}

    /** The request was sent, perhaps in part: the other side may have acted on it. */
    record NoResponse(Throwable cause) implements Failed {}

    /** The cause of an exchange that has taken longer than its limit. */
    final class TimedOut extends RuntimeException {
        TimedOut(int timeoutMs) {
            super("timeout after " + timeoutMs / 1000 + " s", null, false, false);
        }
    }

    /** The cause of an exchange in which interim responses, such as 100 Continue, did not end. */
    final class TooManyInterimResponses extends RuntimeException {
        TooManyInterimResponses() {
            super("the answer does not begin", null, false, false);
        }
    }
}
