package com.plugipay.sandbox.midtrans;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One charge, from its beginning to its refunds. Lives on the event loop of the stand-ins. */
public final class MidtransPayment {
    private final String id;
    private final MidtransOrder order;
    private final MidtransPaymentType channel;
    private final Instant createdAt;
    private final Instant expiresAt;
    private final long imposedFee;
    private final JsonObject shown = new JsonObject();
    private final JsonObject shownWhileOpen = new JsonObject();
    private final List<MidtransRefund> refunds = new ArrayList<>();
    private long gross;
    private Status status = Status.PENDING;
    private String fraud = "accept";
    private boolean refusesRefunds;
    private @Nullable Instant settledAt;
    private @Nullable String returnUrl;
    private @Nullable TestCard card;

    MidtransPayment(
            String id,
            MidtransOrder order,
            MidtransPaymentType channel,
            long imposedFee,
            Instant createdAt,
            Instant expiresAt) {
        this.id = id;
        this.order = order;
        this.channel = channel;
        this.imposedFee = imposedFee;
        this.gross = order.amount() + imposedFee;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    public String id() {
        return id;
    }

    public MidtransOrder order() {
        return order;
    }

    public MidtransPaymentType channel() {
        return channel;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant expiresAt() {
        return expiresAt;
    }

    /** In rupiah; another than the merchant asked when a fee was imposed, or when the buyer paid wrong. */
    public long gross() {
        return gross;
    }

    /** In rupiah; what the buyer pays on top of what the merchant asked. */
    public long imposedFee() {
        return imposedFee;
    }

    void grossIs(long rupiah) {
        gross = rupiah;
    }

    public Status status() {
        return status;
    }

    public void become(Status next) {
        status = next;
    }

    public boolean pending() {
        return status == Status.PENDING;
    }

    /** {@code accept}, {@code challenge} or {@code deny}. */
    public String fraud() {
        return fraud;
    }

    void fraudIs(String verdict) {
        fraud = verdict;
    }

    @Nullable
    public Instant settledAt() {
        return settledAt;
    }

    void settled(Instant at) {
        status = Status.SETTLEMENT;
        settledAt = at;
    }

    /** The fields of this method of payment, in every answer and notice. */
    public JsonObject shown() {
        return shown;
    }

    /** Fields that only the answer to the charge has: links, the QR text. */
    public JsonObject shownWhileOpen() {
        return shownWhileOpen;
    }

    /** Where the buyer goes after a wallet or a bank; null for nowhere. */
    @Nullable
    public String returnUrl() {
        return returnUrl;
    }

    public void returnTo(@Nullable String url) {
        returnUrl = url;
    }

    @Nullable
    TestCard card() {
        return card;
    }

    void paidWith(TestCard typed) {
        card = typed;
    }

    public List<MidtransRefund> refunds() {
        return List.copyOf(refunds);
    }

    public long refunded() {
        return refunds.stream().mapToLong(MidtransRefund::amount).sum();
    }

    void add(MidtransRefund refund) {
        refunds.add(refund);
        status = refunded() == gross ? Status.REFUND : Status.PARTIAL_REFUND;
    }

    void confirm(MidtransRefund refund, Instant at) {
        refunds.replaceAll(one -> one.id() == refund.id() ? one.confirmed(at) : one);
    }

    /** Whether the bank refuses the next refund. */
    boolean refusesRefunds() {
        return refusesRefunds;
    }

    void refuseRefunds(boolean refuse) {
        refusesRefunds = refuse;
    }
}
