package com.plugipay.sandbox.paypal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Money taken for an order, or about to be. Lives on the event loop of the stand-ins. */
final class Capture {
    enum Status {
        PENDING,
        COMPLETED,
        DECLINED,
        PARTIALLY_REFUNDED,
        REFUNDED
    }

    private final String id;
    private final Order order;
    private final Amount amount;
    private final Instant createdAt;
    private final List<Refund> refunds = new ArrayList<>();
    private Instant updatedAt;
    private Status status;
    private @Nullable String reason;

    /** @param reason why it is not COMPLETED; null when it is */
    Capture(String id, Order order, Amount amount, Status status, @Nullable String reason, Instant now) {
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

    void refund(Refund refund) {
        refunds.add(refund);
        status = remaining().minor() == 0 ? Status.REFUNDED : Status.PARTIALLY_REFUNDED;
        reason = refund.reversal() ? "CHARGEBACK" : null;
        updatedAt = refund.createdAt();
    }

    /** Whether the money is, or was, the merchant's. */
    boolean taken() {
        return switch (status) {
            case COMPLETED, PARTIALLY_REFUNDED, REFUNDED -> true;
            case PENDING, DECLINED -> false;
        };
    }

    boolean reversed() {
        return refunds.stream().anyMatch(Refund::reversal);
    }

    Amount refunded() {
        return refunds.stream().map(Refund::amount).reduce(amount.zero(), Amount::plus);
    }

    Amount remaining() {
        return amount.minus(refunded());
    }

    String id() {
        return id;
    }

    Order order() {
        return order;
    }

    Amount amount() {
        return amount;
    }

    Status status() {
        return status;
    }

    @Nullable
    String reason() {
        return reason;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    List<Refund> refunds() {
        return List.copyOf(refunds);
    }
}
