package com.plugipay.providers.midtrans;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.ProviderConfig;
import com.plugipay.providers.kit.BasicAuth;
import com.plugipay.providers.kit.ProviderClient;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Midtrans's requests, with the key of one account. Test mode speaks with Midtrans's sandbox.
 *
 * <p>Only questions are asked twice, once more when there was no answer; nothing that changes something is.
 */
record MidtransApi(ProviderClient http, Tenant tenant, Secret serverKey, String coreUrl, String snapUrl) {

    static MidtransApi of(ProviderClient http, ProviderConfig config, Tenant tenant, Secret serverKey) {
        return tenant.mode() == Mode.LIVE
                ? new MidtransApi(
                        http, tenant, serverKey, config.midtransProductionUrl(), config.midtransProductionSnapUrl())
                : new MidtransApi(
                        http, tenant, serverKey, config.midtransSandboxUrl(), config.midtransSandboxSnapUrl());
    }

    /** What became of a transaction, by its order id or Midtrans's own id. */
    Future<MidtransReply> status(String id) {
        return http.ask(tenant, request(HttpMethod.GET, transaction(id, "status"), null, Map.of()))
                .map(MidtransReply::of);
    }

    Future<MidtransReply> charge(JsonNode body, Map<String, String> headers) {
        return send(HttpMethod.POST, coreUrl + "/v2/charge", Json.text(body), headers);
    }

    Future<MidtransReply> openSnapPage(JsonNode body, Map<String, String> headers) {
        return send(HttpMethod.POST, snapUrl + "/transactions", Json.text(body), headers);
    }

    Future<MidtransReply> cancel(String id) {
        return send(HttpMethod.POST, transaction(id, "cancel"), "{}", Map.of());
    }

    Future<MidtransReply> closeSnapPage(String token) {
        return send(HttpMethod.POST, snapUrl + "/transactions/" + encoded(token) + "/cancel", "{}", Map.of());
    }

    Future<MidtransReply> refund(String id, JsonNode body) {
        return send(HttpMethod.POST, transaction(id, "refund"), Json.text(body), Map.of());
    }

    private Future<MidtransReply> send(HttpMethod method, String url, String body, Map<String, String> more) {
        return http.send(tenant, request(method, url, body, more)).map(MidtransReply::of);
    }

    private ProviderClient.Request request(
            HttpMethod method, String url, @Nullable String body, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/json");
        headers.put("Authorization", BasicAuth.header(serverKey.reveal(), ""));
        return new ProviderClient.Request(method, url, headers, body == null ? null : Buffer.buffer(body));
    }

    private String transaction(String id, String action) {
        return coreUrl + "/v2/" + encoded(id) + '/' + action;
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8);
    }
}
