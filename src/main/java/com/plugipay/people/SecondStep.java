package com.plugipay.people;

import com.plugipay.auth.SignedIn;
import com.plugipay.db.Database;
import com.plugipay.errors.ErrorCode;
import com.plugipay.limits.Buckets;
import com.plugipay.limits.Rate;
import com.plugipay.outbox.Write;
import com.plugipay.people.PersonLinkStore.Kind;
import com.plugipay.people.PersonLinkStore.Link;
import com.plugipay.people.SessionStore.Begun;
import com.plugipay.people.SignIn.Browser;
import com.plugipay.people.credentials.PasskeyAssertion;
import com.plugipay.people.credentials.PasskeyOptions;
import com.plugipay.people.credentials.PasskeyUse;
import com.plugipay.people.credentials.Passkeys;
import com.plugipay.people.credentials.RecoveryCodes;
import com.plugipay.people.credentials.RelyingParty;
import com.plugipay.people.credentials.Totp;
import com.plugipay.people.factors.AuthenticatorStore;
import com.plugipay.people.factors.AuthenticatorStore.Authenticator;
import com.plugipay.people.factors.Challenges;
import com.plugipay.people.factors.Passkey;
import com.plugipay.people.factors.PasskeyStore;
import com.plugipay.people.factors.RecoveryCodeStore;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a person proves the second factor: by a code of the authenticator app, a recovery code, or a passkey. A passkey asks for a
 * PIN or biometrics itself, so that it is enough alone. Whatever proves it counts once.
 */
public final class SecondStep {
    private static final String FIELD = "passkey";

    /** A code has six digits, of which three numbers are right at a time: guessing one takes years. */
    private static final Rate CODES = new Rate(10, 5, Duration.ofHours(1));

    private final Database database;
    private final SignIn signIn;
    private final PersonStore people;
    private final AuthenticatorStore authenticators;
    private final PasskeyStore passkeys;
    private final RecoveryCodeStore recoveryCodes;
    private final Challenges challenges;
    private final RecoveryCodes codes;
    private final Passkeys verifier;
    private final RelyingParty party;
    private final Buckets<String> tries = new Buckets<>(CODES);

    SecondStep(
            Database database,
            SignIn signIn,
            PersonStore people,
            AuthenticatorStore authenticators,
            PasskeyStore passkeys,
            RecoveryCodeStore recoveryCodes,
            Challenges challenges,
            RecoveryCodes codes,
            RelyingParty party) {
        this.database = database;
        this.signIn = signIn;
        this.people = people;
        this.authenticators = authenticators;
        this.passkeys = passkeys;
        this.recoveryCodes = recoveryCodes;
        this.challenges = challenges;
        this.codes = codes;
        this.verifier = new Passkeys(party);
        this.party = party;
    }

    /** A passkey's answer to a challenge, as a browser sends it. */
    public record PasskeyAnswer(String json, String challenge) {}

    /** What a person has to prove who it is: a password, passkeys, an authenticator app. */
    public record Factors(boolean hasPassword, List<Passkey> passkeys, boolean hasAuthenticator) {}

    public Future<Factors> of(String personId) {
        return Future.all(people.find(personId), passkeys.list(personId), authenticators.find(personId))
                .map(all -> new Factors(
                        all.<Optional<Person>>resultAt(0)
                                .filter(Person::hasPassword)
                                .isPresent(),
                        all.resultAt(1),
                        all.<Optional<Authenticator>>resultAt(2)
                                .filter(Authenticator::isConfirmed)
                                .isPresent()));
    }

    /** What a page hands to the browser so that a passkey signs; empty passkeys let the browser show all that it has. */
    public PasskeyOptions.SignIn options(List<Passkey> allowed, Instant now) {
        return PasskeyOptions.signIn(
                party,
                challenges.issue(now),
                allowed.stream().map(Passkey::stored).toList());
    }

    /** The person who has proved the first factor; empty when that is too long ago, or was used. */
    public Future<Optional<Link>> pending(String token, Browser browser) {
        return signIn.link(token, browser).map(found -> found.filter(link -> link.kind() == Kind.SECOND_FACTOR));
    }

    /** Begins a session by a code of the authenticator app, or a recovery code; empty when it is none, or was used. */
    public Future<Optional<Begun>> byCode(Link pending, String typed, Browser browser) {
        Person person = pending.person();
        SignIn.take(tries, person.id());
        return authenticators
                .find(person.id())
                .compose(found -> {
                    OptionalLong step = found.filter(Authenticator::isConfirmed)
                            .map(app -> Totp.match(app.secret(), typed, browser.now()))
                            .orElse(OptionalLong.empty());
                    return step.isPresent()
                            ? begin(
                                    pending,
                                    AuthenticatorStore.accept(
                                            SignIn.write(person, browser), person.id(), step.getAsLong()),
                                    browser)
                            : byRecoveryCode(pending, typed, browser);
                })
                .onSuccess(begun -> noteUnless(begun.isPresent(), person, browser));
    }

