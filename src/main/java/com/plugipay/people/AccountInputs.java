package com.plugipay.people;

import com.plugipay.mail.MailAddress;
import com.plugipay.text.Language;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What the operations about the own account take. */
public final class AccountInputs {
    private AccountInputs() {}

    /** What a person may change of the own account. */
    public record AccountInput(
            @Nullable @Size(min = 1, max = 100) String name,
            @NotNull Language locale) {}

    /** Another address, with the password that proves who asks. */
    public record EmailChangeInput(
            @NotNull @Size(max = MailAddress.LONGEST) @Pattern(regexp = MailAddress.PATTERN, message = MailAddress.TEXT)
            String email,

            @NotNull @Size(max = 1_000) String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return "EmailChangeInput[" + email + "]";
        }
    }

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
}
