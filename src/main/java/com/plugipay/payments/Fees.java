package com.plugipay.payments;

import com.plugipay.money.Currencies;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What providers keep, by a table of the operator's: for those who do not tell, and until they do. */
public final class Fees {
    private static final BigDecimal PERCENT = new BigDecimal("0.01");

    private final List<Rate> rates;

    /**
     * One line of the table.
     *
     * @param percent of the amount, 0..100
     * @param fixed for each payment, in the currency as people read it: 4000 rupiah, 0.30 dollars
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

    /** What was told, or what the table says, or nothing. */
    public Fee of(ProviderKind provider, Method method, long amount, String currency, @Nullable Long told) {
        if (told != null) {
            return Fee.exact(told);
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
