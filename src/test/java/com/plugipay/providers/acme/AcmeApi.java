package com.plugipay.providers.acme;

import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.ProviderClient;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Sends requests to Acme's API and reads the statuses of its answers. */
final class AcmeApi {
    private final ProviderClient client;

    AcmeApi(ProviderClient client) {
        this.client = client;
    }

    Future<ProviderReply> get(ProviderAccountCredentials account, String path) {
        return send(account, HttpMethod.GET, path, Buffer.buffer());
    }

    Future<ProviderReply> post(ProviderAccountCredentials account, String path, JsonObject body) {
        return send(account, HttpMethod.POST, path, body.toBuffer());
    }

    private Future<ProviderReply> send(
            ProviderAccountCredentials account, HttpMethod method, String path, Buffer body) {
        Map<String, String> headers = Map.of(
                "Authorization",
                "Bearer " + account.credentials().require("secret").reveal());
        String url = account.credentials().require("url").reveal() + path;
        return client.send(account.tenant(), new ProviderClient.Request(method, url, headers, body))
                .map(reply -> reply.read("Acme", AcmeApi::read));
    }

    private static ProviderReply read(ProviderReply.Answered answered) {
        int status = answered.status();
        if (status == 429) {
            return new ProviderReply.NotDone(Outcome.NotDone.RATE_LIMITED, "Acme asks to wait.", answered.retryAfter());
        }
        return status == 200
                ? answered
                : new ProviderReply.Refused(status, "refused", "Acme answered " + status + ".", answered.body());
    }
}
