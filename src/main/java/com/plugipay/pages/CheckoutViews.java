package com.plugipay.pages;

import com.plugipay.attempts.Attempt;
import com.plugipay.checkout.CheckoutSession;
import com.plugipay.checkout.CheckoutSnapshot;
import com.plugipay.model.Mode;
import com.plugipay.pages.CheckoutView.Notice;
import com.plugipay.pages.CheckoutView.Screen;
import com.plugipay.pages.branding.Branding;
import com.plugipay.pages.documents.Paid;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.accounts.AmountLimits;
import com.plugipay.providers.bus.PayableActions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what the checkout page of a session shows. Pure. */
final class CheckoutViews {
    private CheckoutViews() {}

    /**
     * The query parameters of the page's URL.
     *
     * @param justChosen whether the buyer has just chosen the method, and so has to be redirected to the provider
     */
    record PageQuery(boolean justChosen, @Nullable Notice notice) {
        static final PageQuery NONE = new PageQuery(false, null);

        /**
         * What is still true of a page that shows this state: who waits for the provider is led there, and who has come back
         * without a payment still has none.
         *
         * @param shown as {@link CheckoutView#state} names it; null when the request does not say
         */
        static PageQuery after(@Nullable String shown) {
            String state = shown == null ? "" : shown;
            return new PageQuery(
                    state.startsWith(Screen.WAITING.name()),
                    state.startsWith(Screen.UNPAID.name()) ? Notice.UNPAID : null);
        }
    }

    /** The page of a session. */
    static CheckoutView of(CheckoutSnapshot snapshot, Branding branding, PageQuery query) {
        CheckoutSession session = snapshot.session();
        Optional<Attempt> attempt = session.isOpen() ? snapshot.attemptUnderWay() : Optional.empty();
        @Nullable NextAction stored = attempt.map(Attempt::nextAction).orElse(null);
        boolean isUsable = stored == null || PayableActions.canBeShown(stored);
        @Nullable NextAction action = isUsable ? stored : null;
        Screen screen = isUsable ? screen(snapshot, attempt, action, query) : Screen.UNUSABLE;
        return new CheckoutView(
                session.id(),
                branding,
                session.amount(),
                session.currency(),
                session.description(),
                session.lineItems(),
                screen,
                snapshot.methods(),
                snapshot.storable(),
                snapshot.stored(),
                attempt.map(Attempt::method).orElse(null),
                action,
                notice(screen, snapshot.lastFailure(), query),
                lastAttempt(snapshot),
                earlier(session.expiresAt(), action == null ? null : expiry(action)),
                session.hostedUrl(),
                session.successUrl(),
                session.cancelUrl(),
                session.isSetup(),
                session.mode() == Mode.TEST,
                snapshot.payment() == null ? null : Paid.of(snapshot.payment(), snapshot.receiptToken()),
                List.of());
    }

    private static CheckoutView.@Nullable LastAttempt lastAttempt(CheckoutSnapshot snapshot) {
        AmountLimits limits = snapshot.limits();
        return limits == null || snapshot.latest().isEmpty()
                ? null
                : new CheckoutView.LastAttempt(snapshot.latest().get().method(), limits);
    }

    private static Screen screen(
            CheckoutSnapshot snapshot, Optional<Attempt> attempt, @Nullable NextAction action, PageQuery query) {
        CheckoutSession session = snapshot.session();
        return switch (session.status()) {
            case COMPLETE -> Screen.COMPLETE;
            case EXPIRED -> Screen.EXPIRED;
            case CANCELED -> Screen.CANCELED;
            case OPEN -> {
                // The buyer has nothing more to do for money that a person has to review.
                boolean isPending = session.paymentId() != null || session.reviewPending();
                if (attempt.isEmpty()) {
                    yield isPending ? Screen.HELD : Screen.CHOOSE;
                }
                boolean isDeclined = snapshot.lastFailure().isPresent();
                yield isPending ? pending(action) : payable(action, query, isDeclined);
            }
        };
    }

    private static Screen payable(@Nullable NextAction action, PageQuery query, boolean isDeclined) {
        return switch (action) {
            case null -> Screen.WAITING;
            case NextAction.Redirect redirect -> redirect(redirect, query, isDeclined);
            case NextAction.ShowQr ignored -> Screen.QR;
            case NextAction.ShowVirtualAccount ignored -> Screen.VIRTUAL_ACCOUNT;
            case NextAction.ShowCode ignored -> Screen.CODE;
            case NextAction.TransferInstructions ignored -> Screen.TRANSFER;
        };
    }

    /** An app is opened by the buyer: no page can do that by itself, and a computer does not have the app. */
    private static Screen redirect(NextAction.Redirect redirect, PageQuery query, boolean isDeclined) {
        if (redirect.opensApp()) {
            return Screen.APP;
        }
        if (query.justChosen()) {
            return Screen.LEAVING;
        }
        return isDeclined || query.notice() == Notice.UNPAID ? Screen.UNPAID : Screen.REDIRECT;
    }

    private static Screen pending(@Nullable NextAction action) {
        return action instanceof NextAction.TransferInstructions ? Screen.CLAIMED : Screen.HELD;
    }

    /** A notice of the query is newer than the failure of the last attempt, and so replaces it. */
    private static @Nullable Notice notice(Screen screen, Optional<String> lastFailure, PageQuery query) {
        @Nullable Notice latest = query.notice();
        boolean isUnpaidOnly = latest == null || latest == Notice.UNPAID;
        if (isUnpaidOnly && lastFailure.isPresent() && Notice.DECLINED_THERE.fits(screen)) {
            return Notice.DECLINED_THERE;
        }
        if (latest != null && latest.fits(screen)) {
            return latest;
        }
        return screen == Screen.CHOOSE ? lastFailure.map(CheckoutViews::notice).orElse(null) : null;
    }

    /** Any other code is shown as a decline, which is true of every failure. */
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
