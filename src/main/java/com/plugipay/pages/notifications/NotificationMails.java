package com.plugipay.pages.notifications;

import com.plugipay.mail.Mail;
import com.plugipay.mail.MailComposer;
import com.plugipay.mail.MailContent;
import com.plugipay.model.Mode;
import com.plugipay.notifications.NotificationKind;
import com.plugipay.pages.notifications.Notified.Named;
import com.plugipay.pages.people.PeopleTexts;
import com.plugipay.pages.people.PersonMail;
import com.plugipay.text.WebAddress;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the mails that tell members what has happened, with a link to it in the dashboard. They name no customer. */
public final class NotificationMails implements MailComposer {
    private final NotifiedStore store;
    private final String baseUrl;

    NotificationMails(NotifiedStore store, String baseUrl) {
        this.store = store;
        this.baseUrl = baseUrl;
    }

    @Override
    public Future<Optional<MailContent>> compose(Mail mail) {
        return store.find(mail.tenant(), mail.objectId(), Objects.requireNonNull(mail.occasionId()))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : store.names(mail.tenant(), found.get().objectIds())
                                .map(names -> Optional.of(content(mail, found.get(), names))));
    }

    private MailContent content(Mail mail, Notified notified, List<Named> names) {
        PeopleTexts words = PeopleTexts.in(notified.language());
        Map<String, Named> byId = names.stream().collect(Collectors.toMap(Named::id, Function.identity()));
        List<String> lines = notified.objectIds().stream()
                .map(id -> line(id, byId.get(id), words))
                .toList();
        String key = "mail.notification." + notified.kind().text();
        boolean isOne = notified.number() == 1;
        String subject = isOne
                ? words.get(key + ".one", shortName(notified, byId, words))
                : words.get(key + ".many", notified.number());
        boolean isTest = mail.tenant().mode() == Mode.TEST;
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(words.get(isTest ? "mail.notification.inTest" : "mail.notification.in", notified.workspace()));
        paragraphs.add(words.get(key + ".text"));
        paragraphs.addAll(lines);
        long more = notified.number() - lines.size();
        if (more > 0 && lines.size() > 1) {
            paragraphs.add(words.get("mail.notification.more", more));
        }
        paragraphs.add(words.get("mail.notification.settings"));
        return new PersonMail(
                        words,
                        isTest ? words.get("mail.notification.test", subject) : subject,
                        paragraphs,
                        link(mail, page(notified)),
                        words.get("mail.notification.link"))
                .content();
    }

    private static String shortName(Notified notified, Map<String, Named> names, PeopleTexts words) {
        String id = notified.objectIds().getFirst();
        return name(id, names.get(id), words);
    }

    private static String line(String id, @Nullable Named named, PeopleTexts words) {
        return named == null ? id : name(id, named, words) + " · " + id;
    }

    private static String name(String id, @Nullable Named named, PeopleTexts words) {
        if (named == null) {
            return id;
        }
        String url = named.url();
        if (url != null) {
            // The rest of an address may hold a secret.
            return WebAddress.stored(url).host();
        }
        Long amount = named.amount();
        String currency = named.currency();
        return amount == null || currency == null ? id : words.money(amount, currency);
    }

    /** The page of the only object, or the list of them. */
    private static String page(Notified notified) {
        boolean isOne = notified.objectIds().size() == 1;
        String object = isOne ? '/' + notified.objectIds().getFirst() : "";
        return switch (notified.kind()) {
            case NotificationKind.PAYMENT_SUCCEEDED -> "payments" + object;
            case NotificationKind.TRANSFER_TO_CONFIRM ->
                isOne ? "checkout-sessions" + object : "payment-attempts?provider=manual&status=active";
            case NotificationKind.WEBHOOK_DISABLED -> "webhooks" + object;
            case NotificationKind.PROVIDER_ERROR -> "adapters";
        };
    }

    private String link(Mail mail, String page) {
        return baseUrl + OpenPages.OPEN + "?workspace=" + mail.tenant().workspaceId() + "&mode="
                + mail.tenant().mode().text() + "&page=" + URLEncoder.encode(page, StandardCharsets.UTF_8);
    }
}
