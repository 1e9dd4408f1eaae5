package com.plugipay.people.openid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.http.client.BoundedHttpClient;
import com.plugipay.http.client.ExchangeLimits;
import com.plugipay.http.client.ExchangeResult;
import com.plugipay.http.client.ExchangeResult.BodyEnd;
import com.plugipay.json.Json;
import com.plugipay.people.PeopleConfig.OpenId;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Sends requests to the provider. Few are under way at once, and all are limited in time and size. A future fails with an
 * {@link OpenIdFailure}, which quotes nothing of the request.
 *
 * <p>Not Vert.x's own client of OAuth 2 (vertx-auth-oauth2 5.0.12): it reads bodies of any size, has no limit for the whole
 * exchange, and its failures quote what the provider has answered.
 */
final class OpenIdClient {
    private static final int TIMEOUT_MS = 5_000;
    private static final int LARGEST = 256 * 1024;
    private static final int CONNECTIONS = 8;
    private static final int WAITING = 64;

    /** The codes of errors that RFC 6749 has, and providers add. */
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");

    private final OpenId config;
    private final BoundedHttpClient http;

    OpenIdClient(Vertx vertx, OpenId config) {
        this.config = config;
        this.http = new BoundedHttpClient(
                vertx,
                new HttpClientOptions().setKeepAliveTimeout(30),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING),
                new ExchangeLimits(TIMEOUT_MS, LARGEST, LARGEST));
    }

    /** What the provider publishes now, with its keys. */
    Future<OpenIdMetadata> metadata() {
        String issuer = config.issuer();
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return get(base + "/.well-known/openid-configuration")
                .map(document -> OpenIdMetadata.read(issuer, json(document)))
                .compose(metadata ->
                        get(metadata.keysAddress()).map(keys -> metadata.with(keys.toString(StandardCharsets.UTF_8))))
                .recover(failure -> Future.failedFuture(
                        failure instanceof IllegalArgumentException unusable
                                ? OpenIdFailure.unavailable(String.valueOf(unusable.getMessage()))
                                : failure));
    }

    private Future<Buffer> get(String url) {
        return send(HttpMethod.GET, url, Map.of(), Buffer.buffer()).map(response -> {
            if (response.status() != 200) {
                throw OpenIdFailure.unavailable("status " + response.status());
            }
            return response.body();
        });
    }

    /** Redeems a code for the ID token, which is not verified yet. */
    Future<Secret> redeem(OpenIdMetadata metadata, String code, String verifier, String redirectAddress) {
        Map<String, String> form = Map.of(
                "grant_type", "authorization_code",
                "code", code,
                "code_verifier", verifier,
                "redirect_uri", redirectAddress,
                "client_id", config.clientId());
        String secret = config.clientSecret().reveal();
        String body = encoded(form) + (metadata.takesSecretInBody() ? "&client_secret=" + encoded(secret) : "");
        String basic = Base64.getEncoder()
                .encodeToString(
                        (encoded(config.clientId()) + ':' + encoded(secret)).getBytes(StandardCharsets.US_ASCII));
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/x-www-form-urlencoded"));
        if (!metadata.takesSecretInBody()) {
            headers.put("Authorization", "Basic " + basic);
        }
        return send(HttpMethod.POST, metadata.tokenEndpoint(), headers, Buffer.buffer(body))
                .map(OpenIdClient::idToken);
    }

    private static Secret idToken(ExchangeResult.Response response) {
        if (response.status() >= 400 && response.status() < 500 && response.status() != 429) {
            String error = json(response.body()).path("error").asText();
            throw OpenIdFailure.refused("The code was refused with status " + response.status()
                    + (ERROR.matcher(error).matches() ? " and " + error : ""));
        }
        if (response.status() != 200) {
            throw OpenIdFailure.unavailable("status " + response.status());
        }
        JsonNode token = json(response.body()).path("id_token");
        if (!token.isTextual()) {
            throw OpenIdFailure.refused("The answer has no ID token");
        }
        return new Secret(token.asText());
    }

    /** A complete response of any status. */
    private Future<ExchangeResult.Response> send(
            HttpMethod method, String url, Map<String, String> headers, Buffer body) {
        Future<RequestOptions> request = Future.succeededFuture().map(begin -> {
            RequestOptions options =
                    new RequestOptions().setMethod(method).setAbsoluteURI(url).addHeader("Accept", "application/json");
            headers.forEach(options::addHeader);
            return options;
        });
        return http.send(request, body).map(result -> switch (result) {
            case ExchangeResult.Response response -> {
                if (response.end() != BodyEnd.COMPLETE) {
                    throw OpenIdFailure.unavailable("The answer is " + response.end());
                }
                yield response;
            }
            case ExchangeResult.Failed failed ->
                throw OpenIdFailure.unavailable(failed.cause().getClass().getSimpleName());
        });
    }

    private static JsonNode json(Buffer body) {
        try {
            return Json.MAPPER.readTree(body.getBytes());
        } catch (JsonProcessingException unreadable) {
            throw OpenIdFailure.unavailable("The answer is not JSON");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A form, or the query of an address. */
    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + '=' + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
