package com.plugipay.providers.midtrans;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.Command.Charge;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Takes payments: cards on a page of Snap's, everything else by Core, so that the buyer stays with us. */
final class Charges {
    private static final Outcome METHOD_NOT_SUPPORTED =
            new Outcome.Rejected("method_not_supported", "Midtrans does not take this method here.");
    private static final Outcome CURRENCY_NOT_SUPPORTED =
            new Outcome.Rejected("currency_not_supported", "Midtrans takes rupiah only.");

    private final CallbackUrls callbackUrls;
    private final InstantSource clock;

    Charges(CallbackUrls callbackUrls, InstantSource clock) {
        this.callbackUrls = callbackUrls;
        this.clock = clock;
    }

    Future<Outcome> charge(MidtransClient midtrans, Charge charge) {
        if (!charge.currency().equals("IDR")) {
            return Future.succeededFuture(CURRENCY_NOT_SUPPORTED);
        }
        Instant now = clock.instant();
        if (charge.method() == Method.CARD) {
            return midtrans.openSnapPage(ChargeBody.card(charge, now), headers(charge))
                    .compose(answer -> snap(midtrans, charge, ChargeBody.pageExpiresAt(charge, now), answer));
        }
        ObjectNode body = ChargeBody.core(charge, now);
        return body == null
                ? Future.succeededFuture(METHOD_NOT_SUPPORTED)
                : midtrans.charge(body, headers(charge)).compose(answer -> core(midtrans, charge, answer));
    }

    private Future<Outcome> core(MidtransClient midtrans, Charge charge, Answer answer) {
        if (answer instanceof Answer.Said said && said.code() == 406) {
            return new ExistingOrder(midtrans, charge).goOn();
        }
        return Transaction.in(answer)
                .map(transaction -> begun(midtrans, charge, transaction))
                .orElseGet(() -> Future.succeededFuture(Refusals.of(answer)));
    }

    private static Future<Outcome> begun(MidtransClient midtrans, Charge charge, Transaction transaction) {
        Outcome outcome = transaction.outcome(false);
        if (!(outcome instanceof Outcome.Pending)) {
            return Future.succeededFuture(outcome);
        }
        return transaction
                .waitingForBuyer(charge)
                .map(Future::succeededFuture)
                // It waits for a buyer who cannot be told what to do.
                .orElseGet(() -> new ExistingOrder(midtrans, charge).withdraw());
    }

    private Future<Outcome> snap(MidtransClient midtrans, Charge charge, Instant expiresAt, Answer answer) {
        if (!(answer instanceof Answer.Said said)) {
            return Future.succeededFuture(Refusals.of(answer));
        }
        String token = Fields.text(said.body(), "token");
        String url = Fields.text(said.body(), "redirect_url");
        if (said.code() < 300 && token != null && url != null) {
            // There is no transaction before the buyer pays, so the order id is the only name there is.
            return Future.succeededFuture(new Outcome.NeedsAction(
                    charge.chargeId(), new NextAction.Redirect(url, expiresAt), new SnapPage(token, expiresAt).data()));
        }
        return said.code() == 406 || (said.code() == 400 && said.message().contains("utilized"))
                ? new ExistingOrder(midtrans, charge).goOn()
                : Future.succeededFuture(Refusals.of(answer));
    }

    private Map<String, String> headers(Charge charge) {
        Map<String, String> headers = new HashMap<>();
        headers.put(
                "X-Override-Notification",
                callbackUrls.of(ProviderKind.MIDTRANS, charge.tenant().workspaceId()));
        // https://docs.midtrans.com/reference/api-headers: these two do not know it.
        if (charge.method() != Method.PERMATA_VA && charge.method() != Method.INDOMARET) {
            headers.put("Idempotency-Key", charge.chargeId());
        }
        return headers;
    }
}
