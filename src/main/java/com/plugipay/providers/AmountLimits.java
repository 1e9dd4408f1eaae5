package com.plugipay.providers;

import com.plugipay.money.Currencies;
import com.plugipay.money.MoneyFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What amounts a provider takes by one method in one currency. What is not known is no limit: then the provider says it.
 *
 * @param least in minor units; null when there is none, or none is known
 * @param most in minor units; null when there is none, or none is known
 * @param wholeOnly whether it takes no decimals although the currency has some
 */
public record AmountLimits(@Nullable Long least, @Nullable Long most, boolean wholeOnly) {
    /** The codes of an amount that cannot be charged. */
    public static final String TOO_SMALL = "amount_too_small";

    public static final String TOO_LARGE = "amount_too_large";
    public static final String NOT_SUPPORTED = "amount_not_supported";

    private static final AmountLimits NONE = new AmountLimits(null, null, false);

    /** Without decimals at PayPal, whatever ISO 4217 says: https://developer.paypal.com/api/rest/reference/currency-codes/. */
    private static final Set<String> WHOLE_AT_PAYPAL = Set.of("HUF", "JPY", "TWD");

    /** What a provider takes. */
    public static AmountLimits of(ProviderKind provider, Method method, String currency) {
        return switch (provider) {
            case XENDIT -> currency.equals("IDR") ? ofXendit(method) : NONE;
            // Bank Indonesia's ceiling is everybody's. For its other methods Midtrans publishes none.
            case MIDTRANS -> currency.equals("IDR") && method == Method.QRIS ? rupiah(1, 10_000_000) : NONE;
            case PAYPAL -> WHOLE_AT_PAYPAL.contains(currency) ? new AmountLimits(null, null, true) : NONE;
            case MANUAL -> NONE;
        };
    }

    /** The pages of the channels under https://docs.xendit.co/docs/available-payment-channels. */
    private static AmountLimits ofXendit(Method method) {
        return switch (method) {
            // https://docs.xendit.co/docs/qris
            case QRIS -> rupiah(1, 10_000_000);
            // https://docs.xendit.co/docs/bca-virtual-account
            case BCA_VA -> rupiah(10_000, 50_000_000);
            // https://docs.xendit.co/docs/bni-virtual-account, /bri-virtual-account
            case BNI_VA, BRI_VA -> rupiah(1, 50_000_000_000L);
            // https://docs.xendit.co/docs/ovo, /dana
            case OVO, DANA -> rupiah(100, 20_000_000);
            // https://docs.xendit.co/docs/alfamart, /indomaret
            case ALFAMART, INDOMARET -> rupiah(10_000, 5_000_000);
            case MANDIRI_VA,
                    PERMATA_VA,
                    CIMB_VA,
                    BSI_VA,
                    GOPAY,
                    SHOPEEPAY,
                    LINKAJA,
                    ASTRAPAY,
                    CARD,
                    PAYPAL,
                    BANK_TRANSFER -> NONE;
        };
    }

    private static AmountLimits rupiah(long least, long most) {
        return new AmountLimits(least, most, false);
    }

    /** Why an amount cannot be charged; null when it can. */
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

    /** The limits for a person to read, such as "from Rp 10,000 to Rp 50,000,000". */
    public String described(String currency) {
        String range = least == null && most == null
                ? "any amount"
                : (least == null ? "" : "from " + money(least, currency))
                        + (least == null || most == null ? "" : " ")
                        + (most == null ? "" : "to " + money(most, currency));
        return wholeOnly ? range + " without decimals" : range;
    }

    /** The same for a program. */
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
