package com.plugipay.providers.acme;

import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Cancels charges that are not paid yet. */
final class AcmeCancel {
    private final AcmeApi api;

    AcmeCancel(AcmeApi api) {
        this.api = api;
    }

    Future<Outcome> cancel(ProviderAccountCredentials account, Command.Cancel cancel) {
        String path = "/charges/" + cancel.charge().chargeId() + "/cancel";
        return api.post(account, path, new JsonObject()).map(reply -> switch (reply) {
            case ProviderReply.Answered answered ->
                AcmeStatus.outcome(cancel.charge(), answered.body()) instanceof Outcome.Succeeded
                        ? new Outcome.Rejected("already_paid", "The payment has been made.")
                        : Outcome.Succeeded.done();
            case ProviderReply.Failed failed -> failed.changeOutcome();
        });
    }
}
