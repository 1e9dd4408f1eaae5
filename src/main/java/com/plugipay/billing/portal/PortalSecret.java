package com.plugipay.billing.portal;

import com.plugipay.model.Ids;
import com.plugipay.providers.kit.Hashes;
import com.plugipay.secrets.Secret;
import java.util.regex.Pattern;

/** The secrets of links and cookies of the portal. Only their hashes are stored. */
final class PortalSecret {
    /** Letters and digits of a secret, together 190 random bits. */
    private static final int LENGTH = 32;

    private static final Pattern POSSIBLE = Pattern.compile("[A-Za-z0-9]{" + LENGTH + "}");
    private static final String FORM = "form ";

    private PortalSecret() {}

    static Secret random() {
        return new Secret(Ids.alphanumeric(LENGTH));
    }

    /** Whether a secret can be this text. */
    static boolean isPossible(String text) {
        return POSSIBLE.matcher(text).matches();
    }

    static String hash(Secret secret) {
        return Hashes.sha256(secret.bytes());
    }

    /** What the forms of whoever has this cookie contain, and no other page can know. */
    static Secret formToken(Secret cookie) {
        return new Secret(Hashes.sha256(new Secret(FORM + cookie.reveal()).bytes()));
    }
}
