package com.plugipay.providers.xendit;

import com.plugipay.money.Currencies;
import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives money back: https://docs.xendit.co/apidocs/refund-payment-request. Xendit takes one refund at a time of a
 * payment, and answers before it is done.
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
                    "refund_not_supported", "Money paid by this method cannot be given back by Xendit."));
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
            // Asked for before under this id: whatever became of that is the answer.
            case ProviderReply.Failed failed ->
                XenditApi.isRepeated(failed)
                        ? list(account, refund.refundId(), requestId).map(Outcome::ofRepeat)
                        : Future.succeededFuture(XenditOutcomes.ofChange(failed));
        });
    }

    Future<Outcome> lookUp(ProviderAccountCredentials account, Command.LookUpRefund lookUp) {
        String id = lookUp.providerReference();
        String refundId = lookUp.refundId();
        if (id != null) {
            return api.get(account, PATH + '/' + XenditApi.part(id)).map(answer -> switch (answer) {
                case ProviderReply.Answered answered ->
                    isMeant(lookUp, answered.body()) ? outcome(answered.body()) : anothers(lookUp);
                case ProviderReply.Failed failed ->
                    refundId == null && XenditApi.isNotFound(failed) ? anothers(lookUp) : failed.ofQuestion();
            });
        }
        if (refundId == null) {
            return Future.succeededFuture(anothers(lookUp));
        }
        return status.requestId(account, lookUp.charge())
                .compose(found -> found.map(requestId -> list(account, refundId, requestId))
                        .orElseGet(() ->
                                Future.succeededFuture(new Outcome.Unknown("The payment that it is of is not known"))));
    }

    /** Compares Plugipay's reference, or for a refund that was made at Xendit the refunded payment. */
    private static boolean isMeant(Command.LookUpRefund lookUp, JsonFields refund) {
        String refundId = lookUp.refundId();
        if (refundId != null) {
            return refundId.equals(refund.text("reference_id"));
        }
        XenditReference charge = XenditReference.of(lookUp.charge());
        String request = refund.id("payment_request_id");
        String payment = refund.id("payment_id");
        return (request != null && request.equals(charge.requestId()))
                || (payment != null && payment.equals(charge.paymentId()));
    }

    private static Outcome anothers(Command.LookUpRefund lookUp) {
        return lookUp.refundId() == null
                ? new Outcome.Declined("not_found", "Xendit knows no such refund of this payment.")
                : new Outcome.Unknown("Xendit says that this is another refund");
    }

    private Future<Outcome> list(ProviderAccountCredentials account, String refundId, String requestId) {
        return api.get(account, PATH + "?payment_request_id=" + XenditApi.part(requestId))
                .map(answer -> switch (answer) {
                    case ProviderReply.Answered answered -> among(answered.body(), refundId);
                    case ProviderReply.Failed failed -> failed.ofQuestion();
                });
    }

    private Outcome among(JsonFields body, String refundId) {
        List<JsonFields> all = body.list("data");
        if (all == null) {
            return new Outcome.Unknown("The answer is no list of refunds");
        }
        boolean whole = !body.node().path("has_more").asBoolean(false);
        return all.stream()
                .filter(refund -> refundId.equals(refund.text("reference_id")))
                .findFirst()
                .map(XenditRefunds::outcome)
                .orElseGet(() -> whole && XenditReference.wouldBeListed(refundId, clock.instant())
                        ? new Outcome.Declined("not_found", "Xendit has never received this refund.")
                        : new Outcome.Unknown("Xendit does not list it, or not yet"));
    }

    /** The outcome of a refund. Succeeded means that it was handed to the bank or wallet. */
    static Outcome outcome(JsonFields refund) {
        String id = refund.id("id");
        Map<String, Object> data = XenditReference.data(refund);
        return switch (refund.status()) {
            case "PENDING" -> new Outcome.Pending(id, data);
            case "SUCCEEDED" -> {
                String currency = refund.currency();
                Long amount = refund.amount("amount", currency);
                yield currency == null || amount == null
                        ? new Outcome.Unknown("It succeeded with an amount that cannot be read")
                        : new Outcome.Succeeded(id, amount, currency, null, data);
            }
            case "FAILED" -> {
                String code = refund.text("failure_code");
                yield new Outcome.Declined(code == null ? "failed" : code, "The refund has failed.");
            }
            case "CANCELLED", "CANCELED" -> new Outcome.Declined("canceled", "The refund was canceled.");
            default -> new Outcome.Unknown("A status that is not known: " + refund.status());
        };
    }

    private static String reason(String ours) {
        return switch (ours) {
            case "fraudulent" -> "FRAUDULENT";
            case "duplicate" -> "DUPLICATE";
            case "requested_by_customer" -> "REQUESTED_BY_CUSTOMER";
            default -> "OTHERS";
        };
    }
}
