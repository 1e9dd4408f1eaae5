package com.plugipay.auth;

import com.plugipay.async.Rounds;
import com.plugipay.bus.Addresses;
import com.plugipay.bus.LocalAddress;
import com.plugipay.db.Requester;
import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the principal of a key id, and records when keys were last used. */
public final class AuthVerticle extends VerticleBase {
    /** Finds the principal of a key id; empty when the key is revoked or unknown. */
    public static final LocalAddress<Resolve, Resolved> RESOLVE =
            LocalAddress.of(Addresses.AUTH_RESOLVE, Resolve.class, Resolved.class);

    /** Reports that a key was used. */
    public static final LocalAddress<Used, Void> USED = LocalAddress.of(Addresses.AUTH_USED, Used.class, Void.class);

    /** How far {@code lastUsedAt} may lag behind. */
    private static final Duration RECORD_EVERY = Duration.ofSeconds(2);

    /** How many keys one statement updates. */
    private static final int KEYS_PER_STATEMENT = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(AuthVerticle.class);

    public record Resolve(String keyId) {}

    public record Resolved(Optional<KeyPrincipal> principal) {}

    public record Used(Tenant tenant, String id, Instant at) {}

    private record KeyName(Tenant tenant, String id) {}

    /** The API keys in the database. */
    public interface Keys {
        /** The principal of this key id; empty when the key is revoked or unknown. */
        Future<Optional<KeyPrincipal>> principal(String keyId);

        /** Records when keys were last used, unless a later time is recorded; each key occurs once. */
        Future<Void> recordUses(List<Used> uses);
    }

    private final Keys keys;
    private Map<KeyName, Used> lastUsed = new HashMap<>();

    public AuthVerticle(Keys keys) {
        this.keys = keys;
    }

    @Override
    public Future<?> start() {
        RESOLVE.answer(vertx, question -> {
            Requester.isKeyQuery();
            return keys.principal(question.keyId()).map(Resolved::new);
        });
        USED.answer(vertx, used -> {
            lastUsed.put(new KeyName(used.tenant(), used.id()), used);
            return Future.succeededFuture();
        });
        vertx.setPeriodic(RECORD_EVERY.toMillis(), ignored -> recordLastUsed());
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return recordLastUsed();
    }

    private Future<Void> recordLastUsed() {
        if (lastUsed.isEmpty()) {
            return Future.succeededFuture();
        }
        Iterator<List<Used>> batches = lastUsed.values().stream()
                .gather(Gatherers.windowFixed(KEYS_PER_STATEMENT))
                .iterator();
        lastUsed = new HashMap<>();
        return Rounds.whileMore(() -> keys.recordUses(batches.next())
                .recover(failure -> {
                    LOG.warn("Could not record when keys were last used: {}", failure.toString());
                    return Future.succeededFuture();
                })
                .map(recorded -> batches.hasNext()));
    }
}
