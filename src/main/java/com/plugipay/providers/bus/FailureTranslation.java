package com.plugipay.providers.bus;

import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.Provider;
import java.util.Locale;
import java.util.Objects;

/** Replaces the failure codes of a provider with Plugipay's. */
final class FailureTranslation {
    private final Provider provider;

    FailureTranslation(Provider provider) {
        this.provider = provider;
    }

    /** The event with Plugipay's codes. */
    CallbackEvent translated(CallbackEvent event) {
        return switch (event) {
            case CallbackEvent.OfCharge charge ->
                new CallbackEvent.OfCharge(
                        charge.chargeId(),
                        charge.providerReference(),
                        charge.outcome() == null ? null : translated(charge.outcome()));
            // A refund has only ids, and an unreadable event a reason of Plugipay's.
            case CallbackEvent.OfRefund refund -> refund;
            case CallbackEvent.Unreadable unreadable -> unreadable;
        };
    }

    /** The outcome with Plugipay's codes, and the provider's beside them. */
    Outcome translated(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Declined declined -> translated(declined);
            case Outcome.Rejected rejected ->
                isTranslated(rejected.code())
                        ? rejected
                        : new Outcome.Rejected(
                                translation(rejected.code(), "refused"),
                                withCode(rejected.message(), rejected.code()),
                                rejected.code());
            case Outcome.Pending pending ->
                pending.lastTry() == null ? pending : pending.after(translated(pending.lastTry()));
            case Outcome.NeedsAction needs ->
                needs.lastTry() == null ? needs : needs.after(translated(needs.lastTry()));
            default -> outcome;
        };
    }

    private Outcome.Declined translated(Outcome.Declined declined) {
        return isTranslated(declined.code())
                ? declined
                : new Outcome.Declined(
                        translation(declined.code(), "declined"),
                        withCode(declined.message(), declined.code()),
                        declined.code());
    }

    /** Providers write theirs in capitals. */
    private static boolean isTranslated(String code) {
        return code.equals(code.toLowerCase(Locale.ROOT));
    }

    private String translation(String code, String otherwise) {
        return Objects.requireNonNullElse(provider.failureCode(code), otherwise);
    }

    /** The message is kept with the payment, and the provider's support asks for its own code. */
    private static String withCode(String message, String code) {
        return message.contains(code) ? message : message + " (" + code + ")";
    }
}
