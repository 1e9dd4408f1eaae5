package com.plugipay.sandbox.kit.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;

/** What a provider remembers by a key for a while: the results of requests with an idempotency key, or access tokens. */
public final class IdempotentResults<T> {
    private final InstantSource clock;
    private final Duration life;
    private final LinkedHashMap<Object, Kept<T>> kept = new LinkedHashMap<>();

    private record Kept<T>(Object request, T result, Instant at) {}

    /**
     * What came of a request.
     *
     * @param repeated whether the key was used before
     */
    public record Result<T>(T value, boolean repeated) {}

    public IdempotentResults(InstantSource clock, Duration life) {
        this.clock = clock;
        this.life = life;
    }

    /**
     * Runs the action once for each key. What the action throws is not kept.
     *
     * @param request what must be the same for the same key
     * @param mismatch thrown when it is not
     */
    public Result<T> once(
            Object key, Object request, Supplier<T> action, Supplier<? extends RuntimeException> mismatch) {
        forget();
        Kept<T> earlier = kept.get(key);
        if (earlier == null) {
            T result = action.get();
            kept.put(key, new Kept<>(request, result, clock.instant()));
            return new Result<>(result, false);
        }
        if (!earlier.request().equals(request)) {
            throw mismatch.get();
        }
        return new Result<>(earlier.result(), true);
    }

    public Optional<T> find(Object key) {
        forget();
        return Optional.ofNullable(kept.get(key)).map(Kept::result);
    }

    /** Keeps a result whatever its request was. */
    public void keep(Object key, T result) {
        kept.putLast(key, new Kept<>(key, result, clock.instant()));
    }

    /** The oldest come first. */
    private void forget() {
        Instant oldest = clock.instant().minus(life);
        Iterator<Kept<T>> all = kept.values().iterator();
        while (all.hasNext() && !all.next().at().isAfter(oldest)) {
            all.remove();
        }
    }
}
