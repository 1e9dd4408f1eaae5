package com.plugipay.mail;

import io.vertx.core.Future;
import java.util.Optional;

/** Makes the texts of mails of one kind. */
public interface MailComposer {
    /** What the mail says; empty when there is nothing to say any more, and the mail is not sent. */
    Future<Optional<MailContent>> compose(Mail mail);
}
