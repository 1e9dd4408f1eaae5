package com.plugipay.pages;

import com.plugipay.attempts.Attempt;
import com.plugipay.checkout.BuyerCheckout;
import com.plugipay.checkout.CheckoutSession;
import com.plugipay.model.Mode;
import com.plugipay.pages.CheckoutView.Notice;
import com.plugipay.pages.CheckoutView.Screen;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.accounts.AmountLimits;
import com.plugipay.providers.bus.PayableActions;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what the checkout page shows of a session. Pure. */
final class CheckoutViews {
    private CheckoutViews() {}

    /** What the browser's address adds to the session: how the buyer got here. */
    record Arrival(boolean justChosen, @Nullable Notice notice) {
        /** Nothing but the session counts. */
        static final Arrival PLAIN = new Arrival(false, null);
    }

    /** The page of a session. */
    static CheckoutView of(BuyerCheckout.Sight sight, Arrival arrival) {
        CheckoutSession session = sight.session();
        Optional<Attempt> attempt = session.isOpen() ? sight.attempt() : Optional.empty();
        @Nullable NextAction told = attempt.map(Attempt::nextAction).orElse(null);
        boolean isUsable = told == null || PayableActions.canBeShown(told);
        @Nullable NextAction action = isUsable ? told : null;
        Screen screen = isUsable ? screen(session, attempt, action, arrival) : Screen.UNUSABLE;
        return new CheckoutView(
                session.id(),
                sight.merchantName(),
                session.amount(),
                session.currency(),
                session.description(),
                session.lineItems().stream()
                        .map(line -> new CheckoutView.Line(line.name(), line.quantity(), line.unitAmount()))
                        .toList(),
                screen,
                sight.methods(),
                attempt.map(Attempt::method).orElse(null),
                action,
                notice(screen, sight.lastFailure(), arrival),
                lastTry(sight),
                earlier(session.expiresAt(), action == null ? null : expiry(action)),
                session.hostedUrl(),
                session.successUrl(),
                session.cancelUrl(),
                session.mode() == Mode.TEST);
    }

    private static CheckoutView.@Nullable LastTry lastTry(BuyerCheckout.Sight sight) {
        AmountLimits limits = sight.limits();
        return limits == null || sight.latest().isEmpty()
                ? null
                : new CheckoutView.LastTry(sight.latest().get().method(), limits);
    }

    private static Screen screen(
            CheckoutSession session, Optional<Attempt> attempt, @Nullable NextAction action, Arrival arrival) {
        return switch (session.status()) {
            case COMPLETE -> Screen.COMPLETE;
            case EXPIRED -> Screen.EXPIRED;
            case CANCELED -> Screen.CANCELED;
            case OPEN -> {
                // Money that a person has to look at first is no longer the buyer's business.
                boolean onItsWay = session.paymentId() != null || session.reviewPending();
                if (attempt.isEmpty()) {
                    yield onItsWay ? Screen.HELD : Screen.CHOOSE;
                }
                yield onItsWay ? after(action) : during(action, arrival);
            }
        };
    }

    private static Screen during(@Nullable NextAction action, Arrival arrival) {
        return switch (action) {
            case null -> Screen.WAITING;
            case NextAction.Redirect redirect -> away(redirect, arrival);
            case NextAction.ShowQr ignored -> Screen.QR;
            case NextAction.ShowVirtualAccount ignored -> Screen.VIRTUAL_ACCOUNT;
            case NextAction.ShowCode ignored -> Screen.CODE;
            case NextAction.TransferInstructions ignored -> Screen.TRANSFER;
        };
    }

    /** No page can open an app by itself, and on a computer there is none. */
    private static Screen away(NextAction.Redirect redirect, Arrival arrival) {
        if (redirect.opensApp()) {
            return Screen.APP;
        }
        return arrival.justChosen() ? Screen.LEAVING : Screen.REDIRECT;
    }

    private static Screen after(@Nullable NextAction action) {
        return action instanceof NextAction.TransferInstructions ? Screen.CLAIMED : Screen.HELD;
    }

    /** What has just happened counts more than what happened before. */
    private static @Nullable Notice notice(Screen screen, Optional<String> lastFailure, Arrival arrival) {
        @Nullable Notice told = arrival.notice();
        boolean isUnpaidOnly = told == null || told == Notice.UNPAID;
        if (isUnpaidOnly && lastFailure.isPresent() && Notice.DECLINED_THERE.fits(screen)) {
            return Notice.DECLINED_THERE;
        }
        if (told != null && told.fits(screen)) {
            return told;
        }
        return screen == Screen.CHOOSE ? lastFailure.map(CheckoutViews::notice).orElse(null) : null;
    }

    /** Codes that are not known here are told as a decline, which is true of every failure. */
    private static @Nullable Notice notice(String failureCode) {
        return switch (failureCode) {
            case "method_changed", "session_ended" -> null;
            case Outcome.NotDone.UNREACHABLE, Outcome.NotDone.RATE_LIMITED -> Notice.UNREACHABLE;
            case AmountLimits.TOO_SMALL, AmountLimits.TOO_LARGE, AmountLimits.NOT_SUPPORTED -> Notice.AMOUNT;
            case "expired" -> Notice.EXPIRED;
            case "canceled" -> Notice.UNFINISHED;
            case "account_deactivated",
                    "channel_unavailable",
                    "currency_not_supported",
                    "invalid_credentials",
                    "invalid_request",
                    "method_not_enabled",
                    "method_not_supported",
                    "not_connected",
                    "refused",
                    PayableActions.UNUSABLE_ANSWER -> Notice.UNAVAILABLE;
            default -> Notice.DECLINED;
        };
    }

    private static @Nullable Instant expiry(NextAction action) {
        return switch (action) {
            case NextAction.Redirect redirect -> redirect.expiresAt();
            case NextAction.ShowQr qr -> qr.expiresAt();
            case NextAction.ShowVirtualAccount account -> account.expiresAt();
            case NextAction.ShowCode code -> code.expiresAt();
            case NextAction.TransferInstructions ignored -> null;
        };
    }

    private static Instant earlier(Instant session, @Nullable Instant action) {
        return action == null || session.isBefore(action) ? session : action;
    }
}
