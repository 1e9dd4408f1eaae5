package com.plugipay.refunds;

import com.plugipay.attempts.Attempt;
import com.plugipay.db.Origin;
import com.plugipay.providers.Notice;
import io.vertx.core.Future;

/** Where callbacks about refunds end. */
public interface RefundNotices {

    /**
     * Has settled what a callback says about a refund of that attempt's payment, also about one that the merchant made
     * at the provider. Fails when it has to be tried again.
     */
    Future<Void> notice(Origin origin, Attempt attempt, Notice.OfRefund notice);
}
