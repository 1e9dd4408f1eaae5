package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.ProviderObject;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a buyer can pay in one way, and what became of it. */
public final class PaymentRequest extends ProviderObject<PaymentRequest.Status> {
    public enum Status {
        REQUIRES_ACTION,
        /** Of codes that can be paid again and again. */
        ACCEPTING_PAYMENTS,
        SUCCEEDED,
        FAILED,
        CANCELED,
        EXPIRED
    }

    /**
     * What the merchant asked for.
     *
     * @param amount in minor units
     */
    public record Asked(
            String reference,
            String type,
            String country,
            String currency,
            long amount,
            XenditChannelCode channel,
            JsonObject channelProperties,
            @Nullable String description,
            @Nullable JsonObject metadata,
            Instant expiresAt) {
        public static final String REUSABLE = "REUSABLE_PAYMENT_CODE";
    }

    private final Account account;
    private final Asked asked;
    private final @Nullable Checkout checkout;
    private final @Nullable String code;
    private final List<XenditPayment> payments = new ArrayList<>();
    private boolean refusesNextRefund;

    /**
     * @param checkout the hosted page on which the buyer chose this way; null without one
     * @param code what the buyer is shown: the QR's text, an account number or a payment code
     */
    PaymentRequest(
            Account account,
            String id,
            Asked asked,
            @Nullable Checkout checkout,
            @Nullable String code,
            Instant created) {
        super(id, asked.type().equals(Asked.REUSABLE) ? Status.ACCEPTING_PAYMENTS : Status.REQUIRES_ACTION, created);
        this.account = account;
        this.asked = asked;
        this.checkout = checkout;
        this.code = code;
    }

    public Account account() {
        return account;
    }

    public Asked asked() {
        return asked;
    }

    public XenditChannelCode channel() {
        return asked.channel();
    }

    @Nullable
    public Checkout checkout() {
        return checkout;
    }

    public Optional<String> code() {
        return Optional.ofNullable(code);
    }

    public boolean open() {
        return switch (status()) {
            case REQUIRES_ACTION, ACCEPTING_PAYMENTS -> true;
            case SUCCEEDED, FAILED, CANCELED, EXPIRED -> false;
        };
    }

    public List<XenditPayment> payments() {
        return payments;
    }

    public Optional<XenditPayment> latest() {
        return payments.isEmpty() ? Optional.empty() : Optional.of(payments.getLast());
    }

    /** The last one that succeeded. */
    public Optional<XenditPayment> success() {
        return payments.reversed().stream().filter(XenditPayment::succeeded).findFirst();
    }

    /** In minor units. */
    public long paid() {
        return payments.stream().mapToLong(XenditPayment::amount).sum();
    }

    void add(XenditPayment payment) {
        payments.add(payment);
        Status ended = payment.succeeded() ? Status.SUCCEEDED : Status.FAILED;
        become(status() == Status.ACCEPTING_PAYMENTS ? status() : ended, payment.at());
    }

    void refuseNextRefund() {
        refusesNextRefund = true;
    }

    /** True once after each {@link #refuseNextRefund}. */
    boolean takeRefusal() {
        boolean refuses = refusesNextRefund;
        refusesNextRefund = false;
        return refuses;
    }
}
