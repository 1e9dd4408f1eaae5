package com.plugipay.providers.xendit;

import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.kit.JsonFields;
import io.vertx.core.Future;
import java.time.InstantSource;

/**
 * Takes payments.
 *
 * <p>To create twice under one reference does no harm: nothing can be paid before its code or page was shown, and what
 * was lost with its answer was never shown.
 */
final class XenditCharges {
    private static final String CURRENCY = "IDR";

    private final XenditStatus status;
    private final InstantSource clock;

    XenditCharges(XenditStatus status, InstantSource clock) {
        this.status = status;
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
        Future<XenditReply> created = hosted
                ? XenditPaymentSessions.create(api, charge, channel, clock.instant())
                : XenditPaymentRequests.create(api, charge, channel);
        return created.compose(answer -> {
            if (answer instanceof XenditReply.Refused refused && refused.isRepeated()) {
                return existing(api, charge, channel, refused);
            }
            return Future.succeededFuture(
                    switch (answer) {
                        case XenditReply.Found found ->
                            hosted
                                    ? XenditPaymentSessions.begun(found.body())
                                    : XenditPaymentRequests.begun(found.body(), charge, channel);
                        case XenditReply.Failed failed -> failed.ofChange();
                    });
        });
    }

    /** It was asked for before, and that request has arrived. */
    private Future<Outcome> existing(
            XenditApi api, Command.Charge charge, XenditChannel channel, XenditReply.Refused refused) {
        return status.listed(api, charge.chargeId()).compose(listed -> switch (listed) {
            case XenditStatus.Listed all -> {
                if (all.requests().isEmpty()) {
                    yield Future.succeededFuture(refused.ofRepeat());
                }
                JsonFields request = XenditStatus.foremost(all.requests());
                yield XenditPayments.taken(api, request, XenditPaymentRequests.begun(request, charge, channel))
                        .map(Outcome::ofRepeat);
            }
            case XenditStatus.NotListed not ->
                Future.succeededFuture(not.outcome().ofRepeat());
        });
    }
}
