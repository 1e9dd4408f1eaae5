package com.plugipay.providers.midtrans;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.json.Json;
import com.plugipay.model.Ids;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command.LookUpRefund;
import com.plugipay.providers.Command.Refund;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives money back (https://docs.midtrans.com/reference/refund-transaction). Our refund's id is Midtrans's
 * {@code refund_key}: the same key is the same refund.
 */
final class MidtransRefunds {
    private static final Outcome NOT_SUPPORTED = new Outcome.Rejected(
            "refund_not_supported", "Midtrans cannot refund this method. Send the money back and record it.");
    private static final Outcome PARTIAL_NOT_SUPPORTED =
            new Outcome.Rejected("partial_refund_not_supported", "This wallet gives back only the whole amount.");
    private static final Outcome NEVER_THERE = new Outcome.Declined("not_found", "The refund did not reach Midtrans.");

    private static final Outcome NOT_LISTED = new Outcome.Unknown("Midtrans does not list the refund, or not yet");

    /** Longer than any request of ours can be under way, and than Midtrans needs until it lists what it works at. */
    private static final Duration LISTED_AFTER = Duration.ofMinutes(15);

    private final MidtransApi api;
    private final InstantSource clock;

    MidtransRefunds(MidtransApi api, InstantSource clock) {
        this.api = api;
        this.clock = clock;
    }

    Future<Outcome> refund(ProviderAccountCredentials account, Refund refund) {
        return switch (refund.charge().method()) {
            case QRIS, GOPAY, DANA, CARD -> send(account, refund);
            case SHOPEEPAY, OVO ->
                refund.amount() == refund.charge().amount()
                        ? send(account, refund)
                        : Future.succeededFuture(PARTIAL_NOT_SUPPORTED);
            case BCA_VA,
                    MANDIRI_VA,
                    BNI_VA,
                    BRI_VA,
                    PERMATA_VA,
                    CIMB_VA,
                    BSI_VA,
                    ALFAMART,
                    INDOMARET,
                    LINKAJA,
                    ASTRAPAY,
                    PAYPAL,
                    BANK_TRANSFER -> Future.succeededFuture(NOT_SUPPORTED);
        };
    }

    private Future<Outcome> send(ProviderAccountCredentials account, Refund refund) {
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("refund_key", refund.refundId())
                .put("amount", refund.amount())
                .put("reason", refund.reason());
        return api.refund(account, idOf(refund.charge()), body).compose(answer -> conclude(account, refund, answer));
    }

    private Future<Outcome> conclude(ProviderAccountCredentials account, Refund refund, ProviderReply answer) {
        if (MidtransApi.isRepeated(answer)) {
            return api.status(account, idOf(refund.charge()))
                    .map(status -> find(refund, status)
                            .map(MidtransRefundEntry::outcome)
                            .orElseGet(() -> new Outcome.Unknown("A refund that exists is not shown")));
        }
        if (answer instanceof ProviderReply.Answered answered) {
            switch (answered.status()) {
                case 200, 201 -> {
                    return accepted(account, refund, answered);
                }
                case 202 -> {
                    return Future.succeededFuture(denied(answered));
                }
                default -> {}
            }
        }
        return Future.succeededFuture(answer.ofChange());
    }

    /** The answer's own {@code refund_amount} is the sum in some samples, so the refund itself is looked for. */
    private Future<Outcome> accepted(
            ProviderAccountCredentials account, Refund refund, ProviderReply.Answered answered) {
        if (MidtransTransaction.in(answered).isEmpty()) {
            return Future.succeededFuture(new Outcome.Unknown("Midtrans's answer is not readable"));
        }
        Optional<MidtransRefundEntry> shown = find(refund, answered);
        if (shown.isPresent()) {
            return Future.succeededFuture(shown.get().answered());
        }
        Outcome asAsked = new Outcome.Succeeded(
                answered.body().id("refund_chargeback_id"), refund.amount(), refund.currency(), null, Map.of());
        return api.status(account, idOf(refund.charge()))
                .map(status ->
                        find(refund, status).map(MidtransRefundEntry::answered).orElse(asAsked));
    }

    /** 202 is denied by the bank, or, without a description of the transaction, still at work. */
    private static Outcome denied(ProviderReply.Answered answered) {
        return answered.body().has("status_code") && answered.body().text("transaction_status") != null
                ? new Outcome.Declined("refund_denied", MidtransApi.message(answered.status(), answered.body()))
                : new Outcome.Unknown("Midtrans answered 202");
    }

    Future<Outcome> lookUp(ProviderAccountCredentials account, LookUpRefund lookUp) {
        return api.status(account, idOf(lookUp.charge())).map(status -> {
            Optional<MidtransTransaction> transaction = MidtransTransaction.in(status);
            if (transaction.isEmpty()) {
                return status.ofQuestion();
            }
            return MidtransRefundEntry.in(transaction.get().body())
                    .filter(entry -> entry.isNamed(lookUp.refundId(), lookUp.providerReference()))
                    .findFirst()
                    .map(MidtransRefundEntry::outcome)
                    .orElseGet(() -> notListed(lookUp.refundId()));
        });
    }

    /** A refund that Midtrans is still at work on is in no list; one that was made without us was told of by a list. */
    private Outcome notListed(@Nullable String refundId) {
        return refundId == null || Ids.isOlderThan(refundId, LISTED_AFTER, clock.instant()) ? NEVER_THERE : NOT_LISTED;
    }

    private static Optional<MidtransRefundEntry> find(Refund refund, ProviderReply answer) {
        return MidtransTransaction.in(answer)
                .flatMap(transaction -> MidtransRefundEntry.in(transaction.body())
                        .filter(entry -> entry.isNamed(refund.refundId(), null))
                        .findFirst());
    }

    /** The transaction that was paid; the order id where its own id was never learned. */
    private static String idOf(ChargeReference charge) {
        return Objects.requireNonNullElse(charge.providerReference(), charge.chargeId());
    }
}
