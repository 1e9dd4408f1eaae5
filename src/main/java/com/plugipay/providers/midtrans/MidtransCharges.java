package com.plugipay.providers.midtrans;

import com.plugipay.model.Tenant;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.Command.Charge;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.ChargeCheck;
import com.plugipay.providers.kit.ProviderReply;
import com.plugipay.providers.midtrans.api.MidtransApi;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Takes payments: cards on a page of Snap, everything else by Core on Plugipay's page. */
final class MidtransCharges {
    private final MidtransApi api;
    private final MidtransExistingOrder existing;
    private final CallbackUrls callbackUrls;
    private final InstantSource clock;

    MidtransCharges(MidtransApi api, CallbackUrls callbackUrls, InstantSource clock) {
        this.api = api;
        this.existing = new MidtransExistingOrder(api);
        this.callbackUrls = callbackUrls;
        this.clock = clock;
    }

    Future<Outcome> charge(ProviderAccountCredentials account, Charge charge) {
        Optional<Outcome> refusal = refusal(charge);
        if (refusal.isPresent()) {
            return Future.succeededFuture(refusal.get());
        }
        Instant now = clock.instant();
        if (charge.method() == Method.CARD) {
            return api.openSnapPage(account, MidtransChargeBody.card(charge, now), headers(charge))
                    .compose(answer -> snap(account, charge, MidtransChargeBody.pageExpiresAt(charge, now), answer));
        }
        return api.charge(account, MidtransChargeBody.core(charge, now), headers(charge))
                .compose(answer -> core(account, charge, answer));
    }

    private static Optional<Outcome> refusal(Charge charge) {
        // Of the methods that are stored, only a card is stored with its payment.
        return charge.savedFor() != null && charge.method() != Method.CARD
                ? Optional.of(Outcome.Rejected.NOT_STORABLE)
                : ChargeCheck.refusal(MidtransFactory.KIND, "Midtrans", charge);
    }

    private Future<Outcome> core(ProviderAccountCredentials account, Charge charge, ProviderReply answer) {
        if (MidtransApi.isRepeated(answer)) {
            return existing.resume(account, charge);
        }
        return MidtransTransaction.in(answer)
                .map(transaction -> created(account, charge, transaction))
                .orElseGet(() -> Future.succeededFuture(answer.changeOutcome()));
    }

    private Future<Outcome> created(
            ProviderAccountCredentials account, Charge charge, MidtransTransaction transaction) {
        Outcome outcome = transaction.outcome(false);
        if (!(outcome instanceof Outcome.Pending)) {
            return Future.succeededFuture(outcome);
        }
        return transaction
                .waitingForBuyer(charge)
                .map(Future::succeededFuture)
                // A part of the next action is missing, so no buyer could pay it.
                .orElseGet(() -> existing.cancel(account, charge));
    }

    private Future<Outcome> snap(
            ProviderAccountCredentials account, Charge charge, Instant expiresAt, ProviderReply answer) {
        if (answer instanceof ProviderReply.Answered answered) {
            String token = answered.body().text("token");
            String url = answered.body().text("redirect_url");
            if (token != null && url != null) {
                // There is no transaction before the buyer pays, so the order id is the only id.
                return Future.succeededFuture(new Outcome.NeedsAction(
                        charge.chargeId(),
                        new NextAction.Redirect(url, expiresAt),
                        new MidtransSnapPage(token, expiresAt).data()));
            }
        }
        boolean isUsed = answer instanceof ProviderReply.Refused refused
                && refused.status() == 400
                && refused.message().contains("utilized");
        return isUsed || MidtransApi.isRepeated(answer)
                ? existing.resume(account, charge)
                : Future.succeededFuture(answer.changeOutcome());
    }

    private Map<String, String> headers(Charge charge) {
        return headers(callbackUrls, charge);
    }

    /** Returns the headers of a request that takes a payment. */
    static Map<String, String> headers(CallbackUrls callbackUrls, Charge charge) {
        Map<String, String> headers = new HashMap<>(notifying(callbackUrls, charge.tenant()));
        // https://docs.midtrans.com/reference/api-headers: these two methods do not support it.
        if (charge.method() != Method.PERMATA_VA && charge.method() != Method.INDOMARET) {
            headers.put("Idempotency-Key", charge.chargeId());
        }
        return headers;
    }

    /** Returns the header that says where the callbacks go. */
    static Map<String, String> notifying(CallbackUrls callbackUrls, Tenant tenant) {
        return Map.of("X-Override-Notification", callbackUrls.of(MidtransFactory.KIND, tenant.workspaceId()));
    }
}
