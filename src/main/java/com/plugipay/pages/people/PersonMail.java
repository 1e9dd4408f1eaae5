package com.plugipay.pages.people;

import com.plugipay.mail.MailContent;
import com.plugipay.text.Templates;
import java.util.List;
import java.util.Map;

/** A mail to a person, with the button of a link, which may be one that is used once. */
public record PersonMail(PeopleTexts words, String subject, List<String> paragraphs, String link, String linkLabel) {
    private static final String SENDER = "Plugipay";

    public PersonMail {
        paragraphs = List.copyOf(paragraphs);
    }

    /** The mail, as text and as HTML. */
    public MailContent content() {
        String text = String.join("\n\n", paragraphs) + "\n\n" + linkLabel + ":\n" + link + "\n";
        String html = Templates.render("people/mail.jte", Map.of("mail", this)).toString();
        return new MailContent(SENDER, null, subject, text, html, List.of(), List.of());
    }

    /** Without the link. */
    @Override
    public String toString() {
        return "PersonMail[" + subject + "]";
    }
}
