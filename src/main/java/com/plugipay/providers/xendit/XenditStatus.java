package com.plugipay.providers.xendit;

import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Queries the status of charges: by Xendit's id, or by Plugipay's when Xendit's is not known. */
final class XenditStatus {
    private final XenditPaymentRequests requests;
    private final XenditPaymentSessions sessions;
    private final XenditPayments payments;
    private final XenditTransactions transactions;
    private final InstantSource clock;

    XenditStatus(XenditApi api, InstantSource clock) {
        this.requests = new XenditPaymentRequests(api);
        this.sessions = new XenditPaymentSessions(api);
        this.payments = new XenditPayments(api);
        this.transactions = new XenditTransactions(api);
        this.clock = clock;
    }

    /** The result of listing the payment requests with one reference. */
    sealed interface Listing {}

    /** All payment requests with the reference, perhaps none. */
    record Listed(List<JsonFields> requests) implements Listing {}

    /** Xendit has not given the list. */
    record NotListed(Outcome outcome) implements Listing {}

    Future<Outcome> ofCharge(ProviderAccountCredentials account, ChargeReference charge) {
        XenditReference known = XenditReference.of(charge);
        if (known.sessionId() != null) {
            return ofSession(account, charge, known.sessionId());
        }
        return known.requestId() == null ? byReference(account, charge) : ofRequest(account, charge, known.requestId());
    }

    Future<Outcome> ofRequest(ProviderAccountCredentials account, ChargeReference charge, String requestId) {
        return requests.find(account, requestId).compose(answer -> switch (answer) {
            case ProviderReply.Answered answered -> conclude(account, charge, answered.body());
            case ProviderReply.Failed failed -> Future.succeededFuture(failed.queryOutcome());
        });
    }

    Future<Listing> listed(ProviderAccountCredentials account, String chargeId) {
        return requests.list(account, chargeId).map(answer -> switch (answer) {
            case ProviderReply.Answered answered -> listed(answered.body(), chargeId);
            case ProviderReply.Failed failed -> new NotListed(failed.queryOutcome());
        });
    }

    /** A list with other references was not filtered: a missing payment request may be on another page. */
    private static Listing listed(JsonFields body, String chargeId) {
        List<JsonFields> all = body.list("data");
        if (all == null) {
            return new NotListed(new Outcome.Unknown("The answer is not a list"));
        }
        List<JsonFields> requests = all.stream()
                .filter(request -> chargeId.equals(request.text("reference_id")))
                .toList();
        return requests.isEmpty() && !all.isEmpty()
                ? new NotListed(new Outcome.Unknown("The list is not of this reference"))
                : new Listed(requests);
    }

    /** Of several payment requests with one reference: one that is paid, or else one that can still be paid. */
    static JsonFields mostAdvanced(List<JsonFields> requests) {
        return requests.stream()
                .filter(request -> XenditOutcomes.of(request) instanceof Outcome.Succeeded)
                .findFirst()
                .or(() -> requests.stream()
                        .filter(request -> XenditOutcomes.of(request) instanceof Outcome.Pending)
                        .findFirst())
                .orElseGet(requests::getFirst);
    }

    private Future<Outcome> byReference(ProviderAccountCredentials account, ChargeReference charge) {
        return listed(account, charge.chargeId()).compose(listing -> switch (listing) {
            case NotListed notListed -> Future.succeededFuture(notListed.outcome());
            case Listed all ->
                all.requests().isEmpty()
                        ? Future.succeededFuture(missing(charge.chargeId()))
                        : conclude(account, charge, mostAdvanced(all.requests()));
        });
    }

    /**
     * Returns the outcome of a charge that is not listed. A hosted page is never listed; if its answer was lost, no
     * buyer sees it.
     */
    Outcome missing(String chargeId) {
        return XenditReference.wouldBeListed(chargeId, clock.instant())
                ? new Outcome.Declined("not_found", "Xendit has never received this payment.")
                : new Outcome.Unknown("Xendit does not list it, or not yet");
    }

