package com.plugipay.outbox;

import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The response to one request with an idempotency key: {@link Write} stores it together with the request's effect, and a
 * repeat gets the same bytes. A request that calls a provider first reserves its key with the id of the resource that it
 * will make; the response is added to that row later.
 */
public final class IdempotentResponse {
    /** How long a response can be repeated. */
    public static final Duration KEPT = Duration.ofHours(24);

    /** What a write does with the key. */
    enum KeyStep {
        /** Stores the response; fails when the key is taken. */
        STORE,
        /** Stores the id of the resource that will be made; fails when the key is taken. */
        RESERVE,
        /** The same, and a repeat need not wait until this request has ended. */
        RESERVE_ONGOING,
        /** Stores the response under the key that was reserved. */
        COMPLETE,
        /** Frees the key that was reserved: nothing was made. */
        RELEASE;

        /** Whether the key is only reserved. */
        boolean isReservation() {
            return this == RESERVE || this == RESERVE_ONGOING;
        }

        NamedSql sql() {
            return switch (this) {
                case STORE, RESERVE -> FollowerStatement.STORE_RESPONSE;
                case RESERVE_ONGOING -> FollowerStatement.RESERVE_ONGOING;
                case COMPLETE -> FollowerStatement.COMPLETE_RESPONSE;
                case RELEASE -> FollowerStatement.RELEASE_KEY;
            };
        }
    }

    private final String key;
    private final String fingerprint;
    private final String requestId;
    private final int status;
    private final Function<@Nullable Object, byte[]> renderer;
    private final @Nullable UnaryOperator<byte[]> encryption;
    private volatile boolean isReserved;
    private volatile boolean isResumed;
    private volatile byte @Nullable [] committed;

    /**
     * The response to this request.
     *
     * @param fingerprint the text that a repeat must have too
     * @param status its HTTP status
     * @param renderer gives the exact bytes for a result
     * @param encryption how the stored bytes are encrypted; null when the response shows no secret
     */
    public IdempotentResponse(
            String key,
            String fingerprint,
            String requestId,
            int status,
            Function<@Nullable Object, byte[]> renderer,
            @Nullable UnaryOperator<byte[]> encryption) {
        this.key = key;
        this.fingerprint = fingerprint;
        this.requestId = requestId;
        this.status = status;
        this.renderer = renderer;
        this.encryption = encryption;
    }

    /** The bytes that were committed together with the effect; null when none were. */
    public byte @Nullable [] committed() {
        byte[] bytes = committed;
        return bytes == null ? null : bytes.clone();
    }

    /** Whether this request has reserved its key. */
    public boolean isReserved() {
        return isReserved;
    }

    /** Whether the response belongs to what was reserved under the key: to this request, or to the one that it resumes. */
    public boolean ownsKey() {
        return isReserved || isResumed;
    }

    /** Continues the work of an earlier request, which reserved the same key. */
    public void resume() {
        isResumed = true;
    }

    /** How the response is stored by the next write. */
    KeyStep storing() {
        return ownsKey() ? KeyStep.COMPLETE : KeyStep.STORE;
    }

    byte[] render(@Nullable Object result) {
        return renderer.apply(result);
    }

    /** The values of the step's statement; {@code rendered} is null but for a response. */
    Values values(@Nullable String resourceId, byte @Nullable [] rendered, Instant now) {
        return Values.none()
                .and("key", key)
                .and("fingerprint", fingerprint)
                .and("request_id", requestId)
                .and("resource_id", resourceId)
                .and("status", rendered == null ? null : (short) status)
                .and("body", rendered == null ? null : Buffer.buffer(stored(rendered)))
                .and("encrypted", encryption != null)
                .and("expires_at", now.plus(KEPT));
    }

    /** Notes that a step was committed, with these bytes when it stored a response. */
    void committed(KeyStep step, byte @Nullable [] rendered) {
        if (step.isReservation()) {
            isReserved = true;
        }
        if (rendered != null) {
            committed = rendered;
        }
    }

    private byte[] stored(byte[] rendered) {
        return encryption == null ? rendered : encryption.apply(rendered);
    }
}
