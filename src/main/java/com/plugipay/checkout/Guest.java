package com.plugipay.checkout;

import com.plugipay.customers.CustomerInput;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Contact details of a buyer who has no customer record. */
public record Guest(
        @Pattern(regexp = CustomerInput.EMAIL, message = CustomerInput.EMAIL_TEXT) @Size(max = 254) @Nullable
        String email,

        @Size(max = 200) @Nullable String name,
        @Size(max = 40) @Nullable String phone) {}
