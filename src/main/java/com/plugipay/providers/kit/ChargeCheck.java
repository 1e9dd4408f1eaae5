package com.plugipay.providers.kit;

import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
import java.util.Optional;

/** Checks before a request whether a provider takes a charge. */
public final class ChargeCheck {
    private ChargeCheck() {}

    /**
     * Returns the refusal of a charge whose method or currency the provider does not take; empty when it takes both.
     *
     * @param name the name of the provider that merchants know
     */
    public static Optional<Outcome> refusal(ProviderKind provider, String name, Command.Charge charge) {
        if (!provider.takes(charge.method())) {
            return Optional.of(new Outcome.Rejected(
                    "method_not_supported",
                    name + " does not take " + charge.method().label() + '.'));
        }
        return provider.takes(charge.currency())
                ? Optional.empty()
                : Optional.of(new Outcome.Rejected(
                        "currency_not_supported", name + " does not take " + charge.currency() + '.'));
    }
}
