package com.plugipay.resilience.money;

import java.util.List;
import java.util.Random;

/** Bad weather between the gateway and its providers, another at each at any time, and fair weather at the end. */
final class ProviderFaults {
    private static final List<String> PROVIDERS = List.of("xendit", "midtrans", "paypal");
    private final StandInControl counterparty;
    private final Random random;

    private final boolean payTwice;

    ProviderFaults(StandInControl counterparty, Random random) {
        this.counterparty = counterparty;
        this.random = random;
        this.payTwice = random.nextBoolean();
    }

    /** Whether buyers may pay what they have paid: then only PayPal drops callbacks: no look-up tells of a second time. */
    boolean payTwice() {
        return payTwice;
    }

    /**
     * Other weather. A callback that never comes and a payment after the end are not on together: nobody could know of
     * money that comes after a provider has said that nothing more will come, and of which it then never tells.
     */
    void change() {
        for (String provider : PROVIDERS) {
            counterparty.faults(provider, """
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
        PROVIDERS.forEach(provider -> counterparty.faults(provider, "{}"));
    }
}
