package com.plugipay.mail;

import com.plugipay.model.Ids;
import com.plugipay.model.Tenant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail that is to be sent. Its text is made when it is sent, from how its object then is.
 *
 * @param kind the text of a {@link MailKind}; another one is known to newer nodes only
 * @param objectId what it is about, such as an invoice
 * @param occasionId what has happened to the object, of which one mail tells; null when the object is only shown
 */
public record Mail(
        Tenant tenant,
        String id,
        String kind,
        String objectId,
        @Nullable String occasionId,
        String recipient) {

    /** A new mail that shows an object; the recipient must be a valid {@link MailAddress}. */
    public static Mail to(String recipient, Tenant tenant, MailKind kind, String objectId, Instant now) {
        return new Mail(tenant, newId(now), kind.text(), objectId, null, recipient);
    }

    /** The id of a new mail. */
    public static String newId(Instant now) {
        return Ids.at(now, "mail");
    }
}
