package com.plugipay.people.credentials;

import java.time.Instant;
import org.apache.commons.codec.binary.Base32;

/** An authenticator app; its codes are tested against the standard's by {@link TotpTest}. */
public record AuthenticatorApp(String secret) {
    /** The code that it shows at this moment. */
    public String code(Instant now) {
        return Totp.code(new Base32().decode(secret), now.getEpochSecond() / 30);
    }
}
