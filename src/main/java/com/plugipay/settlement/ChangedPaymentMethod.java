package com.plugipay.settlement;

import com.plugipay.outbox.Write;
import com.plugipay.paymentmethods.KeptMethod;
import com.plugipay.paymentmethods.PaymentMethodRow;
import com.plugipay.paymentmethods.StoredPaymentMethod;
import java.util.List;
import java.util.Map;

/** A payment method that was stored with a charge or a setup. */
record ChangedPaymentMethod(KeptMethod kept) implements ChangedAggregate {

    /** Another settlement has stored the same payment method at the same moment: this one is decided again. */
    static final class Taken extends RuntimeException {
        Taken() {
            super("The payment method was stored by another settlement", null, false, false);
        }
    }

    @Override
    public String name() {
        return "payment_method";
    }

    @Override
    public int order() {
        return PAYMENT_METHOD;
    }

    @Override
    public StoredPaymentMethod after() {
        return kept.method();
    }

    @Override
    public boolean isChanged() {
        return true;
    }

    @Override
    public List<SettlementStep> locks() {
        return List.of();
    }

    @Override
    public List<SettlementStep> writes(Transition transition) {
        return List.of(new SettlementStep(
                name(), kept.isNew() ? PaymentMethodRow.INSERT : PaymentMethodRow.RENEW, kept.values()));
    }

    @Override
    public void addEvents(Write write) {
        write.audit(
                "payment_method.stored",
                kept.method().id(),
                Map.of("customerId", kept.method().customerId()));
    }
}
