package com.plugipay.providers.xendit;

import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.ChargeCheck;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * Takes payments that the buyer makes, and lets the buyer store a payment method without one.
 *
 * <p>Creating two charges with one reference does no harm: a charge whose answer was lost is never shown to a buyer, and so is
 * never paid.
 */
final class XenditCharges {
    private final XenditPaymentRequests requests;
    private final XenditPaymentSessions sessions;
    private final XenditStatus status;
    private final InstantSource clock;

    XenditCharges(XenditApi api, XenditStatus status, InstantSource clock) {
        this.requests = new XenditPaymentRequests(api);
        this.sessions = new XenditPaymentSessions(api);
        this.status = status;
        this.clock = clock;
    }

    Future<Outcome> charge(ProviderAccountCredentials account, Command.Charge charge) {
        Optional<Outcome> refusal = ChargeCheck.refusal(XenditFactory.KIND, "Xendit", charge)
                .or(() -> charge.savedFor() == null
                        ? Optional.empty()
                        : XenditStoredCharges.refusal(charge.method(), charge.currency()));
        if (refusal.isPresent()) {
            return Future.succeededFuture(refusal.get());
        }
        XenditChannel channel = Objects.requireNonNull(XenditChannel.of(charge.method()));
        boolean hosted = channel.flow() == XenditChannel.Flow.HOSTED;
        Future<ProviderReply> created = hosted
                ? sessions.create(account, charge, channel, clock.instant())
                : requests.create(account, charge, channel);
        return created.compose(answer -> {
            if (answer instanceof ProviderReply.Failed failed && XenditApi.isRepeated(failed)) {
                return resume(account, charge, channel, failed);
            }
            return Future.succeededFuture(
                    switch (answer) {
                        case ProviderReply.Answered answered ->
                            hosted
                                    ? XenditPaymentSessions.created(answered.body())
                                    : XenditPaymentRequests.created(answered.body(), charge, channel);
                        case ProviderReply.Failed failure -> XenditOutcomes.ofChange(failure);
                    });
        });
    }

    /** Opens the page on which the buyer stores a payment method. */
    Future<Outcome> setUp(ProviderAccountCredentials account, Command.Setup setup) {
        Optional<Outcome> refusal = XenditStoredCharges.refusal(setup.method(), setup.currency());
        if (refusal.isPresent()) {
            return Future.succeededFuture(refusal.get());
        }
        XenditChannel channel = Objects.requireNonNull(XenditChannel.of(setup.method()));
        return sessions.create(account, setup, channel, clock.instant()).map(answer -> switch (answer) {
            case ProviderReply.Answered answered -> XenditPaymentSessions.created(answered.body());
            case ProviderReply.Failed failed -> XenditOutcomes.ofChange(failed);
        });
    }

    /** Returns the outcome of the charge that was created before with this reference. */
    private Future<Outcome> resume(
            ProviderAccountCredentials account,
            Command.Charge charge,
            XenditChannel channel,
            ProviderReply.Failed repeated) {
        return status.listed(account, charge.chargeId()).compose(listed -> switch (listed) {
            case XenditStatus.Listed all -> {
                if (all.requests().isEmpty()) {
                    yield Future.succeededFuture(repeated.queryOutcome());
                }
                JsonFields request = XenditStatus.mostAdvanced(all.requests());
                yield requests.withPaidAmount(account, request, XenditPaymentRequests.created(request, charge, channel))
                        .map(Outcome::ofRepeatedCommand);
            }
            case XenditStatus.NotListed notListed ->
                Future.succeededFuture(notListed.outcome().ofRepeatedCommand());
        });
    }
}
