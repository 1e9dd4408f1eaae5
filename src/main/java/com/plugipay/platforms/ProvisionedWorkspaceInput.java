package com.plugipay.platforms;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The input that provisions a workspace. */
public record ProvisionedWorkspaceInput(
        @Pattern(
                regexp = "^[A-Za-z0-9_-]{1,64}$",
                message = "An account id has 1 to 64 letters, digits, hyphens or underscores.")
        String accountId,

        @Size(min = 1, max = 100) String partner,
        @DecimalMin("0") @DecimalMax("1") BigDecimal discountRate,
        @Size(min = 1, max = 100) @Nullable String brandName,
        @Email @Size(max = 320) @Nullable String businessEmail) {}
