package com.plugipay.pages.people;

import com.plugipay.mail.Mail;
import com.plugipay.mail.MailComposer;
import com.plugipay.mail.MailContent;
import com.plugipay.mail.MailKind;
import com.plugipay.members.Acceptance;
import com.plugipay.members.Invitation;
import com.plugipay.members.InvitationStore;
import com.plugipay.people.Person;
import com.plugipay.people.PersonLinkStore;
import com.plugipay.people.PersonLinkStore.Kind;
import com.plugipay.people.PersonStore;
import com.plugipay.text.Language;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the mails with one-time links. A link is made when its mail is written and only its hash is stored: a mail that is
 * sent again has a new one.
 */
final class PersonMails {
    private final PersonStore people;
    private final PersonLinkStore links;
    private final InvitationStore invitations;
    private final Acceptance acceptance;
    private final String baseUrl;
    private final InstantSource clock;

    PersonMails(
            PersonStore people,
            PersonLinkStore links,
            InvitationStore invitations,
            Acceptance acceptance,
            String baseUrl,
            InstantSource clock) {
        this.people = people;
        this.links = links;
        this.invitations = invitations;
        this.acceptance = acceptance;
        this.baseUrl = baseUrl;
        this.clock = clock;
    }

    Map<MailKind, MailComposer> composers() {
        return Map.of(
                MailKind.PASSWORD,
                mail -> toPerson(mail, Kind.PASSWORD),
                MailKind.EMAIL,
                mail -> toPerson(mail, Kind.EMAIL),
                MailKind.INVITATION,
                this::invitation);
    }

    private Future<Optional<MailContent>> toPerson(Mail mail, Kind kind) {
        return people.find(mail.objectId())
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : links.make(found.get(), kind, kind == Kind.EMAIL ? mail.recipient() : null, clock.instant())
                                .map(token -> Optional.of(
                                        content(found.get(), kind, baseUrl + LinkPages.LINK + token.reveal()))));
    }

    private static MailContent content(Person person, Kind kind, String link) {
        PeopleTexts words = PeopleTexts.in(person.locale());
        String key = kind == Kind.EMAIL ? "mail.email" : "mail.password";
        return new PersonMail(
                        words,
                        words.get(key + ".subject"),
                        List.of(words.get(key + ".text"), words.get("mail.notYou")),
                        link,
                        words.get(key + ".link"))
                .content();
    }

    private Future<Optional<MailContent>> invitation(Mail mail) {
        return invitations
                .find(mail.tenant(), mail.objectId())
                .map(found -> found.filter(invitation -> invitation.status() == Invitation.Status.PENDING))
                .compose(found ->
                        found.isEmpty() ? Future.succeededFuture(Optional.empty()) : invitation(mail, found.get()));
    }

    private Future<Optional<MailContent>> invitation(Mail mail, Invitation invitation) {
        return acceptance
                .offer(invitation)
                .compose(offer -> invitations
                        .newToken(mail.tenant(), invitation.id())
                        .map(token -> {
                            PeopleTexts words = PeopleTexts.in(
                                    offer.person().map(Person::locale).orElse(Language.ENGLISH));
                            String role = words.get("role." + invitation.role().text());
                            return Optional.of(new PersonMail(
                                            words,
                                            words.get("mail.invitation.subject", offer.workspace()),
                                            List.of(
                                                    words.get(
                                                            "mail.invitation.text",
                                                            invitation.invitedBy(),
                                                            offer.workspace(),
                                                            role),
                                                    words.get("mail.invitation.until")),
                                            baseUrl + InvitationPages.INVITATION + token.reveal(),
                                            words.get("mail.invitation.link"))
                                    .content());
                        }));
    }
}
