package com.plugipay.members;

import com.plugipay.auth.MemberRole;
import com.plugipay.mail.MailAddress;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** Who is invited, and as what. */
public record InvitationInput(
        @NotNull @Size(max = MailAddress.LONGEST) @Pattern(regexp = MailAddress.PATTERN, message = MailAddress.TEXT)
        String email,

        @NotNull MemberRole role) {}
