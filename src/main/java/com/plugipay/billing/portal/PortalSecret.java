package com.plugipay.billing.portal;

import com.plugipay.secrets.Hashes;
import com.plugipay.secrets.Secret;

/** What the forms of the portal prove themselves by. */
final class PortalSecret {
    private static final String FORM = "form ";

    private PortalSecret() {}

    /** What the forms of whoever has this cookie contain, and no other page can know. */
    static Secret formToken(Secret cookie) {
        return new Secret(Hashes.sha256(new Secret(FORM + cookie.reveal()).bytes()));
    }
}
