package com.plugipay.providers.xendit;

import com.plugipay.money.Currencies;
import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.kit.JsonFields;
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
    private static final int NOT_FOUND = 404;

    private final XenditStatus charges;
    private final InstantSource clock;

    XenditRefunds(XenditStatus charges, InstantSource clock) {
        this.charges = charges;
        this.clock = clock;
    }

    Future<Outcome> refund(XenditApi api, Command.Refund refund) {
        XenditChannel channel = XenditChannel.of(refund.charge().method());
        if (channel == null || !channel.canRefund()) {
            return Future.succeededFuture(new Outcome.Rejected(
                    "refund_not_supported", "Money paid by this method cannot be given back by Xendit."));
        }
        return charges.requestId(api, refund.charge())
                .compose(found -> found.map(requestId -> create(api, refund, requestId))
                        .orElseGet(() -> Future.succeededFuture(new Outcome.NotDone(
                                "payment_not_found", "Xendit does not name the payment at this moment.", null))));
    }

    private Future<Outcome> create(XenditApi api, Command.Refund refund, String requestId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("payment_request_id", requestId);
        body.put("reference_id", refund.refundId());
        body.put("currency", refund.currency());
        body.put("amount", Currencies.toMajor(refund.amount(), refund.currency()));
        body.put("reason", reason(refund.reason()));
        return api.post(PATH, refund.refundId(), body).compose(answer -> switch (answer) {
            case XenditReply.Found found -> Future.succeededFuture(outcome(found.body()));
            // Asked for before under this id: whatever became of that is the answer.
            case XenditReply.Failed failed ->
                failed instanceof XenditReply.Refused refused && refused.isRepeated()
                        ? list(api, refund.refundId(), requestId).map(Outcome::ofRepeat)
                        : Future.succeededFuture(failed.ofChange());
        });
    }

    Future<Outcome> lookUp(XenditApi api, Command.LookUpRefund lookUp) {
        String id = lookUp.providerReference();
        String refundId = lookUp.refundId();
        if (id != null) {
            return api.get(PATH + '/' + XenditApi.part(id)).map(answer -> switch (answer) {
                case XenditReply.Found found ->
                    isMeant(lookUp, found.body()) ? outcome(found.body()) : anothers(lookUp);
                case XenditReply.Refused refused ->
                    refundId == null && refused.status() == NOT_FOUND ? anothers(lookUp) : refused.ofQuestion();
                case XenditReply.Failed failed -> failed.ofQuestion();
            });
        }
        if (refundId == null) {
            return Future.succeededFuture(anothers(lookUp));
        }
        return charges.requestId(api, lookUp.charge())
                .compose(found -> found.map(requestId -> list(api, refundId, requestId))
                        .orElseGet(() ->
                                Future.succeededFuture(new Outcome.Unknown("The payment that it is of is not known"))));
    }

    /** Ours by our reference; one that was made without us by the payment that it gives back. */
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

    private Future<Outcome> list(XenditApi api, String refundId, String requestId) {
        return api.get(PATH + "?payment_request_id=" + XenditApi.part(requestId))
                .map(answer -> switch (answer) {
                    case XenditReply.Found found -> among(found.body(), refundId);
                    case XenditReply.Failed failed -> failed.ofQuestion();
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

    /** What a refund says of itself. Succeeded means that it was handed to the bank or wallet. */
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
