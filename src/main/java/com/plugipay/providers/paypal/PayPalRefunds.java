package com.plugipay.providers.paypal;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.model.Ids;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.accounts.AmountLimits;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Refunds payments, and queries refunds and fees.
 * https://developer.paypal.com/docs/api/payments/v2/#captures_refund
 */
final class PayPalRefunds {
    /** PayPal remembers the request ids of refunds for 45 days; after that a repeat would be another refund. */
    private static final Duration REPEATABLE = Duration.ofDays(44);

    /** The issues after which a refund certainly had no effect. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "CAPTURE_FULLY_REFUNDED",
            "REFUND_AMOUNT_EXCEEDED",
            "REFUND_TIME_LIMIT_EXCEEDED",
            "REFUND_FAILED_INSUFFICIENT_FUNDS",
            "REFUND_NOT_ALLOWED",
            "REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK",
            "PARTIAL_REFUND_NOT_ALLOWED",
            "MAX_NUMBER_OF_REFUNDS_EXCEEDED",
            "PENDING_CAPTURE",
            "TRANSACTION_DISPUTED",
            "CURRENCY_MISMATCH");

    private static final Outcome NO_CAPTURE =
            new Outcome.Rejected("not_captured", "PayPal knows of no money taken by this payment.");

    private static final Outcome NOT_FOUND =
            new Outcome.Declined("not_found", "PayPal knows no such refund of this payment.");
    private static final Outcome OTHER_REFUND = new Outcome.Unknown("The refund at PayPal is another one");

    private final PayPalApi api;
    private final PayPalStatus status;
    private final InstantSource clock;

    PayPalRefunds(PayPalApi api, PayPalStatus status, InstantSource clock) {
        this.api = api;
        this.status = status;
        this.clock = clock;
    }

    Future<Outcome> refund(ProviderAccountCredentials account, Command.Refund refund) {
        PayPalMoney money = new PayPalMoney(refund.amount(), refund.currency());
        if (!money.isPayable()) {
            return Future.succeededFuture(new Outcome.Rejected(
                    AmountLimits.NOT_SUPPORTED, "PayPal gives back whole amounts of " + refund.currency() + " only."));
        }
        return status.captureOf(account, refund.charge()).compose(capture -> {
            if (capture.id() == null) {
                return Future.succeededFuture(capture.obstacle() == null ? NO_CAPTURE : notSent(capture.obstacle()));
            }
            return post(account, refund.refundId(), capture.id(), money).map(PayPalRefunds::ofRequest);
        });
    }

    /**
     * Queries a refund. One whose answer was lost is sent again with the same request id: PayPal makes it now, or
     * answers with its outcome. https://developer.paypal.com/api/rest/reference/idempotency/
     */
    Future<Outcome> query(ProviderAccountCredentials account, Command.QueryRefund query) {
        String refundId = query.refundId();
        if (query.providerReference() != null) {
            return api.get(account, "/v2/payments/refunds/" + query.providerReference())
                    .compose(reply -> switch (reply) {
                        case ProviderReply.Answered answered -> outcome(account, query, answered.body());
                        case ProviderReply.Failed failed ->
                            Future.succeededFuture(
                                    refundId == null && PayPalApi.isNotFound(failed)
                                            ? NOT_FOUND
                                            : failed.queryOutcome());
                    });
        }
        if (refundId == null) {
            return Future.succeededFuture(NOT_FOUND);
        }
        if (Ids.isOlderThan(refundId, REPEATABLE, clock.instant())) {
            return Future.succeededFuture(new Outcome.Unknown("Too old to be repeated without refunding twice"));
        }
        PayPalMoney money = new PayPalMoney(query.amount(), query.charge().currency());
        return status.captureOf(account, query.charge())
                .compose(capture -> capture.id() == null
                        ? Future.succeededFuture(new Outcome.Unknown("The capture could not be found"))
                        : post(account, refundId, capture.id(), money).map(PayPalRefunds::ofRepeat));
    }

