package com.plugipay.providers.xendit;

import com.plugipay.money.Currencies;
import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import com.plugipay.providers.kit.UrlPart;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Refunds payments: https://docs.xendit.co/apidocs/refund-payment-request. Xendit takes one refund of a payment at a time, and
 * answers before the refund is complete.
 */
final class XenditRefunds {
    private static final String PATH = "/refunds";

    private final XenditApi api;
    private final XenditStatus status;
    private final InstantSource clock;

    XenditRefunds(XenditApi api, XenditStatus status, InstantSource clock) {
        this.api = api;
        this.status = status;
        this.clock = clock;
    }

    Future<Outcome> refund(ProviderAccountCredentials account, Command.Refund refund) {
        XenditChannel channel = XenditChannel.of(refund.charge().method());
        if (channel == null || !channel.canRefund()) {
            return Future.succeededFuture(new Outcome.Rejected(
                    Command.REFUND_NOT_SUPPORTED, "Money paid by this method cannot be given back by Xendit."));
        }
        return status.requestId(account, refund.charge())
                .compose(found -> found.map(requestId -> create(account, refund, requestId))
                        .orElseGet(() -> Future.succeededFuture(new Outcome.NotDone(
                                "payment_not_found", "Xendit does not name the payment at this moment.", null))));
    }

    private Future<Outcome> create(ProviderAccountCredentials account, Command.Refund refund, String requestId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("payment_request_id", requestId);
        body.put("reference_id", refund.refundId());
        body.put("currency", refund.currency());
        body.put("amount", Currencies.toMajor(refund.amount(), refund.currency()));
        body.put("reason", reason(refund.reason()));
        return api.post(account, PATH, refund.refundId(), body).compose(answer -> switch (answer) {
            case ProviderReply.Answered answered -> Future.succeededFuture(outcome(answered.body()));
            // This refund was requested before: its outcome is the answer.
            case ProviderReply.Failed failed ->
                XenditApi.isRepeated(failed)
                        ? list(account, refund.refundId(), requestId).map(Outcome::ofRepeatedCommand)
                        : Future.succeededFuture(XenditOutcomes.ofChange(failed));
        });
    }

    Future<Outcome> query(ProviderAccountCredentials account, Command.QueryRefund query) {
        String id = query.providerReference();
        String refundId = query.refundId();
        if (id != null) {
            return api.get(account, PATH + '/' + UrlPart.encode(id)).map(answer -> switch (answer) {
                case ProviderReply.Answered answered ->
                    isRequested(query, answered.body()) ? outcome(answered.body()) : otherRefund(query);
                case ProviderReply.Failed failed ->
                    refundId == null && XenditApi.isNotFound(failed) ? otherRefund(query) : failed.queryOutcome();
            });
        }
        if (refundId == null) {
            return Future.succeededFuture(otherRefund(query));
        }
        return status.requestId(account, query.charge())
                .compose(found -> found.map(requestId -> list(account, refundId, requestId))
                        .orElseGet(() ->
                                Future.succeededFuture(new Outcome.Unknown("The refunded payment is not known"))));
    }

    /** Whether this is the requested refund: by Plugipay's reference, or by the payment for a refund made at Xendit. */
    private static boolean isRequested(Command.QueryRefund query, JsonFields refund) {
        String refundId = query.refundId();
        if (refundId != null) {
            return refundId.equals(refund.text("reference_id"));
        }
        XenditReference charge = XenditReference.of(query.charge());
        String request = refund.id("payment_request_id");
        String payment = refund.id("payment_id");
        return (request != null && request.equals(charge.requestId()))
                || (payment != null && payment.equals(charge.paymentId()));
    }

    private static Outcome otherRefund(Command.QueryRefund query) {
        return query.refundId() == null
                ? new Outcome.Declined("not_found", "Xendit knows no such refund of this payment.")
                : new Outcome.Unknown("The refund at Xendit is another one");
    }

    private Future<Outcome> list(ProviderAccountCredentials account, String refundId, String requestId) {
        return api.get(account, PATH + "?payment_request_id=" + UrlPart.encode(requestId))
                .map(answer -> switch (answer) {
                    case ProviderReply.Answered answered -> find(answered.body(), refundId);
                    case ProviderReply.Failed failed -> failed.queryOutcome();
                });
    }

    private Outcome find(JsonFields body, String refundId) {
        List<JsonFields> all = body.list("data");
        if (all == null) {
            return new Outcome.Unknown("The answer is not a list of refunds");
        }
        boolean isComplete = !body.node().path("has_more").asBoolean(false);
        return all.stream()
                .filter(refund -> refundId.equals(refund.text("reference_id")))
                .findFirst()
                .map(XenditRefunds::outcome)
                .orElseGet(() -> isComplete && XenditReference.wouldBeListed(refundId, clock.instant())
                        ? new Outcome.Declined("not_found", "Xendit has never received this refund.")
                        : new Outcome.Unknown("Xendit does not list it, or not yet"));
    }

    /** Returns the outcome of a refund. A success means that Xendit has handed the money to the bank or wallet. */
    static Outcome outcome(JsonFields refund) {
        String id = refund.id("id");
        Map<String, Object> data = XenditReference.data(refund);
        return switch (refund.status()) {
            case "PENDING" -> new Outcome.Pending(id, data);
            case "SUCCEEDED" -> {
                String currency = refund.currency();
                yield Outcome.succeeded(id, refund.amount("amount", currency), currency, data);
            }
            case "FAILED" -> {
                String code = refund.text("failure_code");
                yield new Outcome.Declined(code == null ? "failed" : code, "The refund has failed.");
            }
            case "CANCELLED", "CANCELED" -> new Outcome.Declined("canceled", "The refund was canceled.");
            default -> new Outcome.Unknown("Unknown status: " + refund.status());
        };
    }

    private static String reason(String reason) {
        return switch (reason) {
            case "fraudulent" -> "FRAUDULENT";
            case "duplicate" -> "DUPLICATE";
            case "requested_by_customer" -> "REQUESTED_BY_CUSTOMER";
            default -> "OTHERS";
        };
    }
}
