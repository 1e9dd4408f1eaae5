package com.plugipay.outbox;

import com.plugipay.db.Columns;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The response to one request with an idempotency key: {@link Write} stores it together with the request's effect, and a
 * repeat gets the same bytes. A request that asks a provider first reserves its key with the id of what it is going to
 * make; the response joins that row later.
 */
public final class IdempotentResponse {
    /** How long a response can be repeated. */
    public static final Duration KEPT = Duration.ofHours(24);

    /** What a write does with the key. */
    enum KeyStep {
        /** Stores the response; fails when the key is taken. */
        STORE,
        /** Stores the id of what is going to be made. */
        RESERVE,
        /** Stores the response under the key that was reserved. */
        COMPLETE,
        /** Frees the key that was reserved: nothing was made. */
        RELEASE
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
     * @param fingerprint what a repeat is compared to
     * @param status that of its success
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

    /** Whether what was reserved under the key is this request's to answer. */
    public boolean ownsKey() {
        return isReserved || isResumed;
    }

    /** This request goes on with what an earlier one under the same key has reserved. */
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

    /** The parameters of that step's part of the statement; {@code rendered} is null but for a response. */
    List<@Nullable Object> parameters(
            KeyStep step, @Nullable String resourceId, byte @Nullable [] rendered, Instant now) {
        List<@Nullable Object> parameters = new ArrayList<>(8);
        parameters.add(key);
        if (step == KeyStep.RELEASE) {
            return parameters;
        }
        parameters.add(fingerprint);
        parameters.add(requestId);
        parameters.add(resourceId);
        parameters.add(rendered == null ? null : (short) status);
        parameters.add(rendered == null ? null : Buffer.buffer(stored(rendered)));
        parameters.add(encryption != null);
        parameters.add(Columns.time(now.plus(KEPT)));
        return parameters;
    }

    /** A step has been committed, with these bytes when it stored a response. */
    void committed(KeyStep step, byte @Nullable [] rendered) {
        if (step == KeyStep.RESERVE) {
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
