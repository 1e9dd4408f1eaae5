package com.plugipay.documents;

import com.plugipay.mail.MailContent;
import com.plugipay.mail.MailContent.Attachment;
import com.plugipay.text.Templates;
import io.vertx.core.buffer.Buffer;
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
        Design design,
        Party seller,
        String subject,
        String amount,
        @Nullable Party reader,
        List<String> paragraphs,
        @Nullable String link,
        String linkLabel,
        boolean isTest) {

    private static final String LOGO = "logo";

    public MailText {
        paragraphs = List.copyOf(paragraphs);
    }

    public DocumentTexts words() {
        return design.words();
    }

    public String greeting() {
        return reader == null ? words().get("mail.helloAll") : words().get("mail.hello", reader.name());
    }

    /** The paragraphs, and that replies are read if the business has an address. */
    public List<String> body() {
        Stream<String> reply = seller.email() == null ? Stream.empty() : Stream.of(words().get("mail.reply"));
        return Stream.concat(paragraphs.stream(), reply).toList();
    }

    /** The mail with this PDF. */
    MailContent content(String fileName, Buffer pdf) {
        return content(new Attachment(fileName + ".pdf", "application/pdf", pdf));
    }

    /** The mail with these files. */
    MailContent content(Attachment... files) {
        return new MailContent(
                seller.name(),
                seller.email(),
                subject,
                text(),
                Templates.render("mail/message.jte", Map.of("mail", this)).toString(),
                Stream.ofNullable(design.logo())
                        .map(logo -> new Attachment(LOGO, logo.contentType(), logo.content()))
                        .toList(),
                List.of(files));
    }

    /** Where the HTML finds the logo, which comes with the mail (RFC 2392); null for none. */
    public @Nullable String logoUrl() {
        return design.logo() == null ? null : "cid:" + LOGO;
    }

    private String text() {
        Stream<String> body = Stream.concat(Stream.of(greeting()), body().stream());
        Stream<String> linked = link == null ? body : Stream.concat(body, Stream.of(linkLabel + ":\n" + link));
        Stream<String> tested = isTest ? Stream.concat(Stream.of(words().get("test")), linked) : linked;
        String from =
                Stream.concat(Stream.of(seller.name()), seller.lines().stream()).collect(Collectors.joining("\n"));
        return Stream.concat(tested, Stream.of("-- \n" + from)).collect(Collectors.joining("\n\n")) + "\n";
    }
}
