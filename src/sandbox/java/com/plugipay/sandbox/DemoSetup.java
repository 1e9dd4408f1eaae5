package com.plugipay.sandbox;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.providers.paypal.PayPalFactory;
import com.plugipay.providers.xendit.XenditFactory;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.util.List;

/** Sets the demo workspace up the way any merchant does: over the API, with its key. */
record DemoSetup(WebClient http, DemoFile demo) {
    /** Takes bank transfers to two accounts that do not exist. */
    Future<Void> connectBankTransfer() {
        JsonArray accounts = array(account("BCA", "1234567890"), account("Bank Mandiri", "9876543210123"));
        return send(HttpMethod.PUT, "/v1/adapters/manual", json("bankAccounts", accounts))
                .mapEmpty();
    }

    /** Takes everything else at the stand-ins of the providers. */
    Future<Void> connectProviders(Sandbox sandbox) {
        String callbacks = new CallbackUrls(demo.baseUrl()).of(XenditFactory.KIND, demo.workspaceId());
        Future<?> connected = sandbox.setXenditCallbacks(0, callbacks);
        for (ProviderKind kind : List.of(XenditFactory.KIND, MidtransFactory.KIND, PayPalFactory.KIND)) {
            connected = connected.compose(
                    done -> send(HttpMethod.PUT, "/v1/adapters/" + kind.text(), Sandbox.account(kind, 0)));
        }
        return connected.mapEmpty();
    }

    /** Sends every event to the shop; gives the secret that they are signed with. */
    Future<String> createWebhookEndpoint() {
        JsonObject endpoint = json("url", demo.webhookInboxUrl(), "events", array("*"), "description", "Demo shop");
        return send(HttpMethod.POST, "/v1/webhooks", endpoint).map(created -> created.getString("secret"));
    }

    private static JsonObject account(String bank, String number) {
        return json("bankName", bank, "accountNumber", number, "accountHolder", "PT Kopi Senja");
    }

    private Future<JsonObject> send(HttpMethod method, String path, JsonObject body) {
        return http.requestAbs(method, demo.baseUrl() + path)
                .bearerTokenAuthentication(demo.key())
                .sendJsonObject(body)
                .map(answer -> {
                    if (answer.statusCode() / 100 != 2) {
                        throw new IllegalStateException(path + ": " + answer.bodyAsString());
                    }
                    return answer.bodyAsJsonObject().getJsonObject("data");
                });
    }
}
