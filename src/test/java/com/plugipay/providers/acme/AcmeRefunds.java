package com.plugipay.providers.acme;

import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Refunds payments, at once. */
final class AcmeRefunds {
    private final AcmeApi api;

    AcmeRefunds(AcmeApi api) {
        this.api = api;
    }

    Future<Outcome> refund(ProviderAccountCredentials account, Command.Refund refund) {
        JsonObject body = new JsonObject()
                .put("id", refund.refundId())
                .put("charge", refund.charge().chargeId())
                .put("amount", refund.amount());
        return api.post(account, "/refunds", body)
                .map(reply -> reply instanceof ProviderReply.Answered answered
                        ? outcome(answered.body())
                        : reply.changeOutcome());
    }

    Future<Outcome> query(ProviderAccountCredentials account, Command.QueryRefund query) {
        return api.get(account, "/refunds/" + query.refundId()).map(reply -> switch (reply) {
            case ProviderReply.Answered answered -> outcome(answered.body());
            case ProviderReply.Refused refused ->
                refused.status() == 404
                        ? new Outcome.Declined("not_found", "Acme has no such refund.")
                        : refused.queryOutcome();
            case ProviderReply.Failed failed -> failed.queryOutcome();
        });
    }

    private static Outcome outcome(JsonFields refund) {
        Long amount = refund.amount("amount", "IDR");
        return amount == null
                ? new Outcome.Unknown("Acme names no amount")
                : new Outcome.Succeeded(refund.id("id"), amount, "IDR", null, Map.of());
    }
}
