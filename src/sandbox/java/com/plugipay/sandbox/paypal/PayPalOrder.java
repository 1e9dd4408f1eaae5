package com.plugipay.sandbox.paypal;

import com.plugipay.sandbox.kit.ProviderObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An order of a merchant, from the creation to the capture. */
public final class PayPalOrder extends ProviderObject<RestApp, PayPalOrder.Status> {
    /** From the creation to the approval, and again from the approval to the capture. */
    static final Duration LIFE = Duration.ofHours(6);

    public enum Status {
        CREATED,
        PAYER_ACTION_REQUIRED,
        APPROVED,
        COMPLETED
    }

    private final RestApp app;
    private final OrderRequest request;
    private Instant expiresAt;
    private @Nullable Funding funding;
    private @Nullable Capture capture;

    public PayPalOrder(String id, RestApp app, OrderRequest request, Instant now) {
        super(id, app, request.paymentSource() ? Status.PAYER_ACTION_REQUIRED : Status.CREATED, now);
        this.app = app;
        this.request = request;
        this.expiresAt = now.plus(LIFE);
    }

    /** The buyer agrees to pay with this. */
    void approve(Funding chosen, Instant now) {
        funding = chosen;
        become(Status.APPROVED, now);
        expiresAt = now.plus(LIFE);
    }

    void complete(Capture made, Instant now) {
        capture = made;
        become(Status.COMPLETED, now);
    }

    void expire(Instant now) {
        expiresAt = now;
    }

    /** Whether PayPal denies knowing it; what was captured stays. */
    boolean expired(Instant now) {
        return status() != Status.COMPLETED && !now.isBefore(expiresAt);
    }

    public RestApp app() {
        return app;
    }

    public OrderRequest request() {
        return request;
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

    @Nullable
    public String invoiceId() {
        return request.unit().getString("invoice_id");
    }

    @Nullable
    public String customId() {
        return request.unit().getString("custom_id");
    }
}