    /**
     * Returns the outcome of a refund if it belongs to this charge, because a forged callback may combine any ids. A refund of
     * Plugipay's carries its id; one that was made at PayPal carries none and names this charge's capture.
     */
    private Future<Outcome> outcome(ProviderAccountCredentials account, Command.QueryRefund query, JsonFields refund) {
        String refundId = query.refundId();
        if (refundId != null) {
            return Future.succeededFuture(
                    PayPalJson.plugipayIds(refund).anyMatch(refundId::equals) ? outcome(refund) : OTHER_REFUND);
        }
        String captureId = PayPalJson.captureIdOf(refund).orElse(null);
        return status.captureOf(account, query.charge()).map(capture -> {
            if (capture.id() == null) {
                return capture.obstacle() == null
                        ? NOT_FOUND
                        : capture.obstacle().queryOutcome();
            }
            return capture.id().equals(captureId) ? outcome(refund) : NOT_FOUND;
        });
    }

    Future<Outcome> fee(ProviderAccountCredentials account, Command.QueryFee query) {
        ChargeReference charge = query.charge();
        Outcome pending = new Outcome.Pending(charge.providerReference(), Map.of());
        return status.captureOf(account, charge)
                .compose(capture -> capture.id() == null
                        ? Future.succeededFuture(pending)
                        : status.capture(account, capture.id()).map(reply -> switch (reply) {
                            case ProviderReply.Answered answered ->
                                PayPalCaptures.outcome(answered.body(), charge.providerReference())
                                        .filter(PayPalRefunds::hasFee)
                                        .orElse(pending);
                            case ProviderReply other -> other.queryOutcome();
                        }));
    }

    private static boolean hasFee(Outcome outcome) {
        return outcome instanceof Outcome.Succeeded succeeded && succeeded.feeAmount() != null;
    }

    /** Returns the outcome of a refund. */
    static Outcome outcome(JsonFields refund) {
        Optional<String> id = PayPalJson.id(refund, "id");
        Optional<PayPalMoney> money = PayPalMoney.read(refund.object("amount"));
        if (id.isEmpty()) {
            return new Outcome.Unknown("PayPal's refund has no id");
        }
        return switch (refund.textOrEmpty("status")) {
            case "COMPLETED" ->
                Outcome.succeeded(
                        id.get(),
                        money.map(PayPalMoney::amount).orElse(null),
                        money.map(PayPalMoney::currency).orElse(null),
                        Map.of());
            case "PENDING" -> new Outcome.Pending(id.get(), Map.of());
            case "FAILED" -> new Outcome.Declined("refund_failed", "PayPal could not give the money back.");
            case "CANCELLED" -> new Outcome.Declined("refund_canceled", "The refund was canceled at PayPal.");
            default -> new Outcome.Unknown("PayPal's refund has an unknown status");
        };
    }

    /** Sends the same bytes for the same refund, because PayPal refuses a repeat that differs. */
    private Future<ProviderReply> post(
            ProviderAccountCredentials account, String refundId, String captureId, PayPalMoney money) {
        JsonNode body = Json.MAPPER
                .createObjectNode()
                .put("custom_id", refundId)
                .put("invoice_id", refundId)
                .set("amount", money.json());
        return api.post(account, "/v2/payments/captures/" + captureId + "/refund", refundId, body);
    }

    private static Outcome ofRequest(ProviderReply reply) {
        return switch (reply) {
            case ProviderReply.Answered answered -> outcome(answered.body());
            case ProviderReply.Failed failed -> mayHaveEffect(failed) ? failed.queryOutcome() : failed.changeOutcome();
        };
    }

    /** Returns the outcome of a refund that was not sent, because its capture could not be found. */
    private static Outcome notSent(ProviderReply obstacle) {
        return obstacle instanceof ProviderReply.Unknown unknown
                ? new Outcome.NotDone(Outcome.NotDone.UNREACHABLE, unknown.reason(), null)
                : ofRequest(obstacle);
    }

    private static Outcome ofRepeat(ProviderReply reply) {
        return switch (reply) {
            case ProviderReply.Answered answered -> outcome(answered.body());
            case ProviderReply.Refused refused ->
                refused.isAccessRefused() || mayHaveEffect(refused) ? refused.queryOutcome() : refused.declined();
            case ProviderReply other -> other.queryOutcome();
        };
    }

    /**
     * Whether a refused refund may have been made. Plugipay's refunds carry their id as invoice, so a duplicate is the
     * same refund, which another request has made or is making; and an issue that is not listed may mean anything.
     */
    private static boolean mayHaveEffect(ProviderReply reply) {
        return reply instanceof ProviderReply.Refused refused
                && refused.status() == 422
                && !WITHOUT_EFFECT.contains(refused.code());
    }
}
