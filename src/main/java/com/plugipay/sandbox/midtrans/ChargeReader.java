package com.plugipay.sandbox.midtrans;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What a charge says about its method.
 *
 * @param part the method's own object; empty when there is none
 */
record ChargeReader(
        JsonObject body,
        Channel channel,
        JsonObject part,
        @Nullable Instant expiresAt) {

    /** Throws a {@link Refusal} for what Midtrans would refuse. */
    static ChargeReader read(JsonObject body, InstantSource clock) {
        String type = Wire.text(body, "payment_type");
        if (type == null || type.isEmpty()) {
            throw Refusal.invalid("payment_type is required");
        }
        if (!Channel.knownType(type)) {
            throw Refusal.invalid("payment_type is not supported");
        }
        JsonObject given = Wire.object(body, type);
        JsonObject part = given == null ? new JsonObject() : given;
        Channel channel = channel(type, part);
        if (channel == Channel.MANDIRI) {
            required(part, "echannel", "bill_info1");
            required(part, "echannel", "bill_info2");
        }
        if (channel == Channel.OVO) {
            part = part.copy().put("phone_number", phone(body, part));
        }
        return new ChargeReader(body, channel, part, Expiry.ofCharge(body, clock.instant()));
    }

    private static Channel channel(String type, JsonObject part) {
        String field = switch (type) {
            case "bank_transfer" -> "bank";
            case "cstore" -> "store";
            default -> "";
        };
        String variant = field.isEmpty() ? "" : required(part, type, field);
        return Channel.of(type, variant)
                .orElseThrow(() -> Refusal.invalid(type + "." + field + " is not supported: " + variant));
    }

    private static String required(JsonObject part, String object, String field) {
        String value = Wire.text(part, field);
        if (value == null || value.isBlank()) {
            throw Refusal.invalid(object + "." + field + " is required");
        }
        return value;
    }

    /** The pages read do not name the field: the method's own object or the customer's may hold it. */
    private static String phone(JsonObject body, JsonObject part) {
        for (String field : new String[] {"phone_number", "phone"}) {
            String own = Wire.text(part, field);
            if (own != null) {
                return own;
            }
        }
        String customers = Wire.text(Wire.object(body, "customer_details"), "phone");
        if (customers == null) {
            throw Refusal.invalid("customer_details.phone is required");
        }
        return customers;
    }
}
