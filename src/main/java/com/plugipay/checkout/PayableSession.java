package com.plugipay.checkout;

import com.plugipay.payments.Payment;
import com.plugipay.settlement.Payable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A checkout session with everything that is paid with it, such as an invoice. */
public interface PayableSession extends Payable {
    CheckoutSession session();

    /** A copy with this session and everything else as it is. */
    PayableSession with(CheckoutSession changed);

    @Override
    PayableSession awaiting(Payment payment, Instant now);

    @Override
    PayableSession canceled(@Nullable Payment payment, Instant now);
}
