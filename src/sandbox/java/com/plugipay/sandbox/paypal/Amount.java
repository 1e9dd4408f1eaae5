package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.paypal.PayPalErrors.requirePossible;

import com.plugipay.sandbox.kit.MinorUnits;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Money as PayPal writes it: {@code {"currency_code": "USD", "value": "10.00"}}.
 *
 * @param minor in the minor units of {@link MinorUnits}, which for some currencies are finer than PayPal's
 * @see <a href="https://developer.paypal.com/api/rest/reference/currency-codes/">Currency codes</a>
 */
record Amount(long minor, String currency) {
    private static final Set<String> SUPPORTED = Set.of(
            "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "JPY", "MXN", "MYR",
            "NOK", "NZD", "PHP", "PLN", "SEK", "SGD", "THB", "TWD", "USD");
    private static final Set<String> WHOLE = Set.of("HUF", "JPY", "TWD");
    private static final Pattern VALUE = Pattern.compile("^((-?[0-9]+)|(-?([0-9]+)?[.][0-9]+))$");
    private static final int LONGEST_VALUE = 32;

    /** What a sale costs the merchant: a part, and something on top. */
    private static final BigDecimal FEE_RATE = new BigDecimal("0.044");

    private static final BigDecimal FIXED_FEE = new BigDecimal("0.30");
    private static final Map<String, BigDecimal> FIXED_FEES = Map.of(
            "HUF", new BigDecimal(90),
            "JPY", new BigDecimal(40),
            "TWD", new BigDecimal(10));

    /**
     * Reads what came in a request.
     *
     * @param field where it was, as a JSON pointer
     */
    static Amount parse(@Nullable Object json, String field) {
        if (!(json instanceof JsonObject money)) {
            throw PayPalErrors.missing(field);
        }
        if (!(money.getValue("currency_code") instanceof String currency)) {
            throw PayPalErrors.missing(field + "/currency_code");
        }
        if (!(money.getValue("value") instanceof String value)) {
            throw PayPalErrors.missing(field + "/value");
        }
        if (currency.length() != 3) {
            throw PayPalErrors.wrongLength(field + "/currency_code");
        }
        if (value.length() > LONGEST_VALUE || !VALUE.matcher(value).matches()) {
            throw PayPalErrors.wrongSyntax(field + "/value");
        }
        return of(new BigDecimal(value), currency);
    }

    private static Amount of(BigDecimal value, String currency) {
        requirePossible(
                SUPPORTED.contains(currency),
                "INVALID_CURRENCY_CODE",
                "Currency code is invalid or is not currently supported.");
        if (value.stripTrailingZeros().scale() > decimals(currency)) {
            throw WHOLE.contains(currency)
                    ? PayPalErrors.unprocessable("DECIMALS_NOT_SUPPORTED", "Currency does not support decimals.")
                    : PayPalErrors.unprocessable(
                            "DECIMAL_PRECISION",
                            "If the currency supports decimals, only two decimal place precision is supported.");
        }
        requirePossible(value.signum() > 0, "CANNOT_BE_ZERO_OR_NEGATIVE", "Must be greater than zero.");
        try {
            return new Amount(MinorUnits.toMinor(value, currency), currency);
        } catch (ArithmeticException tooLarge) {
            throw PayPalErrors.unprocessable(
                    "MAX_VALUE_EXCEEDED", "Should be less than or equal to 999999999999999.99.");
        }
    }

    Amount minus(Amount other) {
        return new Amount(minor - other.minor, currency);
    }

    Amount plus(Amount other) {
        return new Amount(minor + other.minor, currency);
    }

    Amount zero() {
        return new Amount(0, currency);
    }

    /** A little less, or the same where nothing would be left. */
    Amount less() {
        long smallest = MinorUnits.toMinor(BigDecimal.ONE.movePointLeft(decimals(currency)), currency);
        return minor > smallest ? new Amount(minor - smallest, currency) : this;
    }

    /** 4.4 % and a fixed fee, as for sales across borders, and never more than there is. */
    Amount fee() {
        BigDecimal fee = value().multiply(FEE_RATE)
                .add(FIXED_FEES.getOrDefault(currency, FIXED_FEE))
                .setScale(decimals(currency), RoundingMode.HALF_UP);
        return new Amount(MinorUnits.toMinor(fee.min(value()), currency), currency);
    }

    JsonObject toJson() {
        return json("currency_code", currency, "value", value().toPlainString());
    }

    /** As the summaries of events say it. */
    String text() {
        return value().toPlainString() + " " + currency;
    }

    private BigDecimal value() {
        return MinorUnits.toMajor(minor, currency).setScale(decimals(currency), RoundingMode.UNNECESSARY);
    }

    private static int decimals(String currency) {
        return WHOLE.contains(currency) ? 0 : 2;
    }
}
