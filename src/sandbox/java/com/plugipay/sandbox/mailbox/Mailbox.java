package com.plugipay.sandbox.mailbox;

import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.plugipay.sandbox.kit.StandInPages;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A mail server that takes every mail and delivers none, and the page that shows them. Keeps them in memory. */
public final class Mailbox implements AutoCloseable {
    private static final int ANY_PORT = 0;

    private final String host;
    private final GreenMail server;
    private final int port;
    private final StandInPages pages = new StandInPages("Mail server");

    private Mailbox(String host, GreenMail server) {
        this.host = host;
        this.server = server;
        this.port = server.getSmtp().getPort();
    }

    /** Starts one on a free port. */
    public static Mailbox start(String host) {
        return start(host, ANY_PORT);
    }

    /** Starts one on this port. */
    public static Mailbox start(String host, int port) {
        GreenMail server = new GreenMail(new ServerSetup(port, host, ServerSetup.PROTOCOL_SMTP));
        server.start();
        return new Mailbox(host, server);
    }

    public String host() {
        return host;
    }

    /** The port of SMTP. */
    public int port() {
        return port;
    }

    /** What has arrived, in the order of arrival. */
    public List<ReceivedMail> mails() {
        MimeMessage[] messages = server.getReceivedMessages();
        List<ReceivedMail> mails = new ArrayList<>();
        for (int i = 0; i < messages.length; i++) {
            mails.add(ReceivedMail.of(i + 1, messages[i]));
        }
        return mails;
    }

    /** Mounts {@code /mailbox}. */
    public void mount(Router router) {
        router.get("/mailbox").handler(context -> pages.show(context, "mailbox", json("mails", mails().reversed())));
        router.get("/mailbox/:number")
                .handler(context -> find(context)
                        .ifPresentOrElse(
                                mail -> pages.show(context, "mail", json("mail", mail)), () -> context.fail(404)));
        router.get("/mailbox/:number/html")
                .handler(context -> find(context)
                        .ifPresentOrElse(
                                mail -> send(context, "text/html; charset=utf-8", Buffer.buffer(mail.html())),
                                () -> context.fail(404)));
        router.get("/mailbox/:number/files/:file")
                .handler(context -> find(context)
                        .flatMap(mail -> file(context, mail))
                        .ifPresentOrElse(
                                file -> send(context, file.contentType(), file.content()), () -> context.fail(404)));
    }

    private Optional<ReceivedMail> find(RoutingContext context) {
        String number = context.pathParam("number");
        return mails().stream()
                .filter(mail -> String.valueOf(mail.number()).equals(number))
                .findFirst();
    }

    private static Optional<ReceivedMail.File> file(RoutingContext context, ReceivedMail mail) {
        return mail.files().stream()
                .filter(file -> file.name().equals(context.pathParam("file")))
                .findFirst();
    }

    /** What a mail says, which may be anything: it runs no scripts and loads nothing. */
    private static void send(RoutingContext context, String type, Buffer content) {
        context.response()
                .putHeader("Content-Type", type)
                .putHeader("Content-Security-Policy", "default-src 'none'; img-src data:; style-src 'unsafe-inline'")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(content);
    }

    @Override
    public void close() {
        server.stop();
    }
}
