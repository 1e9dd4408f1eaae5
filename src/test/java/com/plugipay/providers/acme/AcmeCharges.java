package com.plugipay.providers.acme;

import com.plugipay.providers.Command;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Takes payments on a page of Acme. */
final class AcmeCharges {
    private final AcmeApi api;

    AcmeCharges(AcmeApi api) {
        this.api = api;
    }

    Future<Outcome> charge(ProviderAccountCredentials account, Command.Charge charge) {
        JsonObject body = new JsonObject()
                .put("id", charge.chargeId())
                .put("amount", charge.amount())
                .put("returnUrl", charge.returnUrl());
        return api.post(account, "/charges", body).map(reply -> {
            String page = reply instanceof ProviderReply.Answered answered
                    ? answered.body().longText("page")
                    : null;
            return page == null
                    ? reply.changeOutcome()
                    : new Outcome.NeedsAction(
                            charge.chargeId(), new NextAction.Redirect(page, charge.expiresAt()), Map.of());
        });
    }
}
