package com.plugipay.providers.accounts;

import com.plugipay.money.Currencies;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The amounts that providers take, from the operator's table. Without a line in it there is no limit here, and the
 * provider refuses the amounts that it does not take.
 */
public final class AmountLimitTable {
    private final Map<Charged, AmountLimits> limits = new HashMap<>();

    private record Charged(ProviderKind provider, Method method, String currency) {}

    /**
     * One line of the table. Amounts are in the currency as people read it: 10000 rupiah, 0.30 dollars.
     *
     * @param minimum null when there is none, or none is published
     * @param maximum null when there is none, or none is published
     */
    public record Line(
            ProviderKind provider,
            Method method,
            String currency,
            @Nullable BigDecimal minimum,
            @Nullable BigDecimal maximum) {
        public Line {
            String named = provider.text() + " " + method.text() + " " + currency;
            if (!Currencies.known(currency)) {
                throw new IllegalArgumentException("amountLimits: " + currency + " is not an ISO 4217 currency");
            }
            if (!provider.takes(method, currency)) {
                throw new IllegalArgumentException("amountLimits: nothing can be charged by " + named);
            }
            Long least = minor(named, minimum, currency);
            Long most = minor(named, maximum, currency);
            if (least != null && most != null && least > most) {
                throw new IllegalArgumentException("amountLimits: minimum is more than maximum for " + named);
            }
        }

        private static @Nullable Long minor(String named, @Nullable BigDecimal amount, String currency) {
            try {
                if (amount == null || amount.signum() >= 0) {
                    return amount == null ? null : Currencies.toMinor(amount, currency);
                }
            } catch (ArithmeticException inexact) {
                // Reported below.
            }
            throw new IllegalArgumentException("amountLimits: " + amount + " is not a valid amount for " + named);
        }

        private AmountLimits limits() {
            return new AmountLimits(
                    minimum == null ? null : Currencies.toMinor(minimum, currency),
                    maximum == null ? null : Currencies.toMinor(maximum, currency),
                    provider.takesWholeOnly(currency));
        }
    }

    /** Creates the table. Of two lines for the same provider, method and currency the later one counts. */
    public AmountLimitTable(List<Line> lines) {
        lines.forEach(line -> limits.put(new Charged(line.provider(), line.method(), line.currency()), line.limits()));
    }

    /** Returns the amounts that a provider takes. */
    public AmountLimits of(ProviderKind provider, Method method, String currency) {
        AmountLimits known = limits.get(new Charged(provider, method, currency));
        return known == null ? AmountLimits.unpublished(provider, currency) : known;
    }
}
