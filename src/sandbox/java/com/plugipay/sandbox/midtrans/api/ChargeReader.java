package com.plugipay.sandbox.midtrans.api;

import com.plugipay.sandbox.midtrans.MidtransPaymentType;
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
        MidtransPaymentType channel,
        JsonObject part,
        @Nullable Instant expiresAt) {

    /** Throws a {@link MidtransRefusal} for what Midtrans would refuse. */
    static ChargeReader read(JsonObject body, InstantSource clock) {
        String type = MidtransWire.text(body, "payment_type");
        if (type == null || type.isEmpty()) {
            throw MidtransRefusal.invalid("payment_type is required");
        }
        if (!MidtransPaymentType.knownType(type)) {
            throw MidtransRefusal.invalid("payment_type is not supported");
        }
        JsonObject given = MidtransWire.object(body, type);
        JsonObject part = given == null ? new JsonObject() : given;
        MidtransPaymentType channel = channel(type, part);
        if (channel == MidtransPaymentType.MANDIRI) {
            required(part, "echannel", "bill_info1");
            required(part, "echannel", "bill_info2");
        }
        if (channel == MidtransPaymentType.OVO) {
            part = part.copy().put("phone_number", phone(body, part));
        }
        return new ChargeReader(body, channel, part, CustomExpiry.ofCharge(body, clock.instant()));
    }

    private static MidtransPaymentType channel(String type, JsonObject part) {
        String field = switch (type) {
            case "bank_transfer" -> "bank";
            case "cstore" -> "store";
            default -> "";
        };
        String variant = field.isEmpty() ? "" : required(part, type, field);
        return MidtransPaymentType.of(type, variant)
                .orElseThrow(() -> MidtransRefusal.invalid(type + "." + field + " is not supported: " + variant));
    }

    private static String required(JsonObject part, String object, String field) {
        String value = MidtransWire.text(part, field);
        if (value == null || value.isBlank()) {
            throw MidtransRefusal.invalid(object + "." + field + " is required");
        }
        return value;
    }

    /** The pages read do not name the field: the method's own object or the customer's may hold it. */
    private static String phone(JsonObject body, JsonObject part) {
        for (String field : new String[] {"phone_number", "phone"}) {
            String own = MidtransWire.text(part, field);
            if (own != null) {
                return own;
            }
        }
        String customers = MidtransWire.text(MidtransWire.object(body, "customer_details"), "phone");
        if (customers == null) {
            throw MidtransRefusal.invalid("customer_details.phone is required");
        }
        return customers;
    }
}
