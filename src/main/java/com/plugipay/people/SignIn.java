package com.plugipay.people;

import com.plugipay.auth.PersonPrincipal;
import com.plugipay.auth.SignedIn;
import com.plugipay.db.Database;
import com.plugipay.errors.ErrorCode;
import com.plugipay.limits.Allowance;
import com.plugipay.limits.Buckets;
import com.plugipay.limits.Rate;
import com.plugipay.mail.Mail;
import com.plugipay.mail.MailKind;
import com.plugipay.mail.MailStore;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.people.Admission.SecondFactorNeeded;
import com.plugipay.people.PersonLinkStore.Kind;
import com.plugipay.people.PersonLinkStore.Link;
import com.plugipay.people.PersonStore.WithPassword;
import com.plugipay.people.SessionStore.Begun;
import com.plugipay.people.credentials.PasswordRules;
import com.plugipay.people.credentials.Passwords;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How people sign in, and prove again who they are. Known and unknown addresses get the same answers, after the same work, and
 * tries are limited by address of the browser and by account.
 */
public final class SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

    /** More than a person needs who has forgotten which password it was. */
    private static final Rate OF_ACCOUNT = new Rate(10, 10, Duration.ofMinutes(15));

    private static final String NEW_PASSWORD = "newPassword";

    private final Database database;
    private final PersonStore people;
    private final PersonLinkStore links;
    private final SessionStore sessions;
    private final Passwords passwords;
    private final Buckets<String> accounts = new Buckets<>(OF_ACCOUNT);
    private final Buckets<String> clients;

    /** @param ofClient how often one address may try */
    SignIn(
            Database database,
            PersonStore people,
            PersonLinkStore links,
            SessionStore sessions,
            Passwords passwords,
            Rate ofClient) {
        this.database = database;
        this.people = people;
        this.links = links;
        this.sessions = sessions;
        this.passwords = passwords;
        this.clients = new Buckets<>(ofClient);
    }

    /** The browser of a person. */
    public record Browser(String ip, @Nullable String userAgent, Instant now) {}

    /** Admits whoever has this address and this password; empty when nobody has. */
    public Future<Optional<Admission>> byPassword(String email, Secret password, Browser browser) {
        take(clients, browser.ip());
        take(accounts, Person.normal(email));
        return people.withPassword(email).compose(found -> {
            String hash = found.map(WithPassword::hash).map(Secret::reveal).orElse(null);
            return passwords.verify(password, hash).compose(isRight -> {
                if (isRight && found.isPresent()) {
                    return admit(found.get().person(), browser).map(Optional::of);
                }
                // Nobody waits for the entry: an unknown address would be answered sooner.
                found.ifPresent(known -> failed(known.person(), browser));
                return Future.succeededFuture(Optional.empty());
            });
        });
    }

    /** Admits a person who has proved the first factor: begins a session, or asks for the second factor. */
    public Future<Admission> admit(Person person, Browser browser) {
        if (person.hasSecondFactor()) {
            return links.make(person, Kind.SECOND_FACTOR, null, browser.now()).map(SecondFactorNeeded::new);
        }
        Write write = write(person, browser);
        Begun begun = SessionStore.begin(write, person, browser);
        return write.run(database).map(begun);
    }

    /** A write about the own account of this person. */
    static Write write(Person person, Browser browser) {
        return Write.of(PersonStore.context(person, browser.ip(), browser.now()));
    }

    /** Notes in the audit logs that somebody has not proved to be this person; nobody waits for it. */
    void failed(Person person, Browser browser) {
        Write write = write(person, browser);
        PersonAuditStatement.failed(write, person, browser.ip()).run(database).onFailure(SignIn::note);
    }

    /** The link of this token, while it can be used. */
    public Future<Optional<Link>> link(String token, Browser browser) {
        take(clients, browser.ip());
        return links.find(token, browser.now());
    }

    /**
     * Uses a link that signs in, and begins a session; fails with {@code gone} when it was used meanwhile. Only the operator
     * makes such links: they need no second factor, so that whoever has lost it is helped.
     */
    public Future<Begun> byLink(Link link, Browser browser) {
        Write write = PersonLinkStore.using(write(link.person(), browser), link);
        Begun begun = SessionStore.beginByUse(write, link.person(), browser);
        return write.run(database).map(isUsed -> {
            if (!isUsed) {
                throw ErrorCode.GONE.exception();
            }
            return begun;
        });
    }

    /** Has a link mailed by which the password is chosen anew, if somebody has this address. */
    public Future<Void> forgotten(String email, Browser browser) {
        take(clients, browser.ip());
        take(accounts, Person.normal(email));
        // Nobody waits for the mail: whether somebody has the address cannot be told by the time either.
        return people.byEmail(email)
                .onSuccess(found -> found.ifPresent(person -> mailLink(person, browser)))
                .mapEmpty();
    }

    private void mailLink(Person person, Browser browser) {
        Mail mail = Mail.to(
                person.email(), PersonPrincipal.tenantOf(person.id()), MailKind.PASSWORD, person.id(), browser.now());
        Write write = write(person, browser).step("changed", PersonStore.EXISTS, PersonStore.of(person));
        MailStore.queue(
                        PersonAuditStatement.everywhere(
                                write, person.actor(), browser.ip(), "person.password_forgotten"),
                        mail)
                .run(database)
                .onFailure(SignIn::note);
    }

    /** Logs a failure of what nobody waits for. */
    private static void note(Throwable failure) {
        LOG.atWarn().setCause(failure).log("Something about signing in could not be written");
    }

    /** Sets the password by a link, which is used up with all others, and admits the person; all sessions end. */
    public Future<Admission> byNewPassword(Link link, Secret password, Browser browser) {
        PasswordRules.requireStrong(
                NEW_PASSWORD, password, link.person().email(), link.person().name());
        return passwords.hash(password).compose(hash -> {
            Write write = PersonLinkStore.using(write(link.person(), browser), link);
            return PersonStore.passwordByLink(write, link.person(), hash, browser.ip(), browser.now())
                    .run(database)
                    .compose(isSet -> {
                        if (!isSet) {
                            throw ErrorCode.GONE.exception();
                        }
                        return admit(link.person(), browser);
                    });
        });
    }

    /** Whether this is the person's password, which then counts as given lately. */
    public Future<Boolean> confirm(SignedIn person, Secret password, Browser browser) {
        takeOfAccount(person.email());
        return people.password(person.personId())
                .compose(hash ->
                        passwords.verify(password, hash.map(Secret::reveal).orElse(null)))
                .compose(isRight ->
                        isRight ? sessions.confirm(person, browser.now()).map(true) : Future.succeededFuture(false));
    }

    /**
     * Sets the first password of a person, and admits the person.
     *
     * @param joining is done once the password is known to be strong; the person may be made by it
     */
    public Future<Admission> withNewPassword(
            Person person, Secret password, Browser browser, Supplier<Future<Void>> joining) {
        PasswordRules.requireStrong(NEW_PASSWORD, password, person.email(), person.name());
        ChangeContext context = PersonStore.context(person, browser.ip(), browser.now());
        return passwords
                .hash(password)
                .compose(hash -> joining.get()
                        .compose(joined -> PersonStore.changePassword(context, person, hash, null)
                                .run(database)))
                .compose(set -> admit(person, browser));
    }

    /** Counts what a browser asks that has not signed in; fails after too much of it. */
    public void takeOfClient(Browser browser) {
        take(clients, browser.ip());
    }

    /** Counts a try to prove who a person is; fails after too many. */
    void takeOfAccount(String email) {
        take(accounts, email);
    }

    static void take(Buckets<String> buckets, String key) {
        Allowance allowance = buckets.take(key);
        if (!allowance.isGranted()) {
            throw ErrorCode.RATE_LIMITED
                    .withMessage("Too many tries: wait, or choose a new password.")
                    .after(allowance.untilNext());
        }
    }
}
