package com.plugipay.resilience.money;

import java.util.List;
import java.util.Random;

/** Random faults of the providers, different ones at each, until they are turned off. */
final class ProviderFaults {
    private static final List<String> PROVIDERS = List.of("xendit", "midtrans", "paypal");
    private final StandInControl standIns;
    private final Random random;

    private final boolean payTwice;

    ProviderFaults(StandInControl standIns, Random random) {
        this.standIns = standIns;
        this.random = random;
        this.payTwice = random.nextBoolean();
    }

    /** Whether buyers may pay a charge twice: then only PayPal drops callbacks, as no poll reports the second payment. */
    boolean payTwice() {
        return payTwice;
    }

    /**
     * Sets other faults. A provider has either dropped callbacks or late payments: money that comes after a provider has
     * reported the end of a charge, and without a callback, could not be found at all.
     */
    void change() {
        for (String provider : PROVIDERS) {
            standIns.faults(provider, """
                    {"delay":{"probability":0.02,"delayMs":%d},"cut":{"probability":0.02},
                     "lost_answer":{"probability":0.04},"server_error":{"probability":0.02},
                     "error_after_commit":{"probability":0.04},"rate_limited":{"probability":0.01},
                     "duplicate_callback":{"probability":0.1},"reordered_callbacks":{"probability":0.1},
                     "wrong_signature":{"probability":0.05},"amount_mismatch":{"probability":0.02},
                     "%s":{"probability":0.1}}""".formatted(
                            random.nextBoolean() ? 200 : 2_500, drops(provider) ? "dropped_callback" : "late_success"));
        }
    }

    private boolean drops(String provider) {
        return random.nextBoolean() && !(payTwice && !provider.equals("paypal"));
    }

    void clear() {
        PROVIDERS.forEach(provider -> standIns.faults(provider, "{}"));
    }
}
