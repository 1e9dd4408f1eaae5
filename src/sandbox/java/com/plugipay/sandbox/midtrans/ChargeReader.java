package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.api.Jsons.object;
import static com.plugipay.sandbox.kit.api.Jsons.text;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a charge says about its method.
 *
 * @param part the method's own object; empty when there is none
 */
record ChargeReader(
        JsonObject body,
        MidtransPaymentType channel,
        JsonObject part,
        @Nullable Instant expiresAt) {

    /** Refuses what Midtrans would refuse. */
    static ChargeReader read(JsonObject body, Instant now) {
        String type = text(body, "payment_type");
        if (type == null || type.isEmpty()) {
            throw MidtransErrors.invalid("payment_type is required");
        }
        if (!MidtransPaymentType.knownType(type)) {
            throw MidtransErrors.invalid("payment_type is not supported");
        }
        JsonObject part = object(body, type).copy();
        MidtransPaymentType channel = channel(type, part);
        if (channel == MidtransPaymentType.MANDIRI) {
            required(part, "echannel", "bill_info1");
            required(part, "echannel", "bill_info2");
        }
        if (channel == MidtransPaymentType.OVO) {
            part.put("phone_number", phone(body, part));
        }
        return new ChargeReader(body, channel, part, CustomExpiry.ofCharge(body, now));
    }

    private static MidtransPaymentType channel(String type, JsonObject part) {
        String field = switch (type) {
            case "bank_transfer" -> "bank";
            case "cstore" -> "store";
            default -> "";
        };
        String variant = field.isEmpty() ? "" : required(part, type, field);
        return MidtransPaymentType.of(type, variant)
                .orElseThrow(() -> MidtransErrors.invalid(type + "." + field + " is not supported: " + variant));
    }

    private static String required(JsonObject part, String object, String field) {
        String value = text(part, field);
        if (value == null || value.isBlank()) {
            throw MidtransErrors.invalid(object + "." + field + " is required");
        }
        return value;
    }

    /** The pages read do not name the field: the method's own object or the customer's may hold it. */
    private static String phone(JsonObject body, JsonObject part) {
        return Stream.of(
                        text(part, "phone_number"),
                        text(part, "phone"),
                        text(object(body, "customer_details"), "phone"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> MidtransErrors.invalid("customer_details.phone is required"));
    }
}
