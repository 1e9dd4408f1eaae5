package com.plugipay.people;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A new password.
 *
 * @param currentPassword needed when the person has one
 */
public record PasswordChangeInput(
        @Nullable @Size(max = 1_000) String currentPassword,
        @NotNull @Size(max = 1_000) String newPassword) {

    /** Without passwords. */
    @Override
    public String toString() {
        return "PasswordChangeInput[]";
    }
}
