package com.plugipay.settlement;

import com.plugipay.attempts.Attempt;
import com.plugipay.db.Values;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.outbox.Write;
import com.plugipay.paymentmethods.PaymentMethodRow;
import com.plugipay.paymentmethods.StoredPaymentMethod;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The end of a stored payment method that was declined for ever. Nothing was read of it: it ends whatever else it is. */
record EndedPaymentMethod(String id, String workspaceId, Mode mode, StoredPaymentMethod.Status status, String code)
        implements ChangedAggregate, Resource {

    /** The end of the method that the attempt has charged. */
    static EndedPaymentMethod of(Attempt attempt, String code) {
        return new EndedPaymentMethod(
                Objects.requireNonNull(attempt.paymentTokenId()),
                attempt.workspaceId(),
                attempt.mode(),
                StoredPaymentMethod.Status.endedBy(code),
                code);
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
    public Resource after() {
        return this;
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
        Values values = Values.of(tenant()).and("id", id).and("status", status.text());
        return List.of(new SettlementStep(name(), PaymentMethodRow.END, values));
    }

    @Override
    public void addEvents(Write write) {
        write.audit("payment_method." + status.text(), id, Map.of("code", code));
    }
}
