package com.plugipay.mail;

import com.plugipay.secrets.Secret;
import java.util.List;

/**
 * The mail server that this node sends mails through.
 *
 * @param host empty means that no mails are sent
 * @param security {@code starttls}, {@code tls} or {@code none}; the server's certificate is always verified
 * @param user empty means without a login
 * @param from the address that mails are from; replies go to the business
 */
public record SmtpConfig(String host, int port, String security, String user, Secret password, String from) {
    private static final List<String> SECURITY = List.of("starttls", "tls", "none");

    public SmtpConfig {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("mail.port must be from 1 to 65535, not " + port);
        }
        if (!SECURITY.contains(security)) {
            throw new IllegalArgumentException("mail.security must be one of " + SECURITY + ", not " + security);
        }
        if (!host.isBlank() && !MailAddress.isValid(from)) {
            throw new IllegalArgumentException("mail.from must be an address such as billing@example.com");
        }
    }

    /** Without a mail server. */
    public static SmtpConfig none() {
        return new SmtpConfig("", 587, "starttls", "", new Secret(""), "");
    }

    public boolean isConfigured() {
        return !host.isBlank();
    }
}
