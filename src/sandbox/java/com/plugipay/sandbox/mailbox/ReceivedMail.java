package com.plugipay.sandbox.mailbox;

import io.vertx.core.buffer.Buffer;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A mail as its recipient sees it.
 *
 * @param number counted from 1 in the order of arrival
 */
public record ReceivedMail(
        int number,
        String from,
        String to,
        String replyTo,
        String subject,
        String text,
        String html,
        List<File> files) {

    public ReceivedMail {
        files = List.copyOf(files);
    }

    /** An attached file. */
    public record File(String name, String contentType, Buffer content) {}

    static ReceivedMail of(int number, MimeMessage message) {
        try {
            List<Part> leaves = new ArrayList<>();
            collect(message, leaves);
            return new ReceivedMail(
                    number,
                    InternetAddress.toUnicodeString(message.getFrom()),
                    InternetAddress.toUnicodeString(message.getRecipients(MimeMessage.RecipientType.TO)),
                    InternetAddress.toUnicodeString(message.getReplyTo()),
                    message.getSubject(),
                    text(leaves, "text/plain"),
                    withPictures(text(leaves, "text/html"), files(leaves, Part.INLINE)),
                    files(leaves, Part.ATTACHMENT));
        } catch (MessagingException | IOException damaged) {
            throw new IllegalStateException(damaged);
        }
    }

    private static void collect(Part part, List<Part> leaves) throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart several) {
            for (int i = 0; i < several.getCount(); i++) {
                BodyPart inner = several.getBodyPart(i);
                collect(inner, leaves);
            }
        } else {
            leaves.add(part);
        }
    }

    private static String text(List<Part> leaves, String type) throws MessagingException, IOException {
        for (Part leaf : leaves) {
            if (leaf.isMimeType(type) && leaf.getFileName() == null) {
                return leaf.getContent().toString();
            }
        }
        return "";
    }

    /** Pictures that came with the mail stand where its HTML names them. */
    private static String withPictures(String html, List<File> pictures) {
        String shown = html;
        for (File picture : pictures) {
            String content =
                    Base64.getEncoder().encodeToString(picture.content().getBytes());
            shown = shown.replace("cid:" + picture.name(), "data:" + picture.contentType() + ";base64," + content);
        }
        return shown;
    }

    private static List<File> files(List<Part> leaves, String disposition) throws MessagingException, IOException {
        List<File> files = new ArrayList<>();
        for (Part leaf : leaves) {
            if (leaf.getFileName() != null && disposition.equals(leaf.getDisposition())) {
                String type = Stream.of(leaf.getContentType().split(";", -1))
                        .findFirst()
                        .orElse("");
                files.add(new File(
                        leaf.getFileName(),
                        type,
                        Buffer.buffer(leaf.getInputStream().readAllBytes())));
            }
        }
        return files;
    }

    /** The names of the files. */
    public String fileNames() {
        return files.stream().map(File::name).collect(Collectors.joining(", "));
    }
}
