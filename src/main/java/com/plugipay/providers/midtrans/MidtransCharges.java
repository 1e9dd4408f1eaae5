package com.plugipay.providers.midtrans;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.Command.Charge;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Takes payments: cards on a page of Snap's, everything else by Core, so that the buyer stays with us. */
final class MidtransCharges {
    private static final Outcome METHOD_NOT_SUPPORTED =
            new Outcome.Rejected("method_not_supported", "Midtrans does not take this method here.");
    private static final Outcome CURRENCY_NOT_SUPPORTED =
            new Outcome.Rejected("currency_not_supported", "Midtrans takes rupiah only.");

    private final CallbackUrls callbackUrls;
    private final InstantSource clock;

    MidtransCharges(CallbackUrls callbackUrls, InstantSource clock) {
        this.callbackUrls = callbackUrls;
        this.clock = clock;
    }

    Future<Outcome> charge(MidtransApi midtrans, Charge charge) {
        if (!charge.currency().equals("IDR")) {
            return Future.succeededFuture(CURRENCY_NOT_SUPPORTED);
        }
        Instant now = clock.instant();
        if (charge.method() == Method.CARD) {
            return midtrans.openSnapPage(MidtransChargeBody.card(charge, now), headers(charge))
                    .compose(answer -> snap(midtrans, charge, MidtransChargeBody.pageExpiresAt(charge, now), answer));
        }
        ObjectNode body = MidtransChargeBody.core(charge, now);
        return body == null
                ? Future.succeededFuture(METHOD_NOT_SUPPORTED)
                : midtrans.charge(body, headers(charge)).compose(answer -> core(midtrans, charge, answer));
    }

    private Future<Outcome> core(MidtransApi midtrans, Charge charge, MidtransReply answer) {
        if (answer instanceof MidtransReply.Said said && said.code() == 406) {
            return new MidtransExistingOrder(midtrans, charge).goOn();
        }
        return MidtransTransaction.in(answer)
                .map(transaction -> begun(midtrans, charge, transaction))
                .orElseGet(() -> Future.succeededFuture(MidtransRefusals.of(answer)));
    }

    private static Future<Outcome> begun(MidtransApi midtrans, Charge charge, MidtransTransaction transaction) {
        Outcome outcome = transaction.outcome(false);
        if (!(outcome instanceof Outcome.Pending)) {
            return Future.succeededFuture(outcome);
        }
        return transaction
                .waitingForBuyer(charge)
                .map(Future::succeededFuture)
                // It waits for a buyer who cannot be told what to do.
                .orElseGet(() -> new MidtransExistingOrder(midtrans, charge).withdraw());
    }

    private Future<Outcome> snap(MidtransApi midtrans, Charge charge, Instant expiresAt, MidtransReply answer) {
        if (!(answer instanceof MidtransReply.Said said)) {
            return Future.succeededFuture(MidtransRefusals.of(answer));
        }
        String token = MidtransJson.text(said.body(), "token");
        String url = MidtransJson.text(said.body(), "redirect_url");
        if (said.code() < 300 && token != null && url != null) {
            // There is no transaction before the buyer pays, so the order id is the only name there is.
            return Future.succeededFuture(new Outcome.NeedsAction(
                    charge.chargeId(),
                    new NextAction.Redirect(url, expiresAt),
                    new MidtransSnapPage(token, expiresAt).data()));
        }
        return said.code() == 406 || (said.code() == 400 && said.message().contains("utilized"))
                ? new MidtransExistingOrder(midtrans, charge).goOn()
                : Future.succeededFuture(MidtransRefusals.of(answer));
    }

    private Map<String, String> headers(Charge charge) {
        Map<String, String> headers = new HashMap<>();
        headers.put(
                "X-Override-Notification",
                callbackUrls.of(MidtransFactory.KIND, charge.tenant().workspaceId()));
        // https://docs.midtrans.com/reference/api-headers: these two do not know it.
        if (charge.method() != Method.PERMATA_VA && charge.method() != Method.INDOMARET) {
            headers.put("Idempotency-Key", charge.chargeId());
        }
        return headers;
    }
}
