package com.plugipay.providers.bus;

import com.plugipay.money.Currencies;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.PaymentList;
import com.plugipay.providers.StoredMethod;
import com.plugipay.providers.kit.ProviderText;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cleans and bounds every outcome and every callback event of an adapter, so that the rest of the gateway can store them. An
 * outcome with an impossible amount becomes {@link Outcome.Unknown} with the reason.
 */
final class OutcomeSanitizer {
    private static final int LONGEST_REFERENCE = 200;
    private static final int LONGEST_CODE = 100;
    private static final int LONGEST_MESSAGE = 500;
    private static final int LONGEST_FACT = 4_000;
    private static final int LONGEST_LAST4 = 4;
    private static final int MOST_DATA = 30;
    private static final int MOST_LISTED = 100;

    private OutcomeSanitizer() {}

    /** Returns the outcome of a command as it may be stored. */
    static Outcome checked(Command command, Outcome outcome) {
        return checked(outcome, movesMoney(command));
    }

    /** @param movesMoney whether a success names an amount */
    private static Outcome checked(Outcome outcome, boolean movesMoney) {
        return switch (outcome) {
            case Outcome.Succeeded succeeded -> succeeded(succeeded, movesMoney);
            case Outcome.NeedsAction needs -> needsAction(needs);
            case Outcome.Declined declined -> declined(declined);
            case Outcome.Rejected rejected ->
                new Outcome.Rejected(
                        code(rejected.code()),
                        message(rejected.message(), "Refused."),
                        optionalCode(rejected.providerCode()));
            case Outcome.Pending pending ->
                new Outcome.Pending(
                        reference(pending.providerReference()),
                        data(pending.providerData()),
                        lastTry(pending.lastTry()));
            case Outcome.Held held ->
                new Outcome.Held(reference(held.providerReference()), code(held.reason()), data(held.providerData()));
            case Outcome.Reversed reversed ->
                new Outcome.Reversed(
                        reference(reversed.providerReference()), message(reversed.reason(), "Taken back."));
            case Outcome.NotDone notDone ->
                new Outcome.NotDone(
                        code(notDone.code()), message(notDone.message(), "Not done."), notDone.retryAfter());
            case Outcome.Unknown unknown -> new Outcome.Unknown(message(unknown.reason(), "Unknown."));
        };
    }

    /** Returns the event without unusable ids and without an unusable outcome, so that the status is queried. */
    static CallbackEvent checked(CallbackEvent event) {
        return switch (event) {
            case CallbackEvent.OfCharge charge -> {
                Outcome outcome = charge.outcome();
                Outcome checked = outcome == null ? null : checked(outcome, true);
                boolean isUnusable = checked instanceof Outcome.Unknown && !(outcome instanceof Outcome.Unknown);
                yield ofCharge(
                        reference(charge.chargeId()),
                        reference(charge.providerReference()),
                        isUnusable ? null : checked);
            }
            case CallbackEvent.OfRefund refund ->
                new CallbackEvent.OfRefund(
                        reference(refund.refundId()),
                        reference(refund.providerReference()),
                        reference(refund.chargeId()),
                        reference(refund.chargeReference()));
            case CallbackEvent.OfStoredMethod stored -> stored;
            case CallbackEvent.Unreadable unreadable -> new CallbackEvent.Unreadable(code(unreadable.reason()));
        };
    }

    private static CallbackEvent ofCharge(
            @Nullable String chargeId, @Nullable String reference, @Nullable Outcome outcome) {
        return chargeId == null && reference == null
                ? CallbackEvent.Unreadable.NAMES_NO_PAYMENT
                : new CallbackEvent.OfCharge(chargeId, reference, outcome);
    }

    /** Returns the list without lines that cannot be a payment. */
    static PaymentList checked(PaymentList list) {
        return switch (list) {
            case PaymentList.Page page ->
                new PaymentList.Page(
                        page.paid().stream()
                                .limit(MOST_LISTED)
                                .filter(paid -> isWhole(paid.chargeId(), LONGEST_REFERENCE)
                                        && isPayable(paid.amount(), paid.currency()))
                                .toList(),
                        reference(page.next()));
            case PaymentList.Unavailable unavailable ->
                new PaymentList.Unavailable(message(unavailable.reason(), "Unavailable."));
        };
    }

