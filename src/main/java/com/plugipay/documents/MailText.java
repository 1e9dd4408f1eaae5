package com.plugipay.documents;

import com.plugipay.mail.MailContent;
import com.plugipay.mail.MailContent.Attachment;
import com.plugipay.text.Templates;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A mail about a document, from which its text and its HTML are made.
 *
 * @param amount as the reader writes it
 * @param link where the reader can see more; null for none
 */
public record MailText(
        DocumentTexts words,
        Party seller,
        String subject,
        String amount,
        @Nullable Party reader,
        List<String> paragraphs,
        @Nullable String link,
        String linkLabel,
        boolean isTest) {

    public MailText {
        paragraphs = List.copyOf(paragraphs);
    }

    public String greeting() {
        return reader == null ? words.get("mail.helloAll") : words.get("mail.hello", reader.name());
    }

    /** The mail with these files. */
    MailContent content(@Nullable String replyTo, Attachment... files) {
        return new MailContent(
                seller.name(),
                replyTo,
                subject,
                text(),
                Templates.render("mail/message.jte", Map.of("mail", this)).toString(),
                List.of(files));
    }

    private String text() {
        Stream<String> body = Stream.concat(Stream.of(greeting()), paragraphs.stream());
        Stream<String> linked = link == null ? body : Stream.concat(body, Stream.of(linkLabel + ":\n" + link));
        Stream<String> tested = isTest ? Stream.concat(Stream.of(words.get("test")), linked) : linked;
        String from =
                Stream.concat(Stream.of(seller.name()), seller.lines().stream()).collect(Collectors.joining("\n"));
        return Stream.concat(tested, Stream.of("-- \n" + from)).collect(Collectors.joining("\n\n")) + "\n";
    }
}
