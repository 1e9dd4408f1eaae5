package com.plugipay.sandbox.paypal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An order of a merchant, from the creation to the capture. Lives on the event loop of the stand-ins. */
public final class PayPalOrder {
    /** From the creation to the approval, and again from the approval to the capture. */
    static final Duration LIFE = Duration.ofHours(6);

    public enum Status {
        CREATED,
        PAYER_ACTION_REQUIRED,
        APPROVED,
        COMPLETED
    }

    private final String id;
    private final RestApp app;
    private final OrderRequest request;
    private final Instant createdAt;
    private Instant updatedAt;
    private Instant expiresAt;
    private Status status;
    private @Nullable Funding funding;
    private @Nullable Capture capture;

    public PayPalOrder(String id, RestApp app, OrderRequest request, Instant now) {
        this.id = id;
        this.app = app;
        this.request = request;
        this.createdAt = now;
        this.updatedAt = now;
        this.expiresAt = now.plus(LIFE);
        this.status = request.paymentSource() ? Status.PAYER_ACTION_REQUIRED : Status.CREATED;
    }

    /** The buyer agrees to pay with this. */
    void approve(Funding chosen, Instant now) {
        funding = chosen;
        status = Status.APPROVED;
        updatedAt = now;
        expiresAt = now.plus(LIFE);
    }

    void complete(Capture made, Instant now) {
        capture = made;
        status = Status.COMPLETED;
        updatedAt = now;
    }

    void expire(Instant now) {
        expiresAt = now;
    }

    /** Whether PayPal denies knowing it; what was captured stays. */
    boolean expired(Instant now) {
        return status != Status.COMPLETED && !now.isBefore(expiresAt);
    }

    public String id() {
        return id;
    }

    public RestApp app() {
        return app;
    }

    public OrderRequest request() {
        return request;
    }

    public Status status() {
        return status;
    }

    /** Null until the buyer approved. */
    @Nullable
    public Funding funding() {
        return funding;
    }

    /** Null until there is one. */
    @Nullable
    public Capture capture() {
        return capture;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    @Nullable
    public String invoiceId() {
        return request.unit().getString("invoice_id");
    }

    @Nullable
    public String customId() {
        return request.unit().getString("custom_id");
    }
}
