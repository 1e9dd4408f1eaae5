package com.plugipay.providers;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** A bank account of the merchant's. */
public record BankAccount(
        @Size(min = 1, max = 100) String bankName,

        @Size(max = 40) @Pattern(regexp = "^[0-9A-Za-z][0-9A-Za-z .-]*$")
        String accountNumber,

        @Size(min = 1, max = 100) String accountHolder) {}
