package com.plugipay.people;

import com.plugipay.auth.PersonPrincipal;
import com.plugipay.auth.SignedIn;
import com.plugipay.db.Database;
import com.plugipay.db.Values;
import com.plugipay.errors.ErrorCode;
import com.plugipay.mail.Mail;
import com.plugipay.mail.MailKind;
import com.plugipay.mail.MailStore;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.people.AccountInputs.AccountInput;
import com.plugipay.people.AccountResults.ChangedPassword;
import com.plugipay.people.AccountResults.PendingEmail;
import com.plugipay.people.AccountResults.RevokedSession;
import com.plugipay.people.AccountResults.RevokedSessions;
import com.plugipay.people.PersonLinkStore.Link;
import com.plugipay.people.SignIn.Browser;
import com.plugipay.people.credentials.PasswordRules;
import com.plugipay.people.credentials.Passwords;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people change of their own accounts. */
public final class Accounts {
    private final Database database;
    private final PersonStore people;
    private final SessionStore sessions;
    private final Passwords passwords;
    private final SignIn signIn;

    Accounts(Database database, PersonStore people, SessionStore sessions, Passwords passwords, SignIn signIn) {
        this.database = database;
        this.people = people;
        this.sessions = sessions;
        this.passwords = passwords;
        this.signIn = signIn;
    }

    /** The sessions of a person that are not over. */
    public Future<List<PersonSession>> sessions(SignedIn person, Instant now) {
        return sessions.list(person, now);
    }

    /** Changes the name and the language. */
    public Change<Person> update(ChangeContext context, SignedIn signedIn, AccountInput input) {
        return Change.after(() -> people.find(signedIn.personId())
                .map(PersonStore::require)
                .map(person -> people.update(context, person.renamed(input, context.now()))));
    }

    /** Ends another session of a person. */
    Change<RevokedSession> end(ChangeContext context, SignedIn person, String sessionId) {
        return sessions.end(Write.of(context), person, sessionId)
                .audit("person.session_ended", person.personId())
                .returning(new RevokedSession(true))
                .orFail(ErrorCode.NOT_FOUND::exception);
    }

    /** Ends all other sessions of a person. */
    public Change<RevokedSessions> endOthers(ChangeContext context, SignedIn person) {
        return Change.after(() -> sessions.list(person, context.now())
                .map(all -> sessions.endOthers(Write.of(context), person)
                        .audit("person.sessions_ended", person.personId())
                        .returning(new RevokedSessions(all.size() - 1))));
    }

    /**
     * Changes the password; fails naming the field when the current one is wrong or the new one too weak. The other sessions
     * end, and all links.
     *
     * @param current null when the person has none
     */
    public Change<ChangedPassword> changePassword(
            ChangeContext context, SignedIn signedIn, @Nullable Secret current, Secret password) {
        PasswordRules.requireStrong("newPassword", password, signedIn.email(), signedIn.name());
        return Change.after(() -> people.find(signedIn.personId())
                .map(PersonStore::require)
                .compose(person -> requireCurrent("currentPassword", signedIn, person, current, context.now())
                        .compose(proved -> passwords.hash(password))
                        .map(hash -> PersonStore.changePassword(context, person, hash, signedIn.sessionId())
                                .returning(new ChangedPassword(true)))));
    }

    /** Has a link mailed to another address, by which it becomes the person's; the answer says nothing of whose it is. */
    public Change<PendingEmail> changeEmail(ChangeContext context, SignedIn signedIn, String email, Secret password) {
        String changed = Person.normal(email);
        return Change.after(() -> people.find(signedIn.personId())
                .map(PersonStore::require)
                .compose(person -> requireCurrent("password", signedIn, person, password, context.now())
                        .map(proved -> {
                            Mail mail = Mail.to(
                                    changed,
                                    PersonPrincipal.tenantOf(person.id()),
                                    MailKind.EMAIL,
                                    person.id(),
                                    context.now());
                            Write write = Write.of(context).step("changed", PersonStore.EXISTS, PersonStore.of(person));
                            return MailStore.queue(write, mail)
                                    .audit("person.email_change_requested", person.id())
                                    .returning(new PendingEmail(true, changed));
                        })));
    }

    /** Makes an address the person's by the link that was mailed there; fails with a conflict when it is another person's. */
    public Future<Void> proveEmail(Link link, Browser browser) {
        Person person = link.person();
        Write write = PersonLinkStore.using(SignIn.write(person, browser), link)
                .step("changed", PersonStore.SET_EMAIL, PersonStore.of(person).and("email", link.newEmail()))
                .refusing("people_email_key", () -> ErrorCode.CONFLICT.withMessage("This address is in use."));
        return PersonAuditStatement.everywhere(write, person.actor(), browser.ip(), "person.email_changed")
                .run(database)
                .map(isChanged -> {
                    if (!isChanged) {
                        throw ErrorCode.GONE.exception();
                    }
                    return null;
                });
    }

    /** Deletes an account that is a member of no workspace. */
    Change<Void> delete(ChangeContext context, SignedIn person) {
        return Write.of(context)
                .step("changed", PersonStore.DELETE, Values.none().and("id", person.personId()))
                .audit("person.deleted", person.personId())
                .returningNothing()
                .orFail(() -> ErrorCode.CONFLICT.withMessage("Leave all workspaces first."));
    }

    /** Fails unless this is the password, or the person has none and has lately proved otherwise who it is. */
    private Future<Void> requireCurrent(
            String field, SignedIn signedIn, Person person, @Nullable Secret current, Instant now) {
        if (!person.hasPassword()) {
            if (!signedIn.isConfirmed(now)) {
                throw ErrorCode.CONFIRMATION_REQUIRED.exception();
            }
            return Future.succeededFuture();
        }
        signIn.takeOfAccount(person.email());
        return people.password(person.id())
                .compose(hash -> passwords.verify(
                        current == null ? new Secret("none") : current,
                        hash.map(Secret::reveal).orElse(null)))
                .map(isRight -> {
                    if (!isRight || current == null) {
                        throw ErrorCode.VALIDATION_ERROR.forField(field, "This is not the password.");
                    }
                    return null;
                });
    }
}
