package com.plugipay.customers;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The address of a customer; the country is an ISO 3166 code. */
public record Address(
        @Size(max = 200) @Nullable String line1,
        @Size(max = 200) @Nullable String line2,
        @Size(max = 100) @Nullable String city,
        @Size(max = 100) @Nullable String state,
        @Size(max = 20) @Nullable String postalCode,

        @Pattern(regexp = "^[A-Z]{2}$", message = "A country is two capital letters of ISO 3166, such as ID.") @Nullable
        String country) {}
