package com.plugipay.refunds;

import com.plugipay.attempts.Attempt;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.providers.CallbackEvent;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** Where callbacks about refunds end. */
public interface RefundCallbackHandler {

    /**
     * Has settled what a callback says about a refund, also about one that the merchant made at the provider. Fails when it
     * has to be tried again.
     *
     * @param charge finds the attempt that the notice names, where it names no refund of ours
     */
    Future<Void> notice(ChangeContext origin, CallbackEvent.OfRefund notice, Supplier<Future<Attempt>> charge);
}
