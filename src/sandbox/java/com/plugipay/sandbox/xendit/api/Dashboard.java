package com.plugipay.sandbox.xendit.api;

import com.plugipay.sandbox.kit.Answers;
import com.plugipay.sandbox.xendit.Account;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
                set(context.body().asJsonObject());
                context.response().setStatusCode(204).end();
            } catch (XenditRefusal refusal) {
                Answers.send(context, refusal.status(), refusal.body);
            } catch (DecodeException | ClassCastException nonsense) {
                refuse(context);
            }
        });
    }

    private void set(@Nullable JsonObject body) {
        RequestFields fields = RequestFields.of(body == null ? new JsonObject() : body);
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

    private static void refuse(RoutingContext context) {
        XenditRefusal refusal = XenditRefusal.invalid("body", "The body must be a JSON object");
        Answers.send(context, refusal.status(), refusal.body);
    }
}
