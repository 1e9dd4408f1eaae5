package com.plugipay.providers.acme;

import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import java.util.Map;

/** Queries the status of charges. */
final class AcmeStatus {
    private final AcmeApi api;

    AcmeStatus(AcmeApi api) {
        this.api = api;
    }

    Future<Outcome> query(ProviderAccountCredentials account, ChargeReference charge) {
        return api.get(account, "/charges/" + charge.chargeId()).map(reply -> switch (reply) {
            case ProviderReply.Answered answered -> outcome(charge, answered.body());
            case ProviderReply.Refused refused ->
                refused.status() == 404
                        ? new Outcome.Declined("not_found", "Acme has no such charge.")
                        : refused.queryOutcome();
            case ProviderReply.Failed failed -> failed.queryOutcome();
        });
    }

    static Outcome outcome(ChargeReference charge, JsonFields body) {
        Long amount = body.amount("amount", "IDR");
        return switch (body.status()) {
            case "PAID" ->
                amount == null
                        ? new Outcome.Unknown("Acme names no amount")
                        : new Outcome.Succeeded(charge.chargeId(), amount, "IDR", null, Map.of());
            case "OPEN" -> new Outcome.Pending(charge.chargeId(), Map.of());
            case "CANCELED" -> new Outcome.Declined("canceled", "The payment was canceled.");
            default -> new Outcome.Unknown("Acme reports another status");
        };
    }
}
