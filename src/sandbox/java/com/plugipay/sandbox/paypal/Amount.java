package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.MinorUnits;
import com.plugipay.sandbox.paypal.api.PayPalIssue;
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
    private static final Pattern VALUE = Pattern.compile("^((-?[0-9]+)|(-?([0-9]+)?[.][0-9]+))$");
    private static final int LONGEST_VALUE = 32;

    /** What a sale costs the merchant: a part, and something on top. */
    private static final BigDecimal FEE_RATE = new BigDecimal("0.044");

    private static final BigDecimal FIXED_FEE = new BigDecimal("0.30");
    /** The fixed fees of the currencies that PayPal takes without decimals. */
    private static final Map<String, BigDecimal> WHOLE =
            Map.of("HUF", new BigDecimal(90), "JPY", new BigDecimal(40), "TWD", new BigDecimal(10));

    /**
     * Reads what came in a request.
     *
     * @param field where it was, as a JSON pointer
     */
    static Amount parse(@Nullable Object json, String field) {
        if (!(json instanceof JsonObject money)) {
            throw PayPalIssue.MISSING_REQUIRED_PARAMETER.at(field);
        }
        String currency = required(money, field, "currency_code");
        String text = required(money, field, "value");
        PayPalIssue.INVALID_STRING_LENGTH.refuseIf(currency.length() != 3, field + "/currency_code");
        boolean number = text.length() <= LONGEST_VALUE && VALUE.matcher(text).matches();
        PayPalIssue.INVALID_PARAMETER_SYNTAX.refuseIf(!number, field + "/value");
        PayPalIssue.INVALID_CURRENCY_CODE.refuseIf(!SUPPORTED.contains(currency));
        BigDecimal value = new BigDecimal(text);
        if (value.stripTrailingZeros().scale() > decimals(currency)) {
            PayPalIssue.DECIMALS_NOT_SUPPORTED.refuseIf(WHOLE.containsKey(currency));
            throw PayPalIssue.DECIMAL_PRECISION.refusal();
        }
        PayPalIssue.CANNOT_BE_ZERO_OR_NEGATIVE.refuseIf(value.signum() <= 0);
        try {
            return new Amount(MinorUnits.toMinor(value, currency), currency);
        } catch (ArithmeticException tooLarge) {
            throw PayPalIssue.MAX_VALUE_EXCEEDED.refusal();
        }
    }

    private static String required(JsonObject money, String field, String name) {
        if (money.getValue(name) instanceof String text) {
            return text;
        }
        throw PayPalIssue.MISSING_REQUIRED_PARAMETER.at(field + "/" + name);
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
                .add(WHOLE.getOrDefault(currency, FIXED_FEE))
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
        return WHOLE.containsKey(currency) ? 0 : 2;
    }
}
