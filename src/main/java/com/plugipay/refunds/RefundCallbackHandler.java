package com.plugipay.refunds;

import com.plugipay.attempts.Attempt;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.providers.CallbackEvent;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** Handles callbacks about refunds. */
public interface RefundCallbackHandler {

    /**
     * Settles the refund that a callback is about, or records one that the merchant has made at the provider. Fails when the
     * callback has to be handled again later.
     *
     * @param charge finds the attempt that the callback names, where it names no refund of Plugipay's or that refund's payment
     *     has no attempt
     */
    Future<Void> handle(ChangeContext context, CallbackEvent.OfRefund callback, Supplier<Future<Attempt>> charge);
}
