package com.plugipay.providers.midtrans;

import com.plugipay.providers.Command.Charge;
import com.plugipay.providers.Outcome;
import io.vertx.core.Future;
import java.util.Optional;

/** A charge that was sent before and whose answer never came: Midtrans says that the order exists. */
final class MidtransExistingOrder {
    private static final Outcome SUPERSEDED = new Outcome.Declined("superseded", "Please try again.");

    private final MidtransApi midtrans;
    private final Charge charge;

    MidtransExistingOrder(MidtransApi midtrans, Charge charge) {
        this.midtrans = midtrans;
        this.charge = charge;
    }

    /** Goes on with it where the buyer can still be told what to do; else lets it go. */
    Future<Outcome> goOn() {
        return midtrans.status(charge.chargeId()).compose(answer -> {
            Optional<MidtransTransaction> found = MidtransTransaction.in(answer);
            if (found.isPresent()) {
                Outcome outcome = found.get().outcome(false);
                return outcome instanceof Outcome.Pending
                        ? found.get()
                                .waitingForBuyer(charge)
                                .map(Future::succeededFuture)
                                .orElseGet(this::withdraw)
                        : Future.succeededFuture(outcome);
            }
            // DANA and the BI-SNAP banks are found only by Midtrans's own id, which was in the lost answer.
            return answer instanceof MidtransReply.Said said && said.notFound()
                    ? withdraw()
                    : Future.succeededFuture(new Outcome.Unknown("The order exists and its status is not known"));
        });
    }

    /** Cancels it, and lets the buyer try again under another id. */
    Future<Outcome> withdraw() {
        return midtrans.cancel(charge.chargeId()).map(answer -> {
            if (!(answer instanceof MidtransReply.Said said)) {
                return new Outcome.Unknown("It is not known whether the order was canceled");
            }
            // Not found is the same trap: no buyer has seen how to pay it, and if one did, its notice is followed.
            return said.code() == 200 || said.code() == 407 || said.notFound()
                    ? SUPERSEDED
                    : new Outcome.Unknown("The order exists and could not be canceled");
        });
    }
}
