package com.plugipay.providers.midtrans;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.json.Json;
import com.plugipay.model.Ids;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Command.QueryRefund;
import com.plugipay.providers.Command.Refund;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.ProviderReply;
import com.plugipay.providers.midtrans.api.MidtransApi;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refunds payments (https://docs.midtrans.com/reference/refund-transaction). Plugipay's id of the refund is Midtrans's
 * {@code refund_key}: requests with the same key are the same refund.
 */
final class MidtransRefunds {
    private static final Outcome NOT_SUPPORTED = new Outcome.Rejected(
            Command.REFUND_NOT_SUPPORTED, "Midtrans cannot refund this method. Send the money back and record it.");
    private static final Outcome PARTIAL_NOT_SUPPORTED =
            new Outcome.Rejected("partial_refund_not_supported", "This wallet gives back only the whole amount.");
    private static final Outcome NOT_FOUND = new Outcome.Declined("not_found", "The refund did not reach Midtrans.");

    private static final Outcome NOT_LISTED = new Outcome.Unknown("Midtrans does not list the refund, or not yet");

    /** Longer than a request can take, together with the time that Midtrans needs to list a new refund. */
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
                            .orElseGet(() ->
                                    new Outcome.Unknown("Midtrans says that the refund exists, and does not list it")));
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
        return Future.succeededFuture(answer.changeOutcome());
    }

    /** Finds the refund itself, because {@code refund_amount} is the sum of all refunds in some samples. */
    private Future<Outcome> accepted(
            ProviderAccountCredentials account, Refund refund, ProviderReply.Answered answered) {
        if (MidtransTransaction.in(answered).isEmpty()) {
            return Future.succeededFuture(new Outcome.Unknown("Midtrans's answer cannot be read"));
        }
        Optional<MidtransRefundEntry> entry = find(refund, answered);
        if (entry.isPresent()) {
            return Future.succeededFuture(entry.get().outcomeOfRequest());
        }
        Outcome asRequested = new Outcome.Succeeded(
                answered.body().id("refund_chargeback_id"), refund.amount(), refund.currency(), null, Map.of());
        return api.status(account, idOf(refund.charge()))
                .map(status -> find(refund, status)
                        .map(MidtransRefundEntry::outcomeOfRequest)
                        .orElse(asRequested));
    }

    /** Reads a 202: the bank has denied the refund, or, without a description of the transaction, it is still in progress. */
    private static Outcome denied(ProviderReply.Answered answered) {
        return answered.body().has("status_code") && answered.body().text("transaction_status") != null
                ? new Outcome.Declined("refund_denied", MidtransApi.message(answered.status(), answered.body()))
                : new Outcome.Unknown("Midtrans answered 202");
    }

    Future<Outcome> query(ProviderAccountCredentials account, QueryRefund query) {
        return api.status(account, idOf(query.charge())).map(status -> {
            Optional<MidtransTransaction> transaction = MidtransTransaction.in(status);
            if (transaction.isEmpty()) {
                return status.queryOutcome();
            }
            return MidtransRefundEntry.in(transaction.get().body())
                    .filter(entry -> entry.hasId(query.refundId(), query.providerReference()))
                    .findFirst()
                    .map(MidtransRefundEntry::outcome)
                    .orElseGet(() -> notListed(query.refundId()));
        });
    }

    /** Midtrans does not list a refund in progress. A refund that was made at Midtrans was listed before, so it is gone. */
    private Outcome notListed(@Nullable String refundId) {
        return refundId == null || Ids.isOlderThan(refundId, LISTED_AFTER, clock.instant()) ? NOT_FOUND : NOT_LISTED;
    }

    private static Optional<MidtransRefundEntry> find(Refund refund, ProviderReply answer) {
        return MidtransTransaction.in(answer)
                .flatMap(transaction -> MidtransRefundEntry.in(transaction.body())
                        .filter(entry -> entry.hasId(refund.refundId(), null))
                        .findFirst());
    }

    /** Returns the id of the transaction that was paid; the order id if the transaction's is not known. */
    private static String idOf(ChargeReference charge) {
        return Objects.requireNonNullElse(charge.providerReference(), charge.chargeId());
    }
}
