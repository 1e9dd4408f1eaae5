package com.plugipay.auth;

import com.plugipay.bus.Addresses;
import com.plugipay.bus.LocalAddress;
import com.plugipay.db.Requester;
import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows the keys: answers which principal stands behind a key id, and notes when each was last used. */
public final class AuthVerticle extends VerticleBase {
    /** Who is behind this key id, if anybody who is not revoked. */
    public static final LocalAddress<Resolve, Resolved> RESOLVE =
            LocalAddress.of(Addresses.AUTH_RESOLVE, Resolve.class, Resolved.class);

    /** A key was used. */
    public static final LocalAddress<Used, Void> USED = LocalAddress.of(Addresses.AUTH_USED, Used.class, Void.class);

    /** How far {@code lastUsedAt} may lag behind. */
    private static final Duration NOTED_EVERY = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(AuthVerticle.class);

    public record Resolve(String keyId) {}

    public record Resolved(Optional<Principal> principal) {}

    public record Used(Tenant tenant, String id, Instant at) {}

    private record KeyName(Tenant tenant, String id) {}

    /** The keys that there are. */
    public interface Keys {
        /** Who is behind this key id; empty for nobody, and for who is revoked. */
        Future<Optional<Principal>> principal(String keyId);

        /** Notes when it was used last. */
        Future<Void> touch(Tenant tenant, String id, Instant usedAt);
    }

    private final Keys keys;
    private Map<KeyName, Instant> lastUsed = new HashMap<>();

    public AuthVerticle(Keys keys) {
        this.keys = keys;
    }

    @Override
    public Future<?> start() {
        RESOLVE.answer(vertx, question -> {
            Requester.isKeyLookUp();
            return keys.principal(question.keyId()).map(Resolved::new);
        });
        USED.answer(vertx, used -> {
            lastUsed.put(new KeyName(used.tenant(), used.id()), used.at());
            return Future.succeededFuture();
        });
        vertx.setPeriodic(NOTED_EVERY.toMillis(), ignored -> noteLastUsed());
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return noteLastUsed();
    }

    private Future<Void> noteLastUsed() {
        if (lastUsed.isEmpty()) {
            return Future.succeededFuture();
        }
        Map<KeyName, Instant> noted = lastUsed;
        lastUsed = new HashMap<>();
        return Future.join(noted.entrySet().stream()
                        .map(used ->
                                keys.touch(used.getKey().tenant(), used.getKey().id(), used.getValue()))
                        .toList())
                .<Void>mapEmpty()
                .recover(failure -> {
                    LOG.warn("Could not note when keys were last used: {}", failure.toString());
                    return Future.succeededFuture();
                });
    }
}
