package com.plugipay.billing.invoices;

import com.plugipay.payments.Payment;
import com.plugipay.settlement.Payable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An invoice with everything that changes when it is paid, such as its subscription. */
public interface InvoicePayable extends Payable {
    Invoice invoice();

    /** A copy with this invoice; what depends on it follows. */
    InvoicePayable with(Invoice changed, Instant now);

    @Override
    InvoicePayable awaiting(Payment payment, Instant now);

    @Override
    InvoicePayable completed(Payment payment, boolean reviewPending, Instant now);

    @Override
    InvoicePayable canceled(@Nullable Payment payment, Instant now);

    @Override
    InvoicePayable reviewing(boolean reviewPending, Instant now);
}
