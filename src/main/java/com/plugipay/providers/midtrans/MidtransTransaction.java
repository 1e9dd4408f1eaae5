package com.plugipay.providers.midtrans;

import com.plugipay.providers.Command.Charge;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import com.plugipay.providers.midtrans.api.MidtransFailureCodes;
import com.plugipay.providers.midtrans.api.MidtransMoney;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as Midtrans describes it (https://docs.midtrans.com/docs/transaction-status-cycle).
 *
 * <p>Its {@code order_id} is compared for cards only: for DANA and the BI-SNAP banks it holds Midtrans's own id.
 *
 * @param id Midtrans's id; null when missing
 * @param status in lower case; Midtrans writes it in upper case for one method
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

    /** Reads the transaction in an answer; empty when there is none. */
    static Optional<MidtransTransaction> in(ProviderReply answer) {
        return answer instanceof ProviderReply.Answered answered ? in(answered) : Optional.empty();
    }

    private static Optional<MidtransTransaction> in(ProviderReply.Answered answered) {
        String status = answered.body().text("transaction_status");
        return switch (answered.status()) {
            // 202 is denied or expired, 407 expired: both answers describe the transaction.
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
     * Returns the outcome of the charge.
     *
     * @param pageOpen whether the buyer still has a page on which to try again after a denial
     */
    Outcome outcome(boolean pageOpen) {
        return switch (status) {
            // A refund, also a full one, means that the charge had succeeded.
            case "settlement", "refund", "partial_refund", "partial_chargeback" -> succeeded();
            case "capture" -> captured();
            case "authorize" -> new Outcome.Held(id, "authorized", data());
            case "pending" -> new Outcome.Pending(id, data());
            case "deny" -> denied(pageOpen);
            case "cancel" -> canceled();
            case "expire", "expired" -> declined(status, "The payment was not made in time.");
            case "failure" -> declined(status, "The payment has failed.");
            case "chargeback" -> new Outcome.Reversed(id, "chargeback");
            default -> new Outcome.Unknown("Unknown status: " + status);
        };
    }

    private Outcome captured() {
        // Without a fraud status the payment is accepted.
        return switch (body.textOrEmpty("fraud_status").toLowerCase(Locale.ROOT)) {
            case "challenge" -> new Outcome.Held(id, "fraud_review", data());
            case "deny" -> declined("deny", "The payment was denied.");
            default -> succeeded();
        };
    }

    /** A canceled transaction with an approval code is a card payment that was captured: its money goes back. */
    private Outcome canceled() {
        return body.text("approval_code") == null
                ? declined(status, "The payment was canceled.")
                : new Outcome.Reversed(id, "canceled_after_capture");
    }

    /** A denied transaction with a settlement time was settled, and its money was taken back minutes later: this is rare. */
    private Outcome denied(boolean pageOpen) {
        if (body.text("settlement_time") != null) {
            return new Outcome.Reversed(id, "denied_after_settlement");
        }
        String channelCode = body.textOrEmpty("channel_response_code");
        String code = MidtransFailureCodes.channelCode(body.textOrEmpty("payment_type"), channelCode);
        String message = "The bank or the wallet has denied the payment.";
        Outcome.Declined denied =
                code == null ? declined(status, message) : new Outcome.Declined(code, message, channelCode);
        return pageOpen ? new Outcome.Pending(id, data(), denied) : denied;
    }

    private static Outcome.Declined declined(String status, String message) {
        return new Outcome.Declined(
                Objects.requireNonNullElse(MidtransFailureCodes.plugipayCode(status), "declined"), message);
    }

    private Outcome succeeded() {
        Outcome outcome = Outcome.succeeded(id, MidtransMoney.requested(body), MidtransMoney.currency(body), data());
        return outcome instanceof Outcome.Succeeded succeeded
                ? succeeded.withStored(MidtransStoredCard.in(body).orElse(null))
                : outcome;
    }

    /** Returns the buyer's next action for a pending transaction; empty when a part of it is missing. */
    Optional<Outcome> waitingForBuyer(Charge charge) {
        NextAction next = MidtransNextActions.of(charge.method(), body, charge.expiresAt());
        return id == null || next == null ? Optional.empty() : Optional.of(new Outcome.NeedsAction(id, next, data()));
    }

    /** Returns the page on which the buyer confirms the charge of a stored card or of a linked GoPay account. */
    Optional<String> confirmationUrl() {
        return Optional.ofNullable(body.longText("redirect_url"))
                .or(() -> Optional.ofNullable(MidtransNextActions.actionUrl(body, "verification-link-url")));
    }

    boolean isCanceled() {
        return status.equals("cancel");
    }

    /** Whether it is a payment of this order. */
    boolean isOf(String orderId) {
        return orderId.equals(body.text("order_id"));
    }

    /** Returns the facts to store. */
    Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        DATA.forEach((name, field) -> {
            String value = body.text(field);
            if (value != null) {
                data.put(name, value);
            }
        });
        return data;
    }
}
