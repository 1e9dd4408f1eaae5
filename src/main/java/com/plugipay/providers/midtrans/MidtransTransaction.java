package com.plugipay.providers.midtrans;

import com.plugipay.providers.Command.Charge;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as Midtrans describes it, and what that means
 * (https://docs.midtrans.com/docs/transaction-status-cycle).
 *
 * <p>Its {@code order_id} is looked at for cards only: for DANA and the BI-SNAP banks Midtrans puts its own id there.
 *
 * @param id Midtrans's; null when it does not say
 * @param status in lower case: one method writes it in upper case
 */
record MidtransTransaction(@Nullable String id, String status, JsonFields body) {
    /** The fields that are stored beside the payment, by their names there. */
    private static final Map<String, String> DATA = Map.of(
            "transactionId", "transaction_id",
            "paymentType", "payment_type",
            "issuer", "issuer",
            "acquirer", "acquirer",
            "bank", "bank",
            "maskedCard", "masked_card",
            "cardType", "card_type",
            "approvalCode", "approval_code",
            "settlementTime", "settlement_time");

    /** The transaction that an answer describes; empty when it describes none. */
    static Optional<MidtransTransaction> in(ProviderReply answer) {
        return answer instanceof ProviderReply.Answered answered ? in(answered) : Optional.empty();
    }

    private static Optional<MidtransTransaction> in(ProviderReply.Answered answered) {
        String status = answered.body().text("transaction_status");
        return switch (answered.status()) {
            // 202 is denied or expired, 407 expired: both are ordinary descriptions.
            case 200, 201, 202, 407 ->
                status == null
                        ? Optional.empty()
                        : Optional.of(new MidtransTransaction(
                                answered.body().id("transaction_id"),
                                status.toLowerCase(Locale.ROOT),
                                answered.body()));
            default -> Optional.empty();
        };
    }

    /**
     * What this means for the charge.
     *
     * @param pageOpen whether the buyer still has a page on which a denied payment can be tried again
     */
    Outcome outcome(boolean pageOpen) {
        return switch (status) {
            // A refund, also a full one, means that the charge itself has succeeded.
            case "settlement", "refund", "partial_refund", "partial_chargeback" -> succeeded();
            case "capture" -> captured();
            case "authorize" -> new Outcome.Held(id, "authorized", data());
            case "pending" -> new Outcome.Pending(id, data());
            case "deny" -> denied(pageOpen);
            case "cancel" -> canceled();
            case "expire", "expired" -> declined(status, "The payment was not made in time.");
            case "failure" -> declined(status, "The payment has failed.");
            case "chargeback" -> new Outcome.Reversed(id, "chargeback");
            default -> new Outcome.Unknown("Midtrans names a status that is not known here");
        };
    }

    private Outcome captured() {
        // Absent means accepted.
        return switch (body.textOrEmpty("fraud_status").toLowerCase(Locale.ROOT)) {
            case "challenge" -> new Outcome.Held(id, "fraud_review", data());
            case "deny" -> declined("deny", "The payment was denied.");
            default -> succeeded();
        };
    }

    /** A card that was captured and not settled yet is canceled too: it had been approved, and its money goes back. */
    private Outcome canceled() {
        return body.text("approval_code") == null
                ? declined(status, "The payment was canceled.")
                : new Outcome.Reversed(id, "canceled_after_capture");
    }

    /** Rarely, minutes after settlement, a bank takes the money back: then there is a time of settlement. */
    private Outcome denied(boolean pageOpen) {
        if (body.text("settlement_time") != null) {
            return new Outcome.Reversed(id, "denied_after_settlement");
        }
        Outcome.Declined denied = declined(status, "The bank or the wallet has denied the payment.");
        return pageOpen ? new Outcome.Pending(id, data(), denied) : denied;
    }

    private static Outcome.Declined declined(String status, String message) {
        return new Outcome.Declined(Objects.requireNonNullElse(MidtransFailureCodes.ours(status), "declined"), message);
    }

    private Outcome succeeded() {
        Long amount = MidtransMoney.requested(body);
        return amount == null
                ? new Outcome.Unknown("Midtrans's amount is not readable")
                : new Outcome.Succeeded(id, amount, MidtransMoney.currency(body), null, data());
    }

    /** The buyer's next action for a pending transaction; empty when a part of it is missing. */
    Optional<Outcome> waitingForBuyer(Charge charge) {
        NextAction next = MidtransNextActions.of(charge.method(), body, charge.expiresAt());
        return id == null || next == null ? Optional.empty() : Optional.of(new Outcome.NeedsAction(id, next, data()));
    }

    /** Whether it is a try to pay that order. */
    boolean isOf(String orderId) {
        return orderId.equals(body.text("order_id"));
    }

    /** The facts worth keeping. */
    Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        DATA.forEach((ours, theirs) -> {
            String value = body.text(theirs);
            if (value != null) {
                data.put(ours, value);
            }
        });
        return data;
    }
}
