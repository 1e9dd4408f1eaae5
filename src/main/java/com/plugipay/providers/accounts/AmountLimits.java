package com.plugipay.providers.accounts;

import com.plugipay.money.Currencies;
import com.plugipay.money.MoneyFormat;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The amounts that a provider takes by one method in one currency.
 *
 * @param least the smallest, in minor units; null when there is no limit, or it is not known
 * @param most the largest, in minor units; null when there is no limit, or it is not known
 * @param wholeOnly whether it takes no decimals although the currency has some
 */
public record AmountLimits(@Nullable Long least, @Nullable Long most, boolean wholeOnly) {
    /** The failure codes of an amount that cannot be charged. */
    public static final String TOO_SMALL = "amount_too_small";

    public static final String TOO_LARGE = "amount_too_large";
    public static final String NOT_SUPPORTED = "amount_not_supported";

    /** Returns the limits of which only the support for decimals is known. */
    public static AmountLimits unpublished(ProviderKind provider, String currency) {
        return new AmountLimits(null, null, provider.takesWholeOnly(currency));
    }

    /** Returns why an amount cannot be charged, as a failure code; null when it can be charged. */
    public @Nullable String obstacle(long amount, String currency) {
        if (least != null && amount < least) {
            return TOO_SMALL;
        }
        if (most != null && amount > most) {
            return TOO_LARGE;
        }
        boolean isWhole =
                Currencies.toMajor(amount, currency).stripTrailingZeros().scale() <= 0;
        return wholeOnly && !isWhole ? NOT_SUPPORTED : null;
    }

    public boolean take(long amount, String currency) {
        return obstacle(amount, currency) == null;
    }

    /** Describes the limits for people, such as "from Rp 10,000 to Rp 50,000,000". */
    public String described(String currency) {
        String range = least == null && most == null
                ? "any amount"
                : (least == null ? "" : "from " + money(least, currency))
                        + (least == null || most == null ? "" : " ")
                        + (most == null ? "" : "to " + money(most, currency));
        return wholeOnly ? range + " without decimals" : range;
    }

    /** Describes the limits for programs: the details of an error. */
    Map<String, Object> details(ProviderKind provider, Method method, long amount, String currency) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("code", String.valueOf(obstacle(amount, currency)));
        details.put("message", method.label() + " by " + provider.text() + " takes " + described(currency) + ".");
        details.put("provider", provider.text());
        details.put("method", method.text());
        details.put("currency", currency);
        if (least != null) {
            details.put("minimum", least);
        }
        if (most != null) {
            details.put("maximum", most);
        }
        return details;
    }

    private static String money(long amount, String currency) {
        return MoneyFormat.format(amount, currency, Locale.ENGLISH).replace('\u00a0', ' ');
    }
}
