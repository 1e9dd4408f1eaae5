package com.plugipay.refunds;

import com.plugipay.attempts.Attempt;
import com.plugipay.db.Origin;
import com.plugipay.providers.Notice;
import com.plugipay.workspaces.Tenant;
import io.vertx.core.Future;
import java.util.Optional;

/** Where callbacks about refunds end. */
public interface RefundNotices {

    /** The attempt whose payment a notice about a refund of ours is about; none when it names no refund of ours. */
    Future<Optional<Attempt>> attempt(Tenant tenant, Notice.OfRefund notice);

    /**
     * Has settled what a callback says about a refund of that attempt's payment, also about one that the merchant made
     * at the provider. Fails when it has to be tried again.
     */
    Future<Void> notice(Origin origin, Attempt attempt, Notice.OfRefund notice);
}
