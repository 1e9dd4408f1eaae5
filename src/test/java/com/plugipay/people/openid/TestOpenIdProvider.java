package com.plugipay.people.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.plugipay.people.PeopleConfig;
import com.plugipay.secrets.Secret;
import com.plugipay.support.TestGateway;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A little OpenID provider, which checks what it is asked, and can lie, hang and fall over. */
final class TestOpenIdProvider implements AutoCloseable {
    static final String CLIENT = "gateway of the shop";
    static final String SECRET = "hunter2: + & % very secret";

    private final Vertx vertx = Vertx.vertx();
    private final int port = TestGateway.freePort();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final Map<String, Mood> moods = new ConcurrentHashMap<>();
    final AtomicInteger discoveries = new AtomicInteger();
    final AtomicInteger redemptions = new AtomicInteger();
    private volatile RSAKey key = newKey();
    private volatile UnaryOperator<JWTClaimsSet.Builder> claims = UnaryOperator.identity();
    private volatile Function<JWTClaimsSet, String> signature = this::signed;
    private volatile UnaryOperator<JsonObject> configuration = UnaryOperator.identity();

    /** Who is sitting before the browser. */
    volatile Account person = new Account("nobody", "nobody@shop.example", true);

    private TestOpenIdProvider() {}

    /** An account at this provider. */
    record Account(String subject, @Nullable String email, boolean isVerified) {}

    /** How an address answers. */
    enum Mood {
        WELL,
        BROKEN,
        SILENT,
        ENDLESS,
        CUT_OFF,
        HTML
    }

    private record Grant(Account account, Map<String, String> request) {}

    static TestOpenIdProvider start() {
        TestOpenIdProvider provider = new TestOpenIdProvider();
        TestGateway.get(provider.vertx
                .createHttpServer()
                .requestHandler(provider::handle)
                .listen(provider.port, "127.0.0.1"));
        return provider;
    }

    String issuer() {
        return "http://127.0.0.1:" + port + "/realms/shop";
    }

    PeopleConfig config() {
        return new PeopleConfig(new PeopleConfig.OpenId(issuer(), CLIENT, new Secret(SECRET), "Toko SSO"));
    }

    /** Behaves again. */
    void reset() {
        moods.clear();
        claims = UnaryOperator.identity();
        signature = this::signed;
        configuration = UnaryOperator.identity();
    }

    void is(Mood mood, String path) {
        moods.put(path, mood);
    }

    /** Says something else in its tokens. */
    void says(UnaryOperator<JWTClaimsSet.Builder> other) {
        claims = other;
    }

    /** Makes its tokens of their claims in another way. */
    void signs(Function<JWTClaimsSet, String> other) {
        signature = other;
    }

    /** Publishes something else about itself. */
    void publishes(UnaryOperator<JsonObject> other) {
        configuration = other;
    }

    /** Signs by a new key from now on. */
    void changeKey() {
        key = newKey();
    }

    RSAKey key() {
        return key;
    }

    static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String signed(JWTClaimsSet set) {
        return signed(set, key);
    }

    static String signed(JWTClaimsSet set, RSAKey key) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    set);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Where it sends a browser back to that comes to this address, once its person has signed in. */
    String answer(String address, Account account) {
        Map<String, String> request = query(address);
        String code = "code-" + UUID.randomUUID();
        grants.put(code, new Grant(account, request));
        return request.get("redirect_uri") + "?code=" + code + "&iss="
                + URLEncoder.encode(issuer(), StandardCharsets.UTF_8) + "&state=" + request.get("state");
    }

    /** The parameters of an address. */
    static Map<String, String> query(String address) {
        return new QueryStringDecoder(address)
                .parameters().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, each -> each.getValue().getFirst()));
    }

    private void handle(HttpServerRequest request) {
        String path = request.path().substring(request.path().lastIndexOf('/') + 1);
        HttpServerResponse response = request.response();
        switch (moods.getOrDefault(path, Mood.WELL)) {
            case WELL -> request.body().onSuccess(body -> answer(path, request, body));
            case BROKEN -> response.setStatusCode(503).end("{\"error\":\"temporarily_unavailable\"}");
            case SILENT -> {}
            case ENDLESS -> pour(response.setChunked(true));
            case CUT_OFF -> {
                response.putHeader("Content-Length", "100").write("{");
                request.connection().close();
            }
            case HTML -> response.end("<html>Welcome</html>");
        }
    }

    private void pour(HttpServerResponse response) {
        response.write(Buffer.buffer(new byte[64 * 1024]))
                .onSuccess(written -> vertx.runOnContext(next -> pour(response)));
    }

    private void answer(String path, HttpServerRequest request, Buffer body) {
        HttpServerResponse response = request.response();
        switch (path) {
            case "openid-configuration" -> {
                discoveries.incrementAndGet();
                response.end(configuration.apply(document()).toBuffer());
            }
            case "keys" -> response.end(new JWKSet(key.toPublicJWK()).toString());
            case "token" -> redeem(request, body);
            case "authorize" ->
                response.setStatusCode(302)
                        .putHeader("Location", answer(request.absoluteURI(), person))
                        .end();
            default -> response.setStatusCode(404).end();
        }
    }

    private JsonObject document() {
        return new JsonObject()
                .put("issuer", issuer())
                .put("authorization_endpoint", issuer() + "/authorize")
                .put("token_endpoint", issuer() + "/token")
                .put("jwks_uri", issuer() + "/keys")
                .put("response_types_supported", "code");
    }

    private void redeem(HttpServerRequest request, Buffer body) {
        redemptions.incrementAndGet();
        Map<String, String> form = query("?" + body);
        Grant grant = grants.remove(form.getOrDefault("code", ""));
        if (!isClient(request.getHeader("Authorization"), form)) {
            request.response().setStatusCode(401).end("{\"error\":\"invalid_client\"}");
        } else if (grant == null
                || !"authorization_code".equals(form.get("grant_type"))
                || !Objects.equals(grant.request().get("redirect_uri"), form.get("redirect_uri"))
                || !challenge(form.getOrDefault("code_verifier", ""))
                        .equals(grant.request().get("code_challenge"))) {
            request.response().setStatusCode(400).end("{\"error\":\"invalid_grant\"}");
        } else {
            String token = signature.apply(claims.apply(claims(grant)).build());
            request.response()
                    .end(new JsonObject()
                            .put("access_token", "opaque")
                            .put("token_type", "Bearer")
                            .put("id_token", token)
                            .toBuffer());
        }
    }

    private static boolean isClient(@Nullable String authorization, Map<String, String> form) {
        if (authorization == null) {
            return CLIENT.equals(form.get("client_id")) && SECRET.equals(form.get("client_secret"));
        }
        String basic = new String(
                Base64.getDecoder().decode(authorization.substring("Basic ".length())), StandardCharsets.UTF_8);
        int colon = basic.indexOf(':');
        return CLIENT.equals(URLDecoder.decode(basic.substring(0, colon), StandardCharsets.UTF_8))
                && SECRET.equals(URLDecoder.decode(basic.substring(colon + 1), StandardCharsets.UTF_8));
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private JWTClaimsSet.Builder claims(Grant grant) {
        Instant now = Instant.now();
        Account account = grant.account();
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject(account.subject())
                .audience(CLIENT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofDays(1))))
                .claim("nonce", grant.request().get("nonce"))
                .claim("email", account.email())
                .claim("email_verified", account.isVerified())
                .claim("name", "Siti Rahmawati");
    }

    @Override
    public void close() {
        TestGateway.get(vertx.close());
    }
}
