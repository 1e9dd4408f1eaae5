package com.plugipay.providers.midtrans;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.model.Ids;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command.ChargeStored;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.ChargeCheck;
import com.plugipay.providers.kit.DeclineCodes;
import com.plugipay.providers.kit.ProviderReply;
import com.plugipay.providers.midtrans.api.MidtransApi;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Charges stored cards and linked GoPay accounts by Core (https://docs.midtrans.com/reference/feature-cit-and-mit,
 * /reference/gopay-tokenization). The order's id is the charge's id, of which Midtrans takes one payment: whatever Midtrans
 * refuses may have been carried out by an earlier request, so it is looked up first.
 */
final class MidtransStoredCharges {
    /** Longer than a request can be on its way. */
    private static final Duration ARRIVES_WITHIN = Duration.ofMinutes(2);

    private static final Outcome ACTION_REQUIRED = new Outcome.Declined(
            DeclineCodes.ACTION_REQUIRED, "The owner has to confirm this payment, and is not there.");
    private static final Outcome SUPERSEDED = new Outcome.Declined("superseded", "Please try again.");
    private static final Outcome NOT_FOUND =
            new Outcome.Declined("not_found", "The payment did not reach Midtrans. Please try again.");

    private final MidtransApi api;
    private final MidtransGoPayAccounts goPay;
    private final CallbackUrls callbackUrls;
    private final InstantSource clock;

    MidtransStoredCharges(
            MidtransApi api, MidtransGoPayAccounts goPay, CallbackUrls callbackUrls, InstantSource clock) {
        this.api = api;
        this.goPay = goPay;
        this.callbackUrls = callbackUrls;
        this.clock = clock;
    }

    Future<Outcome> charge(ProviderAccountCredentials account, ChargeStored charge) {
        Method method = charge.stored().method();
        if (method != Method.CARD && method != Method.GOPAY) {
            return Future.succeededFuture(Outcome.Rejected.NOT_STORABLE);
        }
        Optional<Outcome> refusal = ChargeCheck.refusal(MidtransFactory.KIND, "Midtrans", charge.charge());
        if (refusal.isPresent()) {
            return Future.succeededFuture(refusal.get());
        }
        return method == Method.CARD
                ? send(account, charge, MidtransChargeBody.storedCard(charge))
                : chargeGoPay(account, charge);
    }

    /** The payment options of an account change, so they are read before each charge. */
    private Future<Outcome> chargeGoPay(ProviderAccountCredentials account, ChargeStored charge) {
        return goPay.paymentOption(account, charge.stored()).compose(option -> switch (option) {
            case MidtransGoPayAccounts.Usable usable ->
                send(account, charge, MidtransChargeBody.linkedGoPay(charge, usable.token(), clock.instant()));
            case MidtransGoPayAccounts.NotUsable notUsable ->
                notUsable.outcome() instanceof Outcome.Declined
                        ? lookUp(account, charge, notUsable.outcome())
                        : Future.succeededFuture(notUsable.outcome());
        });
    }

    private Future<Outcome> send(ProviderAccountCredentials account, ChargeStored charge, JsonNode body) {
        return api.charge(account, body, MidtransCharges.headers(callbackUrls, charge.charge()))
                .compose(reply -> {
                    Optional<MidtransTransaction> begun = MidtransTransaction.in(reply);
                    if (begun.isPresent()) {
                        return outcome(account, charge, begun.get(), true);
                    }
                    return reply instanceof ProviderReply.Refused refused && !refused.isAccessRefused()
                            ? lookUp(account, charge, refusal(charge, refused))
                            : Future.succeededFuture(reply.changeOutcome());
                });
    }

    private Outcome refusal(ChargeStored charge, ProviderReply.Refused refused) {
        return switch (refused.status()) {
            case 406 -> new Outcome.Unknown("The order exists and its status is not known");
            case 411 -> MidtransStoredCard.gone(charge.stored(), clock.instant());
            default -> refused.changeOutcome();
        };
    }

    /** Returns the outcome of the order if Midtrans has it, and otherwise this one. */
    private Future<Outcome> lookUp(ProviderAccountCredentials account, ChargeStored charge, Outcome otherwise) {
        return api.status(account, charge.chargeId()).compose(reply -> {
            Optional<MidtransTransaction> found = MidtransTransaction.in(reply);
            if (found.isPresent()) {
                return outcome(account, charge, found.get(), true);
            }
            return Future.succeededFuture(MidtransApi.isNotFound(reply) ? otherwise : reply.queryOutcome());
        });
    }

    /** Queries a charge. One that is not found may still be on its way. */
    Future<Outcome> query(ProviderAccountCredentials account, ChargeStored charge, ChargeReference reference) {
        return api.status(account, MidtransStatus.idOf(reference)).compose(reply -> {
            Optional<MidtransTransaction> found = MidtransTransaction.in(reply);
            if (found.isPresent()) {
                return outcome(account, charge, found.get(), false);
            }
            if (!MidtransApi.isNotFound(reply)) {
                return Future.succeededFuture(reply.queryOutcome());
            }
            return Future.succeededFuture(
                    reference.providerReference() == null
                                    && Ids.isOlderThan(charge.chargeId(), ARRIVES_WITHIN, clock.instant())
                            ? NOT_FOUND
                            : new Outcome.Unknown("Midtrans does not know the order yet, or no longer"));
        });
    }

    /** @param mustContinue whether a buyer who is present waits for the page on which to confirm the charge */
    private Future<Outcome> outcome(
            ProviderAccountCredentials account,
            ChargeStored charge,
            MidtransTransaction transaction,
            boolean mustContinue) {
        Outcome outcome = transaction.outcome(false);
        if (!charge.isBuyerPresent()) {
            // Without a buyer nobody but this adapter cancels it.
            return outcome instanceof Outcome.Pending
                    ? cancel(account, charge, ACTION_REQUIRED)
                    : Future.succeededFuture(
                            outcome instanceof Outcome.Declined && transaction.isCanceled()
                                    ? ACTION_REQUIRED
                                    : outcome);
        }
        String id = transaction.id();
        if (!(outcome instanceof Outcome.Pending) || !mustContinue) {
            return Future.succeededFuture(outcome);
        }
        Optional<String> url = transaction.confirmationUrl();
        // The answer to a status query does not have the page.
        return id == null || url.isEmpty()
                ? cancel(account, charge, SUPERSEDED)
                : Future.succeededFuture(new Outcome.NeedsAction(
                        id, new NextAction.Redirect(url.get(), charge.expiresAt()), transaction.data()));
    }

    /** Cancels a charge that waits for its buyer; its outcome is the given one once nobody can pay it any more. */
    private Future<Outcome> cancel(ProviderAccountCredentials account, ChargeStored charge, Outcome canceled) {
        return api.cancel(account, charge.chargeId()).compose(reply -> {
            if (reply instanceof ProviderReply.Answered answered
                    && (answered.status() == 200 || answered.status() == 407)) {
                return Future.succeededFuture(canceled);
            }
            return api.status(account, charge.chargeId()).map(status -> {
                Outcome after = MidtransTransaction.in(status)
                        .map(transaction -> transaction.outcome(false))
                        .orElseGet(status::queryOutcome);
                return switch (after) {
                    case Outcome.Declined ignored -> canceled;
                    case Outcome.Pending ignored ->
                        new Outcome.Unknown("It is not known whether the order was canceled");
                    default -> after;
                };
            });
        });
    }
}
