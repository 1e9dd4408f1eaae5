package com.plugipay.mail;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses that mails can be sent to: those of RFC 5321 without quotes and address literals. */
public final class MailAddress {
    /** As a schema's pattern. */
    public static final String PATTERN = "^[A-Za-z0-9!#%&'*+/=?^_`{|}~$.-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*$";

    /** What fits {@link #PATTERN}. */
    public static final String TEXT = "This must be an e-mail address, such as alice@example.com.";

    /** How long an address can be. */
    public static final int LONGEST = 254;

    private static final Pattern VALID = Pattern.compile(PATTERN);

    private MailAddress() {}

    public static boolean isValid(@Nullable String address) {
        return address != null
                && address.length() <= LONGEST
                && VALID.matcher(address).matches();
    }
}
