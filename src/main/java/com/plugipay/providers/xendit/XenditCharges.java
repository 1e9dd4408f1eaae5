package com.plugipay.providers.xendit;

import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;

/**
 * Takes payments.
 *
 * <p>To create twice under one reference does no harm: nothing can be paid before its code or page was shown, and what
 * was lost with its answer was never shown.
 */
final class XenditCharges {
    private static final String CURRENCY = "IDR";

    private final ChargeLookUp lookUp;
    private final InstantSource clock;

    XenditCharges(ChargeLookUp lookUp, InstantSource clock) {
        this.lookUp = lookUp;
        this.clock = clock;
    }

    Future<Outcome> charge(XenditApi api, Command.Charge charge) {
        XenditChannel channel = XenditChannel.of(charge.method());
        if (channel == null) {
            return Future.succeededFuture(
                    new Outcome.Rejected("method_not_supported", "Xendit does not take this method."));
        }
        if (!charge.currency().equals(CURRENCY)) {
            return Future.succeededFuture(
                    new Outcome.Rejected("currency_not_supported", "Xendit takes these methods in IDR only."));
        }
        boolean hosted = channel.flow() == XenditChannel.Flow.HOSTED;
        Future<XenditAnswer> created = hosted
                ? PaymentSessions.create(api, charge, channel, clock.instant())
                : PaymentRequests.create(api, charge, channel);
        return created.compose(answer -> {
            if (answer instanceof XenditAnswer.Refused refused && refused.isRepeated()) {
                return existing(api, charge, channel, refused);
            }
            return Future.succeededFuture(
                    switch (answer) {
                        case XenditAnswer.Found found ->
                            hosted
                                    ? PaymentSessions.begun(found.body())
                                    : PaymentRequests.begun(found.body(), charge, channel);
                        case XenditAnswer.Failed failed -> failed.ofChange();
                    });
        });
    }

    /** It was asked for before, and that request has arrived. */
    private Future<Outcome> existing(
            XenditApi api, Command.Charge charge, XenditChannel channel, XenditAnswer.Refused refused) {
        return lookUp.listed(api, charge.chargeId()).compose(listed -> switch (listed) {
            case ChargeLookUp.Listed all -> {
                if (all.requests().isEmpty()) {
                    yield Future.succeededFuture(refused.ofRepeat());
                }
                XenditObject request = ChargeLookUp.foremost(all.requests());
                yield Payments.taken(api, request, PaymentRequests.begun(request, charge, channel))
                        .map(Outcome::ofRepeat);
            }
            case ChargeLookUp.NotListed not ->
                Future.succeededFuture(not.outcome().ofRepeat());
        });
    }

    /** Cancels, and looks whether that was in time: what is paid meanwhile is not canceled. */
    Future<Outcome> cancel(XenditApi api, Command.Cancel cancel) {
        XenditReference known = XenditReference.of(cancel.charge());
        if (known.sessionId() != null) {
            return PaymentSessions.cancel(api, known.sessionId())
                    .compose(answer -> lookUp.ofCharge(api, cancel.charge()).map(now -> canceled(answer, now)));
        }
        if (known.requestId() != null) {
            return cancel(api, cancel, known.requestId());
        }
        return lookUp.listed(api, cancel.charge().chargeId()).compose(listed -> switch (listed) {
            case ChargeLookUp.NotListed not -> Future.succeededFuture(not.outcome());
            case ChargeLookUp.Listed all ->
                all.requests().isEmpty()
                        ? Future.succeededFuture(
                                lookUp.missing(cancel.charge().chargeId()) instanceof Outcome.Unknown unknown
                                        ? unknown
                                        : Outcome.Succeeded.done())
                        : cancelAll(api, cancel, all.requests());
        });
    }

    private Future<Outcome> cancelAll(XenditApi api, Command.Cancel cancel, List<XenditObject> requests) {
        Future<Outcome> outcome = Future.succeededFuture(Outcome.Succeeded.done());
        for (XenditObject request : requests) {
            String id = request.id("payment_request_id");
            outcome = outcome.compose(sofar -> id == null || !(sofar instanceof Outcome.Succeeded)
                    ? Future.succeededFuture(sofar)
                    : cancel(api, cancel, id));
        }
        return outcome;
    }

    private Future<Outcome> cancel(XenditApi api, Command.Cancel cancel, String requestId) {
        return PaymentRequests.cancel(api, requestId)
                .compose(answer ->
                        lookUp.ofRequest(api, cancel.charge(), requestId).map(now -> canceled(answer, now)));
    }

    private static Outcome canceled(XenditAnswer answer, Outcome now) {
        return switch (now) {
            case Outcome.Succeeded ignored -> new Outcome.Rejected("already_paid", "The payment has been made.");
            case Outcome.Declined ignored -> Outcome.Succeeded.done();
            case Outcome.Unknown unknown -> unknown;
            // It may be canceled by now, and could not be asked, unless not even that was let through.
            case Outcome.NotDone notDone ->
                answer instanceof XenditAnswer.Failed failed && failed.ofChange() instanceof Outcome.NotDone notCanceled
                        ? notCanceled
                        : notDone.asUnknown();
            case Outcome.Pending ignored -> stillOpen(answer);
            case Outcome.NeedsAction ignored -> stillOpen(answer);
            case Outcome.Held ignored -> stillOpen(answer);
            case Outcome.Reversed ignored -> stillOpen(answer);
            case Outcome.Rejected rejected -> rejected;
        };
    }

    private static Outcome stillOpen(XenditAnswer answer) {
        return switch (answer) {
            case XenditAnswer.Found ignored ->
                new Outcome.Rejected("payment_under_way", "The buyer is paying at this moment.");
            case XenditAnswer.Failed failed -> failed.ofLastingRefusal();
        };
    }
}
