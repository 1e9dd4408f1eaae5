package com.plugipay.providers.paypal;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.model.Ids;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives money back, and tells what PayPal has kept.
 * https://developer.paypal.com/docs/api/payments/v2/#captures_refund
 */
final class PayPalRefunds {
    /** PayPal remembers request ids of refunds for 45 days; after that the same id would be another refund. */
    private static final Duration REPEATABLE = Duration.ofDays(44);

    /** The issues that say for certain that no money went back. */
    private static final Set<String> NOT_DONE = Set.of(
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
    private static final Outcome ANOTHERS = new Outcome.Unknown("PayPal says that this is another refund");

    private final PayPalApi api;
    private final PayPalStatus status;
    private final InstantSource clock;

    PayPalRefunds(PayPalApi api, PayPalStatus status, InstantSource clock) {
        this.api = api;
        this.status = status;
        this.clock = clock;
    }

    Future<Outcome> refund(PayPalApp app, Command.Refund refund) {
        PayPalMoney money = new PayPalMoney(refund.amount(), refund.currency());
        if (!money.isPayable()) {
            return Future.succeededFuture(new Outcome.Rejected(
                    "amount_not_supported", "PayPal gives back whole amounts of " + refund.currency() + " only."));
        }
        return status.captureOf(app, refund.charge()).compose(capture -> {
            if (capture.id() == null) {
                return Future.succeededFuture(capture.obstacle() == null ? NO_CAPTURE : notAsked(capture.obstacle()));
            }
            return post(app, refund.refundId(), capture.id(), money).map(PayPalRefunds::asked);
        });
    }

    /**
     * A refund whose answer is lost is asked for again with the same request id: PayPal does it now, or tells what came
     * of it. https://developer.paypal.com/api/rest/reference/idempotency/
     */
    Future<Outcome> lookUp(PayPalApp app, Command.LookUpRefund lookUp) {
        String refundId = lookUp.refundId();
        if (lookUp.providerReference() != null) {
            return api.get(app, "/v2/payments/refunds/" + lookUp.providerReference())
                    .compose(reply -> switch (reply) {
                        case PayPalReply.Done done -> outcome(app, lookUp, done.body());
                        case PayPalReply.Refused refused ->
                            Future.succeededFuture(
                                    refused.status() == 404 && refundId == null
                                            ? NOT_FOUND
                                            : PayPalStatus.unknown(refused));
                        case PayPalReply other -> Future.succeededFuture(PayPalStatus.unknown(other));
                    });
        }
        if (refundId == null) {
            return Future.succeededFuture(NOT_FOUND);
        }
        if (Ids.isOlderThan(refundId, REPEATABLE, clock.instant())) {
            return Future.succeededFuture(new Outcome.Unknown("Too old to be asked for again without doing it twice"));
        }
        PayPalMoney money = new PayPalMoney(lookUp.amount(), lookUp.charge().currency());
        return status.captureOf(app, lookUp.charge())
                .compose(capture -> capture.id() == null
                        ? Future.succeededFuture(new Outcome.Unknown("The capture could not be found"))
                        : post(app, refundId, capture.id(), money).map(PayPalRefunds::askedAgain));
    }

    /**
     * What a refund that was asked back says, if it is the one: a notice may pair any ids. Ours carries our id; one that was
     * made without us carries none of ours and is of this charge's capture.
     */
    private Future<Outcome> outcome(PayPalApp app, Command.LookUpRefund lookUp, JsonNode refund) {
        String refundId = lookUp.refundId();
        if (refundId != null) {
            return Future.succeededFuture(
                    PayPalJson.ours(refund).anyMatch(refundId::equals) ? outcome(refund) : ANOTHERS);
        }
        String above = PayPalJson.captureAbove(refund).orElse(null);
        return status.captureOf(app, lookUp.charge()).map(capture -> {
            if (capture.id() == null) {
                return capture.obstacle() == null ? NOT_FOUND : PayPalStatus.unknown(capture.obstacle());
            }
            return capture.id().equals(above) ? outcome(refund) : NOT_FOUND;
        });
    }

    Future<Outcome> fee(PayPalApp app, Command.LookUpFee lookUp) {
        ChargeReference charge = lookUp.charge();
        Outcome notYet = new Outcome.Pending(charge.providerReference(), Map.of());
        return status.captureOf(app, charge)
                .compose(capture -> capture.id() == null
                        ? Future.succeededFuture(notYet)
                        : status.capture(app, capture.id()).map(reply -> switch (reply) {
                            case PayPalReply.Done done ->
                                PayPalCaptures.outcome(done.body(), charge.providerReference())
                                        .filter(PayPalRefunds::tellsTheFee)
                                        .orElse(notYet);
                            case PayPalReply other -> PayPalStatus.unknown(other);
                        }));
    }

    private static boolean tellsTheFee(Outcome outcome) {
        return outcome instanceof Outcome.Succeeded succeeded && succeeded.feeAmount() != null;
    }

    /** What a refund, as PayPal shows it, says. */
    static Outcome outcome(JsonNode refund) {
        Optional<String> id = PayPalJson.id(refund, "id");
        Optional<PayPalMoney> money = PayPalMoney.read(refund.path("amount"));
        if (id.isEmpty()) {
            return new Outcome.Unknown("PayPal's refund has no id");
        }
        return switch (PayPalJson.text(refund, "status")) {
            case "COMPLETED" ->
                money.<Outcome>map(moved ->
                                new Outcome.Succeeded(id.get(), moved.amount(), moved.currency(), null, Map.of()))
                        .orElseGet(() -> new Outcome.Unknown("PayPal's refund has no amount"));
            case "PENDING" -> new Outcome.Pending(id.get(), Map.of());
            case "FAILED" -> new Outcome.Declined("refund_failed", "PayPal could not give the money back.");
            case "CANCELLED" -> new Outcome.Declined("refund_canceled", "The refund was canceled at PayPal.");
            default -> new Outcome.Unknown("PayPal's refund has no status that is known");
        };
    }

    /** The same bytes for the same refund, whoever asks: a repeat that differs would be refused. */
    private Future<PayPalReply> post(PayPalApp app, String refundId, String captureId, PayPalMoney money) {
        JsonNode body = Json.MAPPER
                .createObjectNode()
                .put("custom_id", refundId)
                .put("invoice_id", refundId)
                .set("amount", money.wire());
        return api.post(app, "/v2/payments/captures/" + captureId + "/refund", refundId, body);
    }

    private static Outcome asked(PayPalReply reply) {
        return switch (reply) {
            case PayPalReply.Done done -> outcome(done.body());
            case PayPalReply.Refused refused ->
                mayBeDone(refused)
                        ? PayPalStatus.unknown(refused)
                        : new Outcome.Rejected(refused.issue(), refused.message());
            case PayPalReply.NoAccess no -> new Outcome.Rejected(no.code(), no.message());
            case PayPalReply.NotDone notDone -> notDone.outcome();
            case PayPalReply.Uncertain uncertain -> new Outcome.Unknown(uncertain.reason());
        };
    }

    /** What was to be refunded could not be found out, and so nothing was. */
    private static Outcome notAsked(PayPalReply obstacle) {
        return obstacle instanceof PayPalReply.Uncertain uncertain
                ? new Outcome.NotDone(Outcome.NotDone.UNREACHABLE, uncertain.reason(), null)
                : asked(obstacle);
    }

    private static Outcome askedAgain(PayPalReply reply) {
        return switch (reply) {
            case PayPalReply.Done done -> outcome(done.body());
            case PayPalReply.Refused refused ->
                refused.status() == 403 || mayBeDone(refused)
                        ? PayPalStatus.unknown(refused)
                        : new Outcome.Declined(refused.issue(), refused.message());
            case PayPalReply other -> PayPalStatus.unknown(other);
        };
    }

    /**
     * A refund of ours carries its id as invoice, so that a duplicate is itself, done or being done by another request;
     * and of an issue that is in no list nobody knows.
     */
    private static boolean mayBeDone(PayPalReply.Refused refused) {
        return refused.status() == 422 && !NOT_DONE.contains(refused.issue());
    }
}
