package com.plugipay.providers.midtrans;

import com.plugipay.providers.Command.Charge;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import java.util.Optional;

/** A charge that was sent before and whose answer never came: Midtrans says that the order exists. */
final class MidtransExistingOrder {
    private static final Outcome SUPERSEDED = new Outcome.Declined("superseded", "Please try again.");

    private final MidtransApi api;

    MidtransExistingOrder(MidtransApi api) {
        this.api = api;
    }

    /** Continues with the order where the buyer can still be told what to do; otherwise cancels it. */
    Future<Outcome> resume(ProviderAccountCredentials account, Charge charge) {
        return api.status(account, charge.chargeId()).compose(reply -> {
            Optional<MidtransTransaction> found = MidtransTransaction.in(reply);
            if (found.isPresent()) {
                Outcome outcome = found.get().outcome(false);
                return outcome instanceof Outcome.Pending
                        ? found.get()
                                .waitingForBuyer(charge)
                                .map(Future::succeededFuture)
                                .orElseGet(() -> withdraw(account, charge))
                        : Future.succeededFuture(outcome);
            }
            // DANA and the BI-SNAP banks are found only by Midtrans's own id, which was in the lost answer.
            return MidtransApi.isNotFound(reply)
                    ? withdraw(account, charge)
                    : Future.succeededFuture(new Outcome.Unknown("The order exists and its status is not known"));
        });
    }

    /** Cancels it, and lets the buyer try again under another id. */
    Future<Outcome> withdraw(ProviderAccountCredentials account, Charge charge) {
        return api.cancel(account, charge.chargeId()).map(reply -> {
            // Not found is as good: no buyer has seen how to pay the order, and if one did, its callback is followed.
            boolean isCanceled = (reply instanceof ProviderReply.Answered answered
                            && (answered.status() == 200 || answered.status() == 407))
                    || MidtransApi.isNotFound(reply);
            return isCanceled ? SUPERSEDED : new Outcome.Unknown("It is not known whether the order was canceled");
        });
    }
}
