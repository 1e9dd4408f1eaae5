package com.plugipay.sandbox.paypal;

import com.plugipay.sandbox.kit.ProviderObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Money taken for an order, or about to be. */
public final class Capture extends ProviderObject<RestApp, Capture.Status> {
    public enum Status {
        PENDING,
        COMPLETED,
        DECLINED,
        PARTIALLY_REFUNDED,
        REFUNDED
    }

    private final PayPalOrder order;
    private final Amount amount;
    private final List<PayPalRefund> refunds = new ArrayList<>();
    private @Nullable String reason;

    /** @param reason why it is not COMPLETED; null when it is */
    Capture(String id, PayPalOrder order, Amount amount, Status status, @Nullable String reason, Instant now) {
        super(id, order.app(), status, now);
        this.order = order;
        this.amount = amount;
        this.reason = reason;
    }

    /** The end of a review. */
    void settle(Status decided, Instant now) {
        reason = null;
        become(decided, now);
    }

    void refund(PayPalRefund refund) {
        refunds.add(refund);
        reason = refund.reversal() ? "CHARGEBACK" : null;
        become(remaining().minor() == 0 ? Status.REFUNDED : Status.PARTIALLY_REFUNDED, refund.createdAt());
    }

    /** Whether the money is, or was, the merchant's. */
    public boolean taken() {
        return switch (status()) {
            case COMPLETED, PARTIALLY_REFUNDED, REFUNDED -> true;
            case PENDING, DECLINED -> false;
        };
    }

    boolean reversed() {
        return refunds.stream().anyMatch(PayPalRefund::reversal);
    }

    Amount refunded() {
        return refunds.stream().map(PayPalRefund::amount).reduce(amount.zero(), Amount::plus);
    }

    Amount remaining() {
        return amount.minus(refunded());
    }

    public PayPalOrder order() {
        return order;
    }

    public Amount amount() {
        return amount;
    }

    @Nullable
    public String reason() {
        return reason;
    }

    public List<PayPalRefund> refunds() {
        return List.copyOf(refunds);
    }
}
