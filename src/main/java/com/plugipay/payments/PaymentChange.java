package com.plugipay.payments;

import com.plugipay.model.UpdatedAt;
import com.plugipay.providers.NextAction;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A payment in the making from another: everything that may change of one, in one place. */
final class PaymentChange {
    private final Payment from;
    private final Instant now;
    private Payment.Status status;
    private long amount;
    private Fee fee;
    private long amountRefunded;
    private @Nullable String reference;
    private Map<String, Object> data;
    private @Nullable NextAction nextAction;
    private @Nullable String failureCode;
    private @Nullable String failureMessage;
    private @Nullable String description;
    private @Nullable Instant succeededAt;
    private boolean late;
    private @Nullable Map<String, String> metadata;

    PaymentChange(Payment from, Instant now) {
        this.from = from;
        this.now = UpdatedAt.after(from.updatedAt(), now);
        this.status = from.status();
        this.amount = from.amount();
        this.fee = new Fee(from.feeAmount(), from.feeStatus());
        this.amountRefunded = from.amountRefunded();
        this.reference = from.providerReference();
        this.data = from.providerData();
        this.nextAction = from.nextAction();
        this.failureCode = from.failureCode();
        this.failureMessage = from.failureMessage();
        this.description = from.description();
        this.succeededAt = from.succeededAt();
        this.late = from.late();
        this.metadata = from.metadata();
    }

    PaymentChange status(Payment.Status status) {
        this.status = status;
        return this;
    }

    PaymentChange amount(long amount) {
        this.amount = amount;
        return this;
    }

    PaymentChange fee(Fee fee) {
        this.fee = fee;
        return this;
    }

    PaymentChange amountRefunded(long amountRefunded) {
        this.amountRefunded = amountRefunded;
        return this;
    }

    /** A reference that is known is not forgotten. */
    PaymentChange reference(@Nullable String reference) {
        this.reference = reference == null ? this.reference : reference;
        return this;
    }

    /** What is learned is added to what was known. */
    PaymentChange data(Map<String, Object> learned) {
        Map<String, Object> all = new HashMap<>(data);
        all.putAll(learned);
        this.data = all;
        return this;
    }

    PaymentChange nextAction(@Nullable NextAction nextAction) {
        this.nextAction = nextAction;
        return this;
    }

    PaymentChange failure(String code, String message) {
        this.failureCode = code;
        this.failureMessage = message;
        return this;
    }

    PaymentChange described(@Nullable String description, @Nullable Map<String, String> metadata) {
        this.description = description;
        this.metadata = metadata;
        return this;
    }

    PaymentChange succeededAt(Instant succeededAt) {
        this.succeededAt = succeededAt;
        return this;
    }

    PaymentChange late(boolean late) {
        this.late = late;
        return this;
    }

    Payment done() {
        return new Payment(
                from.id(),
                from.workspaceId(),
                from.mode(),
                status,
                amount,
                from.currency(),
                fee.amount(),
                fee.status(),
                fee.amount() == null ? null : Long.valueOf(amount - fee.amount()),
                amountRefunded,
                from.customerId(),
                from.checkoutSessionId(),
                from.invoiceId(),
                from.paymentMethod(),
                from.paymentTokenId(),
                from.provider(),
                reference,
                data,
                nextAction,
                from.returnUrl(),
                failureCode,
                failureMessage,
                description,
                succeededAt,
                late,
                metadata,
                from.createdAt(),
                now);
    }
}