    private Future<Outcome> conclude(ProviderAccountCredentials account, ChargeReference charge, JsonFields request) {
        if (isOfOtherCharge(charge, request)) {
            return Future.succeededFuture(new Outcome.Unknown("The payment request belongs to another charge"));
        }
        String channel = request.text("channel_code");
        Outcome outcome = XenditOutcomes.of(request);
        if (XenditChannel.isHosted(channel)) {
            // A try on a hosted page whose id is not known: the buyer may try again on that page.
            return payments.withPaidAmount(
                    account,
                    request,
                    outcome instanceof Outcome.Declined failed
                            ? pending(request).withLastTry(failed)
                            : outcome);
        }
        boolean isPaymentUnseen = XenditChannel.isReusable(channel) && !(outcome instanceof Outcome.Succeeded);
        return isPaymentUnseen
                ? transactions.paid(account, charge.chargeId(), request, outcome)
                : payments.withPaidAmount(account, request, outcome);
    }

    /** Whether the object's reference, if it has one, is not the charge's: a forged callback may combine any ids. */
    private static boolean isOfOtherCharge(ChargeReference charge, JsonFields object) {
        String reference = object.text("reference_id");
        return reference != null && !reference.equals(charge.chargeId());
    }

    private Future<Outcome> ofSession(ProviderAccountCredentials account, ChargeReference charge, String sessionId) {
        return sessions.find(account, sessionId).compose(answer -> switch (answer) {
            case ProviderReply.Answered answered -> {
                if (isOfOtherCharge(charge, answered.body())) {
                    yield Future.succeededFuture(new Outcome.Unknown("The payment page belongs to another charge"));
                }
                String requestId = answered.body().id("payment_request_id");
                yield requestId == null
                        ? Future.succeededFuture(XenditOutcomes.ofSession(answered.body()))
                        : requests.find(account, requestId)
                                .compose(request -> ofSession(account, answered.body(), request));
            }
            case ProviderReply.Failed failed -> Future.succeededFuture(failed.queryOutcome());
        });
    }

    /** The page shows whether the buyer may try again, the payment request whether it was paid. */
    private Future<Outcome> ofSession(ProviderAccountCredentials account, JsonFields session, ProviderReply request) {
        return switch (request) {
            case ProviderReply.Failed failed -> Future.succeededFuture(failed.queryOutcome());
            case ProviderReply.Answered answered ->
                payments.withPaidAmount(account, answered.body(), XenditOutcomes.of(answered.body()))
                        .map(outcome -> ofSession(session, outcome));
        };
    }

    private static Outcome ofSession(JsonFields session, Outcome request) {
        return switch (request) {
            case Outcome.Succeeded paid ->
                new Outcome.Succeeded(
                        session.id("payment_session_id"),
                        paid.amount(),
                        paid.currency(),
                        null,
                        merged(session, paid.providerData()));
            case Outcome.Declined failed ->
                switch (session.status()) {
                    case "ACTIVE", "EXPIRED", "CANCELED", "CANCELLED" ->
                        XenditOutcomes.ofSession(session) instanceof Outcome.Pending open
                                ? open.withLastTry(failed)
                                : XenditOutcomes.ofSession(session);
                    default -> failed;
                };
            case Outcome.Pending open ->
                new Outcome.Pending(
                        session.id("payment_session_id"), merged(session, open.providerData()), open.lastTry());
            case Outcome other -> other;
        };
    }

    private static Map<String, Object> merged(JsonFields session, Map<String, Object> ofRequest) {
        Map<String, Object> data = new HashMap<>(ofRequest);
        data.putAll(XenditReference.data(session));
        return data;
    }

    private static Outcome.Pending pending(JsonFields request) {
        return new Outcome.Pending(request.id("payment_request_id"), XenditReference.data(request));
    }

    /** Finds the id of the payment request, which a refund has to name; empty when it cannot be found at present. */
    Future<Optional<String>> requestId(ProviderAccountCredentials account, ChargeReference charge) {
        XenditReference known = XenditReference.of(charge);
        if (known.requestId() != null) {
            return Future.succeededFuture(Optional.of(known.requestId()));
        }
        return ofCharge(account, charge)
                .map(outcome -> outcome instanceof Outcome.Succeeded paid
                                && paid.providerData().get(XenditReference.REQUEST) instanceof String id
                        ? Optional.of(id)
                        : Optional.empty());
    }
}
