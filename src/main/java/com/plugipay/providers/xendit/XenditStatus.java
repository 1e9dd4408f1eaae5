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
import org.jspecify.annotations.Nullable;

/** Queries the status of charges: by Xendit's id, or by Plugipay's when Xendit's is not known. */
final class XenditStatus {
    private static final Outcome OTHER_PAGE = new Outcome.Unknown("The payment page belongs to another charge");

    private final XenditPaymentRequests requests;
    private final XenditPaymentSessions sessions;
    private final XenditTransactions transactions;
    private final XenditTokens tokens;
    private final InstantSource clock;

    XenditStatus(XenditApi api, InstantSource clock) {
        this.requests = new XenditPaymentRequests(api);
        this.sessions = new XenditPaymentSessions(api);
        this.transactions = new XenditTransactions(api);
        this.tokens = new XenditTokens(api);
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
        if (charge.amount() == 0) {
            return ofSetup(account, charge, known.sessionId());
        }
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
        if (XenditReference.isOfOther(charge.chargeId(), request)) {
            return Future.succeededFuture(new Outcome.Unknown("The payment request belongs to another charge"));
        }
        if (XenditStoredCharges.isOne(request)) {
            return ofStoredCharge(account, request);
        }
        String channel = request.text("channel_code");
        Outcome outcome = XenditOutcomes.of(request);
        if (XenditChannel.isHosted(channel)) {
            // A try on a hosted page whose id is not known: the buyer may try again on that page.
            return requests.withPaidAmount(
                            account,
                            request,
                            outcome instanceof Outcome.Declined failed
                                    ? pending(request).withLastTry(failed)
                                    : outcome)
                    .compose(known -> tokens.withStored(account, request.id(XenditTokens.TOKEN), known));
        }
        boolean isPaymentUnseen = XenditChannel.isReusable(channel) && !(outcome instanceof Outcome.Succeeded);
        return isPaymentUnseen
                ? transactions.paid(account, charge.chargeId(), request, outcome)
                : requests.withPaidAmount(account, request, outcome);
    }

    /**
     * Returns the outcome of a charge by a stored method. One that an absent buyer would have to confirm is canceled,
     * so that it has failed for certain.
     */
    Future<Outcome> ofStoredCharge(ProviderAccountCredentials account, JsonFields request) {
        String id = request.id("payment_request_id");
        boolean isStuck =
                XenditStoredCharges.isBuyerAbsent(request) && request.status().equals("REQUIRES_ACTION");
        return !isStuck || id == null
                ? requests.withPaidAmount(account, request, XenditOutcomes.of(request))
                : requests.cancel(account, id)
                        .compose(ignored -> requests.find(account, id))
                        .compose(answer -> switch (answer) {
                            case ProviderReply.Answered answered ->
                                requests.withPaidAmount(account, answered.body(), XenditOutcomes.of(answered.body()));
                            case ProviderReply.Failed failed -> Future.succeededFuture(failed.queryOutcome());
                        });
    }

    /** A page that stores a payment method is never listed; if its answer was lost, no buyer sees it. */
    private Future<Outcome> ofSetup(
            ProviderAccountCredentials account, ChargeReference setup, @Nullable String sessionId) {
        if (sessionId == null) {
            return Future.succeededFuture(missing(setup.chargeId()));
        }
        return sessions.find(account, sessionId).compose(answer -> switch (answer) {
            case ProviderReply.Answered answered ->
                XenditReference.isOfOther(setup.chargeId(), answered.body())
                        ? Future.succeededFuture(OTHER_PAGE)
                        : tokens.ofSetup(account, setup, answered.body());
            case ProviderReply.Failed failed -> Future.succeededFuture(failed.queryOutcome());
        });
    }

    private Future<Outcome> ofSession(ProviderAccountCredentials account, ChargeReference charge, String sessionId) {
        return sessions.find(account, sessionId).compose(answer -> switch (answer) {
            case ProviderReply.Answered answered -> {
                if (XenditReference.isOfOther(charge.chargeId(), answered.body())) {
                    yield Future.succeededFuture(OTHER_PAGE);
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
                requests.withPaidAmount(account, answered.body(), XenditOutcomes.of(answered.body()))
                        .map(outcome -> ofSession(session, outcome))
                        .compose(outcome -> tokens.withStored(account, session.id(XenditTokens.TOKEN), outcome));
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
