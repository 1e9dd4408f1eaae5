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
 * What a request to the API is answered with.
 *
 * @param replayed whether it was given before, to the first request under the same idempotency key
 * @param failure what it tells of; null for a success
 * @param download the file that is the body; null for an envelope
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

    /** An envelope. */
    static OperationResponse of(int status, byte[] envelope, String requestId, @Nullable ApiException failure) {
        return new OperationResponse(status, Buffer.buffer(envelope), requestId, false, failure, null);
    }

    /** A file. */
    static OperationResponse of(int status, Download file, String requestId) {
        return new OperationResponse(status, file.content(), requestId, false, null, file);
    }

    /** The answer that was kept. */
    static OperationResponse replay(IdempotencyStore.StoredResponse kept) {
        return new OperationResponse(kept.status(), kept.body(), kept.requestId(), true, null, null);
    }

    static OperationResponse refusal(ApiException told, String requestId, Instant now) {
        return of(told.errorCode().status(), Envelope.of(told, requestId, now), requestId, told);
    }

    /** What the caller may know of a failure; the log knows the rest. */
    static ApiException told(Throwable failure, String requestId) {
        if (failure instanceof LocalAddress.Unanswered) {
            return ErrorCode.UNAVAILABLE.exception();
        }
        ApiException told = UnreadableRequests.told(failure);
        if (told != null) {
            return told;
        }
        LOG.atError().addKeyValue("requestId", requestId).setCause(failure).log("Internal error in a request");
        return ErrorCode.INTERNAL.exception();
    }

    /** As it is sent. */
    Reply reply() {
        Reply reply =
                status == 204 ? Reply.empty(204) : download == null ? Reply.json(status, body) : download.reply(status);
        Map<String, String> headers = HashMap.newHashMap(4);
        headers.put(REQUEST_ID, requestId);
        if (replayed) {
            headers.put("Idempotent-Replayed", "true");
        }
        if (failure != null && failure.errorCode().isPassing()) {
            headers.put("Retry-After", failure.retryAfterSeconds());
        }
        return reply.with(headers);
    }
}
