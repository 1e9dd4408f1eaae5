package com.plugipay.people.openid;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.async.SingleFlightCache;
import com.plugipay.errors.RepeatedFailureLog;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the provider publishes, and asks for it when somebody signs in. Those who need it at the same time share one
 * request. A provider that does not answer is asked again after a pause; until then it counts as it was, if it was known.
 */
final class OpenIdDirectory {
    private static final String PROVIDER = "provider";
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Supplier<Future<OpenIdMetadata>> request;
    private final InstantSource clock;
    private final SingleFlightCache<String, Attempt> attempts;
    private final RepeatedFailureLog log =
            new RepeatedFailureLog(LoggerFactory.getLogger(OpenIdDirectory.class), "openid-discovery");
    private volatile @Nullable OpenIdMetadata known;

    /**
     * A request that has ended.
     *
     * @param metadata what is known since; null for nothing
     * @param lasts how long there is no other request
     */
    private record Attempt(@Nullable OpenIdMetadata metadata, Instant at, Duration lasts) {
        boolean isOver(Instant now) {
            return !now.isBefore(at.plus(lasts));
        }

        OpenIdMetadata require() {
            if (metadata == null) {
                throw OpenIdFailure.unavailable("The provider's configuration could not be read");
            }
            return metadata;
        }
    }

    OpenIdDirectory(Supplier<Future<OpenIdMetadata>> request, InstantSource clock) {
        this.request = request;
        this.clock = clock;
        this.attempts =
                SingleFlightCache.of(Caffeine.newBuilder().maximumSize(1), attempt -> !attempt.isOver(clock.instant()));
    }

    /** What the provider has published within the last hour. */
    Future<OpenIdMetadata> current() {
        return attempts.get(PROVIDER, this::ask).map(Attempt::require);
    }

    /** What it publishes now, unless that was asked lately: it may have a key that is new. */
    Future<OpenIdMetadata> newest() {
        Instant now = clock.instant();
        attempts.invalidateIf(PROVIDER, attempt -> !now.isBefore(attempt.at().plus(PAUSE)));
        return current();
    }

    private Future<Attempt> ask() {
        Instant now = clock.instant();
        return request.get()
                .map(loaded -> {
                    known = loaded;
                    log.note(null);
                    return new Attempt(loaded, now, KEPT);
                })
                .otherwise(failure -> {
                    log.note(failure);
                    return new Attempt(known, now, PAUSE);
                });
    }
}
