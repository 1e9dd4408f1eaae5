package com.plugipay.sandbox.paypal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Money taken for an order, or about to be. Lives on the event loop of the stand-ins. */
public final class Capture {
    public enum Status {
        PENDING,
        COMPLETED,
        DECLINED,
        PARTIALLY_REFUNDED,
        REFUNDED
    }

    private final String id;
    private final PayPalOrder order;
    private final Amount amount;
    private final Instant createdAt;
    private final List<PayPalRefund> refunds = new ArrayList<>();
    private Instant updatedAt;
    private Status status;
    private @Nullable String reason;

    /** @param reason why it is not COMPLETED; null when it is */
    Capture(String id, PayPalOrder order, Amount amount, Status status, @Nullable String reason, Instant now) {
        this.id = id;
        this.order = order;
        this.amount = amount;
        this.status = status;
        this.reason = reason;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** The end of a review. */
    void settle(Status decided, Instant now) {
        status = decided;
        reason = null;
        updatedAt = now;
    }

    void refund(PayPalRefund refund) {
        refunds.add(refund);
        status = remaining().minor() == 0 ? Status.REFUNDED : Status.PARTIALLY_REFUNDED;
        reason = refund.reversal() ? "CHARGEBACK" : null;
        updatedAt = refund.createdAt();
    }

    /** Whether the money is, or was, the merchant's. */
    public boolean taken() {
        return switch (status) {
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

    public String id() {
        return id;
    }

    public PayPalOrder order() {
        return order;
    }

    public Amount amount() {
        return amount;
    }

    public Status status() {
        return status;
    }

    @Nullable
    public String reason() {
        return reason;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public List<PayPalRefund> refunds() {
        return List.copyOf(refunds);
    }
}
