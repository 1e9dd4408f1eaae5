package com.plugipay.payments;

import com.plugipay.money.Currencies;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Providers' fees: those that the provider reports, and estimates by the operator's table. */
public final class Fees {
    private static final BigDecimal PERCENT = new BigDecimal("0.01");

    private final List<Rate> rates;

    /**
     * A line of the operator's table.
     *
     * @param percent of the amount, 0..100
     * @param fixed for each payment, in the major unit of the currency: 4000 rupiah, 0.30 dollars
     */
    public record Rate(ProviderKind provider, Method method, String currency, BigDecimal percent, BigDecimal fixed) {
        public Rate {
            if (percent.signum() < 0 || percent.compareTo(new BigDecimal(100)) > 0 || fixed.signum() < 0) {
                throw new IllegalArgumentException("fees: percent must be from 0 to 100, and fixed not negative, for "
                        + provider.text() + " " + method.text());
            }
            if (!Currencies.known(currency)) {
                throw new IllegalArgumentException("fees: " + currency + " is no ISO 4217 currency");
            }
            Currencies.toMinor(fixed, currency);
        }

        private long of(long amount) {
            BigDecimal share = BigDecimal.valueOf(amount).multiply(percent).multiply(PERCENT);
            long fee = share.setScale(0, RoundingMode.HALF_UP).longValueExact() + Currencies.toMinor(fixed, currency);
            return Math.min(fee, amount);
        }
    }

    public Fees(List<Rate> rates) {
        this.rates = List.copyOf(rates);
    }

    /** The reported fee, in the minor unit; without one the table's estimate, or an unknown fee when it has no line. */
    public Fee of(ProviderKind provider, Method method, long amount, String currency, @Nullable Long reported) {
        if (reported != null) {
            return Fee.exact(reported);
        }
        return rates.stream()
                .filter(rate -> rate.provider() == provider
                        && rate.method() == method
                        && rate.currency().equals(currency))
                .findFirst()
                .map(rate -> Fee.estimated(rate.of(amount)))
                .orElse(provider.isConfirmedByHand() ? Fee.estimated(0) : Fee.UNKNOWN);
    }
}
