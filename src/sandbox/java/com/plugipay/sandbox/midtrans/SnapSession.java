package com.plugipay.sandbox.midtrans;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page on which a buyer chooses how to pay; until then there is no charge. */
final class SnapSession {
    private final Terms terms;
    private final String token;
    private final Instant createdAt;
    private Instant pageEndsAt;
    private @Nullable MidtransPayment current;
    private boolean canceled;

    /**
     * What the merchant requested.
     *
     * @param secure whether the banks of cards ask for a password first
     * @param finishUrl where the buyer goes in the end; null for nowhere
     * @param chargeEndsAt until when the buyer's charge can be paid; null for as long as the method takes
     */
    record Terms(
            MidtransOrder order,
            List<MidtransPaymentType> enabled,
            boolean secure,
            @Nullable String finishUrl,
            @Nullable Instant chargeEndsAt,
            Instant pageEndsAt) {}

    SnapSession(String token, Terms terms, Instant now) {
        this.token = token;
        this.terms = terms;
        this.createdAt = now;
        this.pageEndsAt = terms.pageEndsAt();
    }

    String token() {
        return token;
    }

    Terms terms() {
        return terms;
    }

    MidtransOrder order() {
        return terms.order();
    }

    Instant createdAt() {
        return createdAt;
    }

    /** The latest try; null until the buyer has chosen. */
    @Nullable
    MidtransPayment current() {
        return current;
    }

    void add(MidtransPayment payment) {
        current = payment;
    }

    boolean canceled() {
        return canceled;
    }

    void cancel() {
        canceled = true;
    }

    /** Its time is over from the beginning on. */
    void expire() {
        pageEndsAt = createdAt;
    }

    /** Whether the buyer can still choose at this time. */
    boolean open(Instant now) {
        MidtransPayment latest = current;
        return !canceled
                && now.isBefore(pageEndsAt)
                && (latest == null || !latest.status().paid());
    }

    /** A word for the books, while there is no charge. */
    String status(Instant now) {
        return canceled ? "snap_canceled" : now.isBefore(pageEndsAt) ? "snap_open" : "snap_expired";
    }
}
