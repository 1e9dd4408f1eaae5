package com.plugipay.sandbox.midtrans.pages;

import com.plugipay.sandbox.midtrans.MidtransOrder;
import com.plugipay.sandbox.midtrans.MidtransPayment;
import com.plugipay.sandbox.midtrans.MidtransPaymentType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page on which a buyer chooses how to pay; until then there is no charge. */
public final class SnapSession {
    private final String token;
    private final MidtransOrder order;
    private final List<MidtransPaymentType> enabled;
    private final boolean authenticatesCards;
    private final @Nullable String finishUrl;
    private final @Nullable Instant chargeEndsAt;
    private final Instant createdAt;
    private Instant pageEndsAt;
    private @Nullable MidtransPayment current;
    private @Nullable Instant canceledAt;

    /**
     * @param finishUrl where the buyer goes in the end; null for nowhere
     * @param chargeEndsAt until when the buyer's charge can be paid; null for as long as the method takes
     */
    SnapSession(
            String token,
            MidtransOrder order,
            List<MidtransPaymentType> enabled,
            boolean authenticatesCards,
            @Nullable String finishUrl,
            @Nullable Instant chargeEndsAt,
            Instant createdAt,
            Instant pageEndsAt) {
        this.token = token;
        this.order = order;
        this.enabled = List.copyOf(enabled);
        this.authenticatesCards = authenticatesCards;
        this.finishUrl = finishUrl;
        this.chargeEndsAt = chargeEndsAt;
        this.createdAt = createdAt;
        this.pageEndsAt = pageEndsAt;
    }

    public String token() {
        return token;
    }

    public MidtransOrder order() {
        return order;
    }

    public List<MidtransPaymentType> enabled() {
        return enabled;
    }

    boolean authenticatesCards() {
        return authenticatesCards;
    }

    @Nullable
    String finishUrl() {
        return finishUrl;
    }

    @Nullable
    Instant chargeEndsAt() {
        return chargeEndsAt;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** The latest try; null until the buyer has chosen. */
    @Nullable
    public MidtransPayment current() {
        return current;
    }

    void tries(MidtransPayment transaction) {
        current = transaction;
    }

    boolean canceled() {
        return canceledAt != null;
    }

    void cancel(Instant at) {
        canceledAt = at;
    }

    /** Its time is over from the beginning on. */
    public void expire() {
        pageEndsAt = createdAt;
    }

    /** Whether the buyer can still choose at this time. */
    boolean open(Instant now) {
        MidtransPayment latest = current;
        return canceledAt == null
                && now.isBefore(pageEndsAt)
                && (latest == null || !latest.status().paid());
    }

    /** A word for the books, while there is no charge. */
    public String status(Instant now) {
        return canceledAt != null ? "snap_canceled" : now.isBefore(pageEndsAt) ? "snap_open" : "snap_expired";
    }
}
