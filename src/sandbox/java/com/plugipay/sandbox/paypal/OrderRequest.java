package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.object;
import static com.plugipay.sandbox.paypal.PayPalErrors.requirePossible;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant asks for when it creates an order; checked as PayPal checks it.
 *
 * @param unit the only purchase unit, as it came
 * @param paymentSource whether it said that the buyer pays with PayPal; decides how the buyer's link is called
 * @param returnUrl where an approving buyer goes; null for nowhere
 */
record OrderRequest(
        JsonObject unit,
        Amount amount,
        boolean paymentSource,
        @Nullable String brandName,
        @Nullable String returnUrl,
        @Nullable String cancelUrl) {

    private static final String UNIT = "/purchase_units/@reference_id=='default'/";
    private static final Map<String, Integer> LONGEST =
            Map.of("reference_id", 256, "custom_id", 127, "invoice_id", 127, "description", 127, "soft_descriptor", 22);
    private static final List<String> ADDED = List.of("item_total", "shipping", "handling", "tax_total", "insurance");
    private static final List<String> TAKEN_OFF = List.of("shipping_discount", "discount");

    static OrderRequest parse(JsonObject body) {
        checkIntent(body.getValue("intent"));
        JsonObject unit = unit(body.getValue("purchase_units"));
        LONGEST.forEach((field, longest) -> checkLength(unit, field, longest));
        Amount amount = Amount.parse(unit.getValue("amount"), UNIT + "amount");
        checkBreakdown(unit.getJsonObject("amount"));
        boolean paymentSource = body.getValue("payment_source") instanceof JsonObject;
        JsonObject paypal = object(object(body, "payment_source"), "paypal");
        requirePossible(
                !paymentSource || body.getJsonObject("payment_source").getValue("paypal") instanceof JsonObject,
                "UNSUPPORTED_PAYMENT_INSTRUCTION",
                "The stand-in knows only PayPal wallets.");
        JsonObject experience =
                paymentSource ? object(paypal, "experience_context") : object(body, "application_context");
        return new OrderRequest(
                unit,
                amount,
                paymentSource,
                text(experience, "brand_name", ".*"),
                text(experience, "return_url", "https?://[^\\s]+"),
                text(experience, "cancel_url", "https?://[^\\s]+"));
    }

    private static @Nullable String text(JsonObject experience, String field, String pattern) {
        Object value = experience.getValue(field);
        if (value != null && !(value instanceof String text && text.matches(pattern))) {
            throw PayPalErrors.wrongSyntax("/payment_source/paypal/experience_context/" + field);
        }
        return (String) value;
    }

    private static void checkIntent(@Nullable Object intent) {
        if (intent == null) {
            throw PayPalErrors.missing("/intent");
        }
        requirePossible(
                !intent.equals("AUTHORIZE"), "UNSUPPORTED_INTENT", "The stand-in supports only intent=CAPTURE.");
        if (!intent.equals("CAPTURE")) {
            throw PayPalErrors.invalid("INVALID_PARAMETER_VALUE", "/intent", "The value of a field is invalid.");
        }
    }

    private static JsonObject unit(@Nullable Object units) {
        if (!(units instanceof JsonArray all)) {
            throw PayPalErrors.missing("/purchase_units");
        }
        if (all.isEmpty()) {
            throw PayPalErrors.invalid(
                    "INVALID_ARRAY_MIN_ITEMS",
                    "/purchase_units",
                    "The number of items in an array parameter is too small or too large.");
        }
        requirePossible(all.size() == 1, "NOT_SUPPORTED", "The stand-in takes one purchase unit.");
        if (!(all.getValue(0) instanceof JsonObject unit)) {
            throw PayPalErrors.missing("/purchase_units/0");
        }
        return unit.copy();
    }

    /** The parts must make the whole. */
    private static void checkBreakdown(JsonObject amount) {
        if (!(amount.getValue("breakdown") instanceof JsonObject parts)) {
            return;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (String part : ADDED) {
            sum = sum.add(value(parts, part));
        }
        for (String part : TAKEN_OFF) {
            sum = sum.subtract(value(parts, part));
        }
        requirePossible(
                sum.compareTo(new BigDecimal(amount.getString("value"))) == 0,
                "AMOUNT_MISMATCH",
                "Should equal item_total + tax_total + shipping + handling + insurance - shipping_discount -"
                        + " discount.");
    }

    private static BigDecimal value(JsonObject parts, String part) {
        if (!(parts.getValue(part) instanceof JsonObject money)) {
            return BigDecimal.ZERO;
        }
        try {
            return new BigDecimal(money.getString("value", ""));
        } catch (NumberFormatException | ClassCastException malformed) {
            throw PayPalErrors.wrongSyntax(UNIT + "amount/breakdown/" + part + "/value");
        }
    }

    private static void checkLength(JsonObject unit, String field, int longest) {
        Object value = unit.getValue(field);
        if (value != null && !(value instanceof String text && text.length() <= longest)) {
            throw PayPalErrors.invalid("INVALID_STRING_MAX_LENGTH", UNIT + field, "The value of a field is too long.");
        }
    }
}
