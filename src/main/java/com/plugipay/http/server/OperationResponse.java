package com.plugipay.http.server;

import com.plugipay.bus.LocalAddress;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.operations.Download;
import com.plugipay.http.operations.Envelope;
import com.plugipay.idempotency.IdempotencyStore;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The response to a request to the API.
 *
 * @param replayed whether it is the stored response to the first request with the same idempotency key
 * @param failure the failure that it reports; null for a success
 * @param download the file in the body; null for an envelope
 */
record OperationResponse(
        int status,
        Buffer body,
        String requestId,
        boolean replayed,
        @Nullable ApiException failure,
        @Nullable Download download) {
    private static final Logger LOG = LoggerFactory.getLogger(OperationResponse.class);
    private static final String REQUEST_ID = "X-Request-Id";

    /** A response with an envelope. */
    static OperationResponse of(int status, byte[] envelope, String requestId, @Nullable ApiException failure) {
        return new OperationResponse(status, Buffer.buffer(envelope), requestId, false, failure, null);
    }

    /** A response with a file. */
    static OperationResponse of(int status, Download file, String requestId) {
        return new OperationResponse(status, file.content(), requestId, false, null, file);
    }

    /** A response that was stored. */
    static OperationResponse replay(IdempotencyStore.StoredResponse stored) {
        return new OperationResponse(stored.status(), stored.body(), stored.requestId(), true, null, null);
    }

    /** A response that reports a failure. */
    static OperationResponse refusal(ApiException failure, String requestId, Instant now) {
        return of(failure.errorCode().status(), Envelope.of(failure, requestId, now), requestId, failure);
    }

    /** The failure that the caller sees; an unexpected one is logged, and the caller sees an internal error. */
    static ApiException visible(Throwable failure, String requestId) {
        if (failure instanceof LocalAddress.Unanswered) {
            return ErrorCode.UNAVAILABLE.exception();
        }
        ApiException visible = UnreadableRequests.visible(failure);
        if (visible != null) {
            return visible;
        }
        LOG.atError().addKeyValue("requestId", requestId).setCause(failure).log("Internal error in a request");
        return ErrorCode.INTERNAL.exception();
    }

    /** The reply that sends this response. */
    Reply reply() {
        Reply reply =
                status == 204 ? Reply.empty(204) : download == null ? Reply.json(status, body) : download.reply(status);
        Map<String, String> headers = HashMap.newHashMap(4);
        headers.put(REQUEST_ID, requestId);
        if (replayed) {
            headers.put("Idempotent-Replayed", "true");
        }
        if (failure != null && failure.errorCode().isTemporary()) {
            headers.put("Retry-After", failure.retryAfterSeconds());
        }
        return reply.with(headers);
    }
}
