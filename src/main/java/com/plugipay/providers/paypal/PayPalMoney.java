package com.plugipay.providers.paypal;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.money.Currencies;
import com.plugipay.providers.accounts.AmountLimits;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.MajorUnits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Money in PayPal's format: {@code {"currency_code":"USD","value":"10.00"}}, a decimal in a string.
 *
 * @param amount in minor units
 */
record PayPalMoney(long amount, String currency) {
    /** The documented form: a fraction needs no digit before its point. */
    private static final Pattern VALUE = Pattern.compile("-?[0-9]{0,24}(\\.[0-9]{1,6})?");

    /** Whether PayPal can move exactly this amount. */
    boolean isPayable() {
        return amount > 0 && limits().take(amount, currency);
    }

    private AmountLimits limits() {
        return AmountLimits.unpublished(PayPalFactory.KIND, currency);
    }

    /** Returns PayPal's form of an amount that {@link #isPayable()}. */
    JsonNode json() {
        BigDecimal major = Currencies.toMajor(amount, currency);
        BigDecimal exact = limits().wholeOnly() ? major.setScale(0, RoundingMode.UNNECESSARY) : major;
        return Json.MAPPER.createObjectNode().put("currency_code", currency).put("value", exact.toPlainString());
    }

    /** Reads an amount; empty when it is not an amount of a known currency. */
    static Optional<PayPalMoney> read(JsonFields money) {
        String currency = money.textOrEmpty("currency_code");
        return Currencies.known(currency)
                ? Optional.ofNullable(MajorUnits.read(money.raw("value"), VALUE, currency))
                        .map(amount -> new PayPalMoney(amount, currency))
                : Optional.empty();
    }
}
