package com.plugipay.providers.midtrans;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.ProviderClient;
import com.plugipay.providers.ProviderConfig;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Midtrans's requests, with the key of one account. Test mode speaks with Midtrans's sandbox.
 *
 * <p>Only questions are asked twice, once more when there was no answer; nothing that changes something is.
 */
record MidtransClient(ProviderClient http, Tenant tenant, Secret serverKey, String coreUrl, String snapUrl) {

    static MidtransClient of(ProviderClient http, ProviderConfig config, Tenant tenant, Secret serverKey) {
        return tenant.mode() == Mode.LIVE
                ? new MidtransClient(
                        http, tenant, serverKey, config.midtransProductionUrl(), config.midtransProductionSnapUrl())
                : new MidtransClient(
                        http, tenant, serverKey, config.midtransSandboxUrl(), config.midtransSandboxSnapUrl());
    }

    /** What became of a transaction, by its order id or Midtrans's own id. */
    Future<Answer> status(String id) {
        String url = transaction(id, "status");
        return send(HttpMethod.GET, url, null, Map.of())
                .compose(answer -> answer instanceof Answer.Said
                        ? Future.succeededFuture(answer)
                        : send(HttpMethod.GET, url, null, Map.of()));
    }

    Future<Answer> charge(JsonNode body, Map<String, String> headers) {
        return send(HttpMethod.POST, coreUrl + "/v2/charge", Json.text(body), headers);
    }

    Future<Answer> openSnapPage(JsonNode body, Map<String, String> headers) {
        return send(HttpMethod.POST, snapUrl + "/transactions", Json.text(body), headers);
    }

    Future<Answer> cancel(String id) {
        return send(HttpMethod.POST, transaction(id, "cancel"), "{}", Map.of());
    }

    Future<Answer> closeSnapPage(String token) {
        return send(HttpMethod.POST, snapUrl + "/transactions/" + encoded(token) + "/cancel", "{}", Map.of());
    }

    Future<Answer> refund(String id, JsonNode body) {
        return send(HttpMethod.POST, transaction(id, "refund"), Json.text(body), Map.of());
    }

    private Future<Answer> send(HttpMethod method, String url, @Nullable String body, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/json");
        headers.put(
                "Authorization",
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString((serverKey.reveal() + ':').getBytes(StandardCharsets.UTF_8)));
        Buffer bytes = body == null ? null : Buffer.buffer(body);
        return http.send(tenant, new ProviderClient.Request(method, url, headers, bytes))
                .map(Answer::of);
    }

    private String transaction(String id, String action) {
        return coreUrl + "/v2/" + encoded(id) + '/' + action;
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8);
    }
}
