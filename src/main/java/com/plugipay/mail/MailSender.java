package com.plugipay.mail;

import com.plugipay.async.ClosedWith;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Sends mails through the configured server. */
final class MailSender {
    private static final int CONNECTIONS = 5;
    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final long LONGEST_SECONDS = 60;

    /** What has a meaning of its own before an address, and line breaks, which would begin another header. */
    private static final Pattern NOT_IN_NAME = Pattern.compile("[\\p{Cntrl}<>()\\[\\]@,;:\\\\\"]+");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private final SmtpConfig config;
    private final MailClient client;

    MailSender(Vertx vertx, SmtpConfig config) {
        this.config = config;
        this.client = MailClient.create(vertx, options(config));
        ClosedWith.vertx(vertx, client::close);
    }

    private static MailConfig options(SmtpConfig config) {
        MailConfig options = new MailConfig(config.host(), config.port())
                .setSsl(config.security().equals("tls"))
                .setStarttls(config.security().equals("starttls") ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED)
                .setLogin(config.user().isEmpty() ? LoginOption.DISABLED : LoginOption.REQUIRED)
                .setMaxPoolSize(CONNECTIONS)
                .setUserAgent("Plugipay");
        options.setHostnameVerificationAlgorithm("HTTPS");
        options.setConnectTimeout(CONNECT_TIMEOUT_MS);
        return config.user().isEmpty()
                ? options
                : options.setUsername(config.user())
                        .setPassword(config.password().reveal());
    }

    /** Sends a mail once; succeeds when the server has taken it over. */
    Future<Void> send(Mail mail, MailContent content) {
        String name = NOT_IN_NAME.matcher(content.senderName()).replaceAll(" ").strip();
        MailMessage message = new MailMessage()
                .setFrom(name.isEmpty() ? config.from() : name + " <" + config.from() + '>')
                .setTo(mail.recipient())
                .setSubject(CONTROL.matcher(content.subject()).replaceAll(" "))
                .setText(content.text())
                .setHtml(content.html())
                .setInlineAttachment(content.pictures().stream()
                        .map(picture -> attachment(picture)
                                .setDisposition("inline")
                                .setContentId('<' + picture.fileName() + '>'))
                        .toList())
                .setAttachment(content.attachments().stream()
                        .map(MailSender::attachment)
                        .toList());
        // A mail that is sent again after a crash has the same id, by which servers know it.
        message.addHeader("Message-ID", '<' + mail.id() + '@' + domain() + '>');
        message.addHeader("Auto-Submitted", "auto-generated");
        if (MailAddress.isValid(content.replyTo())) {
            message.addHeader("Reply-To", content.replyTo());
        }
        return client.sendMail(message)
                .timeout(LONGEST_SECONDS, TimeUnit.SECONDS)
                .mapEmpty();
    }

    private String domain() {
        return config.from().substring(config.from().indexOf('@') + 1);
    }

    private static MailAttachment attachment(MailContent.Attachment file) {
        return MailAttachment.create()
                .setName(file.fileName())
                .setContentType(file.contentType())
                .setDisposition("attachment")
                .setData(file.content());
    }

    /** The codes by which a server says that a recipient gets no mail, whenever it is sent. */
    static final List<Integer> NEVER = List.of(501, 550, 551, 553, 556);
}
