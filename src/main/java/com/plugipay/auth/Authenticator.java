package com.plugipay.auth;

import com.plugipay.async.SingleFlightCache;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates requests: finds the key that a request names, and checks its bearer token or its signature.
 *
 * <p>One for all event loops of a node. Keys come from {@link AuthVerticle} and are cached for a short time; a revocation on
 * this node has effect before its answer is sent, on other nodes within {@link #REMEMBERED}.
 */
public final class Authenticator {
    /** How long a key is cached. */
    public static final Duration REMEMBERED = Duration.ofSeconds(5);

    private static final Duration CLOCK_WINDOW = Duration.ofMinutes(5);
    private static final Duration BUDGET = Duration.ofSeconds(6);
    private static final String SCHEME = "Plugipay-HMAC-SHA256 ";
    private static final String BEARER = "Bearer ";
    private static final byte[] NO_BODY = new byte[0];

    private final Vertx vertx;
    private final SingleFlightCache<String, ResolvedKey> keys = SingleFlightCache.of(REMEMBERED);

    /** The principal of a key id, and the second in which its last use was reported. */
    private record ResolvedKey(Optional<KeyPrincipal> principal, AtomicLong lastReported) {
        ResolvedKey(Optional<KeyPrincipal> principal) {
            this(principal, new AtomicLong());
        }
    }

    public Authenticator(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Removes a key from the cache; the result of a running query for it is not cached either. */
    public void forget(String keyId) {
        keys.invalidate(keyId);
    }

    /**
     * The principal that the headers of a request name. It is proved only for a bearer token: a signature covers the body,
     * and is checked by {@link #verify}.
     *
     * @param signed the time and the signature; null for a bearer token, which has been checked
     * @param at when the claim was made, by the clock of this node
     */
    public record Claim(KeyPrincipal principal, @Nullable Signed signed, ResolvedKey key, Instant at) {
        private record Signed(String timestamp, String signature) {}

        @Override
        public String toString() {
            return "Claim[" + principal + "]";
        }
    }

    /** Reads the claim in the headers of a request; fails with a 401 that names the cause. */
    public Future<Claim> identify(HttpServerRequest request, Instant now) {
        String authorization = request.getHeader("Authorization");
        if (authorization == null) {
            return Future.failedFuture(ErrorCode.UNAUTHORIZED.exception());
        }
        if (begins(authorization, SCHEME)) {
            return signed(request, authorization.substring(SCHEME.length()), now);
        }
        if (begins(authorization, BEARER)) {
            return bearer(authorization.substring(BEARER.length()).strip(), now);
        }
        return Future.failedFuture(ErrorCode.UNAUTHORIZED.exception());
    }

    /**
     * Confirms a claim that was made before the body arrived, which may have taken long. The claim is made again if its key
     * is not cached any more; the age of its signature counts from the first time.
     */
    public Future<Claim> confirm(Claim claim, HttpServerRequest request) {
        return keys.cached(claim.principal().keyId()).equals(Optional.of(claim.key()))
                ? Future.succeededFuture(claim)
                : identify(request, claim.at());
    }

    /**
     * Verifies a claim with the body of its request; gives the principal of the request.
     *
     * @param body the whole body, empty when there is none
     * @throws com.plugipay.errors.ApiException 401 when the signature is wrong
     */
    public KeyPrincipal verify(
            Claim claim, HttpServerRequest request, byte[] body, @Nullable String idempotencyKey, Instant now) {
        KeyPrincipal principal = claim.principal();
        Claim.Signed signed = claim.signed();
        if (signed != null) {
            String text = signedText(request, signed.timestamp(), body, idempotencyKey);
            if (!Signature.matches(Signature.sign(principal.signingKey(), text), signed.signature())) {
                throw wrongSignature(principal, text);
            }
        }
        reportUse(claim.key(), principal, now);
        return principal;
    }

    /** A developer compares what we signed with what was signed; it has nothing that is not in the request. */
    private static ApiException wrongSignature(KeyPrincipal principal, String signedText) {
        return principal.tenant().mode() == Mode.TEST
                ? ErrorCode.INVALID_SIGNATURE
                        .withMessage("The signature does not fit the request: see in details what is to be signed.")
                        .with(List.of(Map.of("stringToSign", signedText)))
                : ErrorCode.INVALID_SIGNATURE.exception();
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
            KeyPrincipal principal = key.principal().orElseThrow(ErrorCode.INVALID_KEY::exception);
            return new Claim(principal, new Claim.Signed(timestamp, signature), key, now);
        });
    }

    private Future<Claim> bearer(String token, Instant now) {
        int split = token.lastIndexOf('_');
        if (split < 0) {
            return Future.failedFuture(ErrorCode.INVALID_KEY.exception());
        }
        return resolve(token.substring(0, split)).map(key -> {
            KeyPrincipal principal = key.principal().orElseThrow(ErrorCode.INVALID_KEY::exception);
            byte[] hash = Signature.sha256(token.substring(split + 1).getBytes(StandardCharsets.UTF_8));
            byte[] expected = HexFormat.of().parseHex(principal.bearerHash().reveal());
            if (!MessageDigest.isEqual(expected, hash)) {
                throw ErrorCode.INVALID_KEY.exception();
            }
            return new Claim(principal, null, key, now);
        });
    }

    /** The digest of the signature of a verified request, by which a repeat is recognised; null for a bearer token. */
    public static @Nullable SignedWrite signed(Claim claim) {
        Claim.Signed signed = claim.signed();
        // The same request has the same signature. It is hashed, so that nobody can send the request with what is
        // stored.
        return signed == null
                ? null
                : new SignedWrite(Signature.sha256(signed.signature().getBytes(StandardCharsets.US_ASCII)));
    }

    private static String signedText(
            HttpServerRequest request, String timestamp, byte[] body, @Nullable String idempotencyKey) {
        String contentType = request.getHeader("Content-Type");
        boolean multipart = contentType != null && begins(contentType, "multipart/form-data");
        return Signature.stringToSign(
                request.method().name(), request.uri(), timestamp, multipart ? NO_BODY : body, idempotencyKey);
    }

    private Future<ResolvedKey> resolve(String keyId) {
        if (!Ids.isPossible(keyId)) {
            return Future.failedFuture(ErrorCode.INVALID_KEY.exception());
        }
        return keys.get(
                keyId,
                () -> AuthVerticle.RESOLVE
                        .ask(vertx, new AuthVerticle.Resolve(keyId), BUDGET)
                        .map(resolved -> new ResolvedKey(resolved.principal())));
    }

    /** Reports that a key was used, once a second at most. */
    private void reportUse(ResolvedKey key, KeyPrincipal principal, Instant now) {
        long second = now.getEpochSecond();
        if (key.lastReported().getAndSet(second) != second) {
            AuthVerticle.USED.send(vertx, new AuthVerticle.Used(principal.tenant(), principal.id(), now));
        }
    }

    /** Names of schemes and of media types have no case (RFC 9110, 11.1 and 8.3.1). */
    private static boolean begins(String header, String name) {
        return header.regionMatches(true, 0, name, 0, name.length());
    }

    /** Reads {@code name=value} pairs in any order, separated by commas. */
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
