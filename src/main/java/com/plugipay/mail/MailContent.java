package com.plugipay.mail;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mail says, as text and as HTML.
 *
 * @param senderName the business's name, which the recipient sees as the sender
 * @param replyTo the business's address; null for none
 * @param pictures what the HTML shows, by the names of the files
 */
public record MailContent(
        String senderName,
        @Nullable String replyTo,
        String subject,
        String text,
        String html,
        List<Attachment> pictures,
        List<Attachment> attachments) {

    public MailContent {
        pictures = List.copyOf(pictures);
        attachments = List.copyOf(attachments);
    }

    /** An attached file. */
    public record Attachment(String fileName, String contentType, Buffer content) {}
}
