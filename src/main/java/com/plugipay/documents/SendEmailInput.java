package com.plugipay.documents;

import com.plugipay.mail.MailAddress;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Where a document is mailed to; without {@code to} the customer's address. */
public record SendEmailInput(
        @Pattern(regexp = MailAddress.PATTERN, message = MailAddress.TEXT) @Size(max = 254) @Nullable
        String to) {}