    private Future<Optional<Begun>> byRecoveryCode(Link pending, String typed, Browser browser) {
        Person person = pending.person();
        return recoveryCodes
                .hashes(person.id())
                .compose(hashes -> codes.match(new Secret(typed.isEmpty() ? " " : typed), hashes))
                .compose(found -> {
                    if (found.isEmpty()) {
                        return Future.succeededFuture(Optional.empty());
                    }
                    Write write = RecoveryCodeStore.use(SignIn.write(person, browser), person.id(), found.get());
                    return begin(pending, write.audit("person.recovery_code_used", person.id()), browser);
                });
    }

    /** Begins a session by a passkey of the person. */
    public Future<Optional<Begun>> byPasskey(Link pending, PasskeyAnswer answer, Browser browser) {
        Person person = pending.person();
        signIn.takeOfAccount(person.email());
        return verified(answer, person, browser)
                .compose(accepted -> begin(pending, accepted, browser))
                .recover(failure -> refused(failure, person, browser));
    }

    private Future<Optional<Begun>> begin(Link pending, Write accepted, Browser browser) {
        PersonLinkStore.usingWithFactor(accepted, pending);
        Begun begun = SessionStore.beginByUse(accepted, pending.person(), browser);
        return accepted.run(database).map(isBegun -> isBegun ? Optional.of(begun) : Optional.empty());
    }

    /** Begins a session of whoever has the passkey that has answered; empty when nobody has, or the answer is not valid. */
    public Future<Optional<Begun>> byPasskeyAlone(PasskeyAnswer answer, Browser browser) {
        signIn.takeOfClient(browser);
        return passkey(answer)
                .compose(passkey -> people.find(passkey.stored().personId()).map(PersonStore::require))
                .compose(person -> verified(answer, person, browser)
                        .compose(accepted -> {
                            Begun begun = SessionStore.beginByFactor(accepted, person, browser);
                            return accepted.run(database)
                                    .map(isBegun -> isBegun ? Optional.of(begun) : Optional.<Begun>empty());
                        })
                        .recover(failure -> refused(failure, person, browser)))
                .recover(failure -> ErrorCode.NOT_FOUND.is(failure)
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(failure));
    }

    /** Whether a passkey of the person has answered, who counts as confirmed then. */
    public Future<Boolean> confirm(SignedIn signedIn, PasskeyAnswer answer, Browser browser) {
        signIn.takeOfAccount(signedIn.email());
        return people.find(signedIn.personId())
                .map(PersonStore::require)
                .compose(person -> verified(answer, person, browser))
                .compose(accepted ->
                        SessionStore.confirmByFactor(accepted, signedIn).run(database))
                .recover(failure -> isRefusal(failure) ? Future.succeededFuture(false) : Future.failedFuture(failure));
    }

    /** A write whose step {@code factor} has a row when a passkey of this person has answered our challenge for the first time. */
    private Future<Write> verified(PasskeyAnswer answer, Person person, Browser browser) {
        return passkey(answer).map(passkey -> {
            if (!passkey.stored().personId().equals(person.id())) {
                throw ErrorCode.UNAUTHORIZED.exception();
            }
            PasskeyAssertion assertion = verifier.read(FIELD, answer.json());
            PasskeyUse use = verifier.verify(assertion, passkey.stored(), answer.challenge());
            Write write = challenges.use(SignIn.write(person, browser), answer.challenge(), browser.now());
            return PasskeyStore.accept(write, passkey.stored(), use);
        });
    }

    private Future<Passkey> passkey(PasskeyAnswer answer) {
        return Future.succeededFuture(answer)
                .compose(given ->
                        passkeys.byCredential(verifier.read(FIELD, given.json()).credentialId()))
                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    private Future<Optional<Begun>> refused(Throwable failure, Person person, Browser browser) {
        if (!isRefusal(failure)) {
            return Future.failedFuture(failure);
        }
        signIn.failed(person, browser);
        return Future.succeededFuture(Optional.empty());
    }

    private static boolean isRefusal(Throwable failure) {
        return ErrorCode.UNAUTHORIZED.is(failure)
                || ErrorCode.VALIDATION_ERROR.is(failure)
                || ErrorCode.NOT_FOUND.is(failure);
    }

    private void noteUnless(boolean isProved, Person person, Browser browser) {
        if (!isProved) {
            signIn.failed(person, browser);
        }
    }
}