    /** Whether a payment can have that amount: more than zero, and not more than the largest charge. */
    static boolean isPayable(long amount, String currency) {
        return amount > 0 && amount <= Currencies.LARGEST_AMOUNT && Currencies.known(currency);
    }

    private static boolean movesMoney(Command command) {
        return switch (command) {
            case Command.Charge ignored -> true;
            case Command.ChargeStored ignored -> true;
            // A charge of 0 stores a payment method and moves no money.
            case Command.QueryStatus query -> query.charge().amount() > 0;
            case Command.Refund ignored -> true;
            case Command.QueryRefund ignored -> true;
            case Command.OfStoredMethod ignored -> false;
            case Command.Probe ignored -> false;
            case Command.Cancel ignored -> false;
            case Command.QueryFee ignored -> false;
        };
    }

    private static Outcome succeeded(Outcome.Succeeded succeeded, boolean movesMoney) {
        if (movesMoney && !isPayable(succeeded.amount(), succeeded.currency())) {
            return new Outcome.Unknown("The provider names an amount that no payment can have");
        }
        Long fee = succeeded.feeAmount();
        return new Outcome.Succeeded(
                reference(succeeded.providerReference()),
                succeeded.amount(),
                succeeded.currency(),
                fee != null && fee >= 0 && fee <= Currencies.LARGEST_AMOUNT ? fee : null,
                data(succeeded.providerData()),
                stored(succeeded.stored()));
    }

    /** A method whose token cannot be kept whole cannot be charged. */
    private static @Nullable StoredMethod stored(@Nullable StoredMethod stored) {
        return stored == null || !isWhole(stored.token().reveal(), LONGEST_FACT)
                ? null
                : new StoredMethod(
                        stored.token(),
                        stored.method(),
                        Objects.requireNonNullElse(
                                ProviderText.clean(stored.label(), LONGEST_CODE),
                                stored.method().label()),
                        ProviderText.clean(stored.brand(), LONGEST_CODE),
                        ProviderText.clean(stored.last4(), LONGEST_LAST4),
                        stored.expMonth(),
                        stored.expYear(),
                        data(stored.providerData()));
    }

    /** {@link PayableActions} has checked the next action. */
    private static Outcome needsAction(Outcome.NeedsAction needs) {
        String reference = reference(needs.providerReference());
        return reference == null
                ? new Outcome.Unknown("The provider's reference cannot be read")
                : new Outcome.NeedsAction(
                        reference, needs.nextAction(), data(needs.providerData()), lastTry(needs.lastTry()));
    }

    private static Outcome.@Nullable Declined lastTry(Outcome.@Nullable Declined lastTry) {
        return lastTry == null ? null : declined(lastTry);
    }

    private static Outcome.Declined declined(Outcome.Declined declined) {
        return new Outcome.Declined(
                code(declined.code()), message(declined.message(), "Declined."), optionalCode(declined.providerCode()));
    }

    private static @Nullable String optionalCode(@Nullable String code) {
        return code == null ? null : code(code);
    }

    private static boolean isWhole(String text, int longest) {
        return ProviderText.whole(text, longest) != null;
    }

    private static @Nullable String reference(@Nullable String reference) {
        return ProviderText.whole(reference, LONGEST_REFERENCE);
    }

    private static String code(String code) {
        return Objects.requireNonNullElse(ProviderText.clean(code, LONGEST_CODE), "unknown");
    }

    private static String message(String message, String fallback) {
        return Objects.requireNonNullElse(ProviderText.clean(message, LONGEST_MESSAGE), fallback);
    }

    /** Adapters give flat data. A text is kept whole, because it may be an id, or left out. */
    private static Map<String, Object> data(Map<String, Object> data) {
        Map<String, Object> checked = new HashMap<>();
        data.forEach((name, value) -> {
            boolean isFit = !(value instanceof String text) || isWhole(text, LONGEST_FACT);
            if (isFit && checked.size() < MOST_DATA) {
                checked.put(name, value);
            }
        });
        return checked;
    }
}
