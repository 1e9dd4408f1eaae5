package com.plugipay.providers.midtrans;

import com.plugipay.providers.Command.Charge;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.ProviderReply;
import com.plugipay.providers.midtrans.api.MidtransApi;
import io.vertx.core.Future;
import java.util.Optional;

/** Handles a charge whose order exists already, because it was sent before and its answer was lost. */
final class MidtransExistingOrder {
    private static final Outcome SUPERSEDED = new Outcome.Declined("superseded", "Please try again.");

    private final MidtransApi api;

    MidtransExistingOrder(MidtransApi api) {
        this.api = api;
    }

    /** Continues with the order if its next action is known; otherwise cancels it. */
    Future<Outcome> resume(ProviderAccountCredentials account, Charge charge) {
        return api.status(account, charge.chargeId()).compose(reply -> {
            Optional<MidtransTransaction> found = MidtransTransaction.in(reply);
            if (found.isPresent()) {
                Outcome outcome = found.get().outcome(false);
                return outcome instanceof Outcome.Pending
                        ? found.get()
                                .waitingForBuyer(charge)
                                .map(Future::succeededFuture)
                                .orElseGet(() -> cancel(account, charge))
                        : Future.succeededFuture(outcome);
            }
            // DANA and the BI-SNAP banks are found only by Midtrans's own id, which was in the lost answer.
            return MidtransApi.isNotFound(reply)
                    ? cancel(account, charge)
                    : Future.succeededFuture(new Outcome.Unknown("The order exists and its status is not known"));
        });
    }

    /** Cancels the order, so that the buyer can try again with another id. */
    Future<Outcome> cancel(ProviderAccountCredentials account, Charge charge) {
        return api.cancel(account, charge.chargeId()).map(reply -> {
            // Not found is as good: no buyer has seen how to pay the order. If one pays it nevertheless, a callback
            // reports it.
            boolean isCanceled = (reply instanceof ProviderReply.Answered answered
                            && (answered.status() == 200 || answered.status() == 407))
                    || MidtransApi.isNotFound(reply);
            return isCanceled ? SUPERSEDED : new Outcome.Unknown("It is not known whether the order was canceled");
        });
    }
}
