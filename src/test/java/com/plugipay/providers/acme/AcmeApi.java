package com.plugipay.providers.acme;

import com.plugipay.model.Tenant;
import com.plugipay.providers.Credentials;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.kit.ProviderClient;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Function;

/** That provider's requests. */
final class AcmeApi {
    private final ProviderClient client;

    AcmeApi(ProviderClient client) {
        this.client = client;
    }

    Future<Outcome> get(Tenant tenant, Credentials account, String path, Function<JsonObject, Outcome> found) {
        return send(tenant, account, HttpMethod.GET, path, Buffer.buffer(), found);
    }

    Future<Outcome> post(
            Tenant tenant, Credentials account, String path, JsonObject body, Function<JsonObject, Outcome> done) {
        return send(tenant, account, HttpMethod.POST, path, body.toBuffer(), done);
    }

    private Future<Outcome> send(
            Tenant tenant,
            Credentials account,
            HttpMethod method,
            String path,
            Buffer body,
            Function<JsonObject, Outcome> done) {
        Map<String, String> headers =
                Map.of("Authorization", "Bearer " + account.require("secret").reveal());
        String url = account.require("url").reveal() + path;
        return client.send(tenant, new ProviderClient.Request(method, url, headers, body))
                .map(reply -> switch (reply) {
                    case ProviderClient.Answered answered -> read(answered, done);
                    case ProviderClient.NotSent notSent ->
                        new Outcome.NotDone(Outcome.NotDone.UNREACHABLE, notSent.reason(), notSent.retryAfter());
                    case ProviderClient.Lost lost -> new Outcome.Unknown(lost.reason());
                });
    }

    private static Outcome read(ProviderClient.Answered answered, Function<JsonObject, Outcome> done) {
        return switch (answered.status()) {
            case 200 -> done.apply(answered.body().toJsonObject());
            case 404 -> new Outcome.Declined("not_found", "There is no such thing at this provider.");
            default -> new Outcome.Rejected("refused", "The provider answered " + answered.status() + ".");
        };
    }
}
