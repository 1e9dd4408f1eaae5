package com.plugipay.people;

import com.plugipay.mail.MailAddress;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** Another address, with the password that proves who asks. */
public record EmailChangeInput(
        @NotNull @Size(max = MailAddress.LONGEST) @Pattern(regexp = MailAddress.PATTERN)
        String email,

        @NotNull @Size(max = 1_000) String password) {

    /** Without the password. */
    @Override
    public String toString() {
        return "EmailChangeInput[" + email + "]";
    }
}
