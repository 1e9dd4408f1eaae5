package com.plugipay.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.errors.ErrorCode;
import com.plugipay.outbox.SignedWrite;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who sends a request, and that nobody changed it on the way.
 *
 * <p>One for all event loops of a node. Keys are asked of {@link AuthVerticle} and remembered for a short time; a
 * revocation on this node is heard before its answer goes out, on another node within {@link #REMEMBERED}.
 */
public final class Authenticator {
    /** How long a key may be known here before it is asked for again. */
    public static final Duration REMEMBERED = Duration.ofSeconds(5);

    private static final Duration CLOCK_WINDOW = Duration.ofMinutes(5);
    private static final Duration BUDGET = Duration.ofSeconds(6);
    private static final String SCHEME = "Plugipay-HMAC-SHA256 ";
    private static final String BEARER = "Bearer ";
    private static final int LONGEST_KEY_ID = 64;
    private static final byte[] NO_BODY = new byte[0];

    private final Vertx vertx;

    /** What a key id stands for, and the second in which its last use was told. */
    private record Known(Optional<Principal> principal, AtomicLong told) {
        Known(Optional<Principal> principal) {
            this(principal, new AtomicLong());
        }
    }

    /** How often a key was forgotten: what was asked before that is not remembered. */
    private final AtomicLong forgotten = new AtomicLong();

    private final Cache<String, Known> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(REMEMBERED)
            .build();

    public Authenticator(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Forgets a key at once. */
    public void forget(String keyId) {
        forgotten.incrementAndGet();
        known.invalidate(keyId);
    }

    /**
     * What the headers of a request tell of who sends it. It is proved only when there is a token; a signature is over the
     * body too.
     *
     * @param signed the time and the signature, or null for a bearer's token, which was checked
     * @param at when it was made, by our clock
     */
    public record Claim(Principal principal, @Nullable Signed signed, Known known, Instant at) {
        private record Signed(String timestamp, String signature) {}

        @Override
        public String toString() {
            return "Claim[" + principal + "]";
        }
    }

    /** Whose request it says to be, by its headers alone; fails with the 401 that names the cause. */
    public Future<Claim> identify(HttpServerRequest request, Instant now) {
        String authorization = request.getHeader("Authorization");
        if (authorization == null) {
            return Future.failedFuture(ErrorCode.UNAUTHORIZED.exception());
        }
        if (authorization.startsWith(SCHEME)) {
            return signed(request, authorization.substring(SCHEME.length()), now);
        }
        if (authorization.startsWith(BEARER)) {
            return bearer(authorization.substring(BEARER.length()).strip(), now);
        }
        return Future.failedFuture(ErrorCode.UNAUTHORIZED.exception());
    }

    /**
     * A claim that was made before the body came, which may have taken long: made again unless nothing was heard of its key
     * since. A signature is as old as it was at first.
     */
    public Future<Claim> confirm(Claim claim, HttpServerRequest request) {
        return claim.known().equals(known.getIfPresent(claim.principal().keyId()))
                ? Future.succeededFuture(claim)
                : identify(request, claim.at());
    }

    /**
     * Whose request it is.
     *
     * @param body the whole body, empty when there is none
     * @throws com.plugipay.errors.ApiException the 401 when the signature does not fit
     */
    public Principal verify(
            Claim claim, HttpServerRequest request, byte[] body, @Nullable String idempotencyKey, Instant now) {
        Principal principal = claim.principal();
        Claim.Signed signed = claim.signed();
        if (signed != null) {
            String text = signedText(request, signed.timestamp(), body, idempotencyKey);
            if (!Signature.fits(Signature.sign(principal.signingKey(), text), signed.signature())) {
                throw ErrorCode.INVALID_SIGNATURE.exception();
            }
        }
        tellUse(claim.known(), principal, now);
        return principal;
    }

    private Future<Claim> signed(HttpServerRequest request, String parameters, Instant now) {
        Map<String, String> pairs = pairs(parameters);
        String keyId = pairs.get("keyId");
        String signature = pairs.get("signature");
        if (keyId == null || signature == null) {
            return Future.failedFuture(
                    ErrorCode.UNAUTHORIZED.withMessage("The Authorization header needs keyId and signature."));
        }
        String timestamp = request.getHeader("X-Plugipay-Timestamp");
        if (timestamp == null || timestamp.isEmpty() || timestamp.length() > 12 || !isDigits(timestamp)) {
            return Future.failedFuture(ErrorCode.INVALID_TIMESTAMP.exception());
        }
        long skew = Math.abs(now.getEpochSecond() - Long.parseLong(timestamp));
        if (skew > CLOCK_WINDOW.toSeconds()) {
            return Future.failedFuture(ErrorCode.TIMESTAMP_SKEW.exception());
        }
        return resolve(keyId).map(key -> {
            Principal principal = key.principal().orElseThrow(ErrorCode.INVALID_KEY::exception);
            return new Claim(principal, new Claim.Signed(timestamp, signature), key, now);
        });
    }

    private Future<Claim> bearer(String token, Instant now) {
        int split = token.lastIndexOf('_');
        if (split < 0) {
            return Future.failedFuture(ErrorCode.INVALID_KEY.exception());
        }
        return resolve(token.substring(0, split)).map(key -> {
            Principal principal = key.principal().orElseThrow(ErrorCode.INVALID_KEY::exception);
            byte[] hash = Signature.sha256(token.substring(split + 1).getBytes(StandardCharsets.UTF_8));
            byte[] expected = HexFormat.of().parseHex(principal.bearerHash().reveal());
            if (!MessageDigest.isEqual(expected, hash)) {
                throw ErrorCode.INVALID_KEY.exception();
            }
            return new Claim(principal, null, key, now);
        });
    }

    /**
     * What says the same whenever a request, whose claim was verified, is sent once more as it is; null when it bears its
     * key, so that nothing in it was signed.
     */
    public static @Nullable SignedWrite signed(Claim claim) {
        Claim.Signed signed = claim.signed();
        // A text has one signature by a key. It is hashed because what is stored must not be of use to send it again.
        return signed == null
                ? null
                : new SignedWrite(Signature.sha256(signed.signature().getBytes(StandardCharsets.US_ASCII)));
    }

    private static String signedText(
            HttpServerRequest request, String timestamp, byte[] body, @Nullable String idempotencyKey) {
        String contentType = request.getHeader("Content-Type");
        boolean multipart = contentType != null && contentType.startsWith("multipart/form-data");
        return Signature.stringToSign(
                request.method().name(), request.uri(), timestamp, multipart ? NO_BODY : body, idempotencyKey);
    }

    private Future<Known> resolve(String keyId) {
        if (keyId.length() > LONGEST_KEY_ID || keyId.indexOf('\0') >= 0) {
            return Future.failedFuture(ErrorCode.INVALID_KEY.exception());
        }
        Known cached = known.getIfPresent(keyId);
        if (cached != null) {
            return Future.succeededFuture(cached);
        }
        long asked = forgotten.get();
        return AuthVerticle.RESOLVE
                .ask(vertx, new AuthVerticle.Resolve(keyId), BUDGET)
                .map(resolved -> new Known(resolved.principal()))
                .onSuccess(found -> remember(keyId, found, asked));
    }

    /** Unless a key was forgotten since it was asked for: the answer may be from before that. */
    private void remember(String keyId, Known found, long asked) {
        known.asMap().compute(keyId, (id, current) -> forgotten.get() == asked ? found : current);
    }

    /** Tells that the key was used, once a second at most. */
    private void tellUse(Known key, Principal principal, Instant now) {
        long second = now.getEpochSecond();
        if (key.told().getAndSet(second) != second) {
            AuthVerticle.USED.send(vertx, new AuthVerticle.Used(principal.tenant(), principal.id(), now));
        }
    }

    /** {@code name=value} pairs in any order, separated by commas. */
    private static Map<String, String> pairs(String parameters) {
        Map<String, String> pairs = HashMap.newHashMap(4);
        for (String pair : parameters.split(",", 8)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.put(
                        pair.substring(0, equals).strip(),
                        pair.substring(equals + 1).strip());
            }
        }
        return pairs;
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
