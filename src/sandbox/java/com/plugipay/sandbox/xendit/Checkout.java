package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.ProviderObject;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session: a page of Xendit's on which the buyer chooses how to pay. */
public final class Checkout extends ProviderObject<Checkout.Status> {
    public enum Status {
        ACTIVE,
        COMPLETED,
        EXPIRED,
        CANCELED
    }

    /**
     * What the merchant asked for.
     *
     * @param amount in minor units
     * @param answer the fields of the answer that only repeat what was asked
     */
    public record Asked(
            String reference,
            long amount,
            String currency,
            List<XenditChannelCode> channels,
            @Nullable String description,
            @Nullable JsonObject metadata,
            @Nullable String successUrl,
            @Nullable String cancelUrl,
            Instant expiresAt,
            JsonObject answer) {}

    private final Account account;
    private final Asked asked;
    private @Nullable PaymentRequest paidBy;

    public Checkout(Account account, String id, Asked asked, Instant created) {
        super(id, Status.ACTIVE, created);
        this.account = account;
        this.asked = asked;
    }

    public Account account() {
        return account;
    }

    public Asked asked() {
        return asked;
    }

    public boolean open() {
        return status() == Status.ACTIVE;
    }

    public Optional<PaymentRequest> paidBy() {
        return Optional.ofNullable(paidBy);
    }

    /** The path of the page under the stand-in's own. */
    public String path() {
        return "/checkout/sessions/" + id();
    }

    /** The channels that are offered and take such an amount. */
    public List<XenditChannelCode> offered() {
        return asked.channels().stream()
                .filter(channel -> channel.takes(asked.amount()))
                .toList();
    }

    void paid(PaymentRequest request, Instant now) {
        paidBy = request;
        // An expired session stays expired, whatever its payment says.
        become(open() ? Status.COMPLETED : status(), now);
    }
}
