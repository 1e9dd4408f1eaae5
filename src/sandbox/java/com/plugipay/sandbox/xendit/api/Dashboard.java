package com.plugipay.sandbox.xendit.api;

import com.plugipay.sandbox.kit.Answers;
import com.plugipay.sandbox.kit.JsonBodies;
import com.plugipay.sandbox.xendit.Account;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.Map;

/**
 * The page "Settings, Webhooks" of Xendit's dashboard, where merchants paste their URL by hand: {@code POST
 * /dashboard/callbacks} takes {@code {"secretKey", "url", "callbackToken"?}} and answers 204.
 */
public final class Dashboard {
    private final Map<String, Account> accounts;

    public Dashboard(Map<String, Account> accounts) {
        this.accounts = accounts;
    }

    public void mount(Router router) {
        router.post("/dashboard/callbacks").handler(context -> {
            try {
                set(JsonBodies.object(context).orElseGet(JsonObject::new));
                context.response().setStatusCode(204).end();
            } catch (XenditRefusal refusal) {
                Answers.send(context, refusal.status(), refusal.body);
            }
        });
    }

    private void set(JsonObject body) {
        RequestFields fields = RequestFields.of(body);
        Account account = accounts.get(fields.text("secretKey", 255));
        if (account == null) {
            throw new XenditRefusal(401, "INVALID_API_KEY", "API key is invalid");
        }
        String url = fields.text("url", 2_048);
        try {
            URI.create(url);
        } catch (IllegalArgumentException nonsense) {
            throw XenditRefusal.invalid("url", "url must be a URL");
        }
        account.setCallbacks(url, fields.optionalText("callbackToken", 255));
    }
}
