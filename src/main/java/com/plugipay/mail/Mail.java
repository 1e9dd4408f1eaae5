package com.plugipay.mail;

import com.plugipay.model.Ids;
import com.plugipay.model.Tenant;
import java.time.Instant;

/**
 * A mail that is to be sent. Its text is made when it is sent, from how its object then is.
 *
 * @param kind decides who makes the text; see {@link MailComposer}
 * @param objectId what it is about
 */
public record Mail(Tenant tenant, String id, String kind, String objectId, String recipient) {

    /** A new mail; the recipient must be a valid {@link MailAddress}. */
    public static Mail to(String recipient, Tenant tenant, String kind, String objectId, Instant now) {
        return new Mail(tenant, Ids.at(now, "mail"), kind, objectId, recipient);
    }
}
