package com.plugipay.providers.xendit;

import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import java.util.List;

/** Cancels charges that are not paid yet. */
final class XenditCancel {
    private final XenditPaymentRequests requests;
    private final XenditPaymentSessions sessions;
    private final XenditStatus status;

    XenditCancel(XenditApi api, XenditStatus status) {
        this.requests = new XenditPaymentRequests(api);
        this.sessions = new XenditPaymentSessions(api);
        this.status = status;
    }

    /** Cancels the charge, and then queries its status, because it may have been paid meanwhile. */
    Future<Outcome> cancel(ProviderAccountCredentials account, Command.Cancel cancel) {
        XenditReference known = XenditReference.of(cancel.charge());
        if (known.sessionId() != null) {
            return sessions.cancel(account, known.sessionId())
                    .compose(answer ->
                            status.ofCharge(account, cancel.charge()).map(outcome -> canceled(answer, outcome)));
        }
        if (known.requestId() != null) {
            return cancel(account, cancel, known.requestId());
        }
        return status.listed(account, cancel.charge().chargeId()).compose(listed -> switch (listed) {
            case XenditStatus.NotListed notListed -> Future.succeededFuture(notListed.outcome());
            case XenditStatus.Listed all ->
                all.requests().isEmpty()
                        ? Future.succeededFuture(
                                status.missing(cancel.charge().chargeId()) instanceof Outcome.Unknown unknown
                                        ? unknown
                                        : Outcome.Succeeded.done())
                        : cancelAll(account, cancel, all.requests());
        });
    }

    private Future<Outcome> cancelAll(
            ProviderAccountCredentials account, Command.Cancel cancel, List<JsonFields> listed) {
        Future<Outcome> outcome = Future.succeededFuture(Outcome.Succeeded.done());
        for (JsonFields request : listed) {
            String id = request.id("payment_request_id");
            outcome = outcome.compose(soFar -> id == null || !(soFar instanceof Outcome.Succeeded)
                    ? Future.succeededFuture(soFar)
                    : cancel(account, cancel, id));
        }
        return outcome;
    }

    private Future<Outcome> cancel(ProviderAccountCredentials account, Command.Cancel cancel, String requestId) {
        return requests.cancel(account, requestId)
                .compose(answer -> status.ofRequest(account, cancel.charge(), requestId)
                        .map(outcome -> canceled(answer, outcome)));
    }

    private static Outcome canceled(ProviderReply answer, Outcome status) {
        return switch (status) {
            case Outcome.Succeeded ignored -> new Outcome.Rejected("already_paid", "The payment has been made.");
            case Outcome.Declined ignored -> Outcome.Succeeded.done();
            case Outcome.Unknown unknown -> unknown;
            // The status is not known: the charge may be canceled, unless the cancel itself had no effect.
            case Outcome.NotDone notDone ->
                answer instanceof ProviderReply.Failed failed
                                && failed.changeOutcome() instanceof Outcome.NotDone notCanceled
                        ? notCanceled
                        : notDone.asUnknown();
            case Outcome.Pending ignored -> stillOpen(answer);
            case Outcome.NeedsAction ignored -> stillOpen(answer);
            case Outcome.Held ignored -> stillOpen(answer);
            case Outcome.Reversed ignored -> stillOpen(answer);
            case Outcome.Rejected rejected -> rejected;
        };
    }

    private static Outcome stillOpen(ProviderReply answer) {
        return switch (answer) {
            case ProviderReply.Answered ignored ->
                new Outcome.Rejected("payment_under_way", "The buyer is paying at this moment.");
            case ProviderReply.Failed failed -> failed.rejectedIfRefused();
        };
    }
}
