package com.plugipay.customers;

import com.plugipay.model.Ids;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties of a new or changed customer; {@code testClockId} of a new one only. */
public record CustomerInput(
        @Pattern(regexp = EMAIL, message = EMAIL_TEXT) @Size(max = 320) @Nullable
        String email,

        @Size(max = 255) @Nullable String name,
        @Size(max = 64) @Nullable String phone,
        @Nullable Address address,
        @Size(min = 1, max = 255) @Nullable String externalId,
        @Size(max = 64) @Nullable String taxId,
        @Size(max = Ids.LONGEST) @Nullable String defaultPaymentTokenId,
        @Size(max = Ids.LONGEST) @Nullable String testClockId,
        @Nullable Map<String, String> metadata) {

    /** One @ with text on both sides; only sending a mail shows whether the address exists. */
    public static final String EMAIL = "^[^@\\s]+@[^@\\s]+$";

    /** What fits {@link #EMAIL}. */
    public static final String EMAIL_TEXT = "This must be an e-mail address, such as alice@example.com.";

    /** This input with another default payment method. */
    public CustomerInput withDefaultPaymentToken(String id) {
        return new CustomerInput(email, name, phone, address, externalId, taxId, id, testClockId, metadata);
    }
}
