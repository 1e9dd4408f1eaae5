package com.plugipay.providers.bus;

import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.Provider;
import java.util.Locale;
import java.util.Objects;

/** Translates the failure codes of a provider into Plugipay's. */
final class FailureTranslation {
    private final Provider provider;

    FailureTranslation(Provider provider) {
        this.provider = provider;
    }

    /** Returns the event with Plugipay's codes. */
    CallbackEvent translated(CallbackEvent event) {
        return switch (event) {
            case CallbackEvent.OfCharge charge ->
                new CallbackEvent.OfCharge(
                        charge.chargeId(),
                        charge.providerReference(),
                        charge.outcome() == null ? null : translated(charge.outcome()));
            // These three hold no codes of the provider.
            case CallbackEvent.OfRefund refund -> refund;
            case CallbackEvent.OfStoredMethod stored -> stored;
            case CallbackEvent.Unreadable unreadable -> unreadable;
        };
    }

    /** Returns the outcome with Plugipay's codes, and the provider's codes beside them. */
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
                pending.lastTry() == null ? pending : pending.withLastTry(translated(pending.lastTry()));
            case Outcome.NeedsAction needs ->
                needs.lastTry() == null ? needs : needs.withLastTry(translated(needs.lastTry()));
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

    /** Whether this is one of Plugipay's codes: they are in lower case, the providers' are in upper case. */
    private static boolean isTranslated(String code) {
        return code.equals(code.toLowerCase(Locale.ROOT));
    }

    private String translation(String code, String fallback) {
        return Objects.requireNonNullElse(provider.failureCode(code), fallback);
    }

    /** Adds the provider's code to the message, because its support will ask the merchant for it. */
    private static String withCode(String message, String code) {
        return message.contains(code) ? message : message + " (" + code + ")";
    }
}
