package com.plugipay.people;

import com.plugipay.auth.SignedIn;
import com.plugipay.errors.ErrorCode;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.people.SecondStep.PasskeyAnswer;
import com.plugipay.people.credentials.NewPasskey;
import com.plugipay.people.credentials.PasskeyOptions;
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
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The second factors of a person: an authenticator app, passkeys, and recovery codes for when they are lost. The codes are made
 * with the first factor and go with the last one.
 */
public final class SecondFactors {
    private static final int LONGEST_NAME = 60;

    private final PersonStore people;
    private final AuthenticatorStore authenticators;
    private final PasskeyStore passkeys;
    private final RecoveryCodeStore recoveryCodes;
    private final Challenges challenges;
    private final RecoveryCodes codes;
    private final Passkeys verifier;
    private final RelyingParty party;

    SecondFactors(
            PersonStore people,
            AuthenticatorStore authenticators,
            PasskeyStore passkeys,
            RecoveryCodeStore recoveryCodes,
            Challenges challenges,
            RecoveryCodes codes,
            RelyingParty party) {
        this.people = people;
        this.authenticators = authenticators;
        this.passkeys = passkeys;
        this.recoveryCodes = recoveryCodes;
        this.challenges = challenges;
        this.codes = codes;
        this.verifier = new Passkeys(party);
        this.party = party;
    }

    /**
     * What a person has.
     *
     * @param authenticator the app; null for none. It counts when it is confirmed
     * @param recoveryCodesLeft the number of codes that were not used
     */
    public record Overview(@Nullable Authenticator authenticator, List<Passkey> passkeys, int recoveryCodesLeft) {
        /** Whether an authenticator app is asked for. */
        public boolean hasAuthenticator() {
            return authenticator != null && authenticator.isConfirmed();
        }
    }

    public Future<Overview> of(SignedIn person) {
        return Future.all(
                        authenticators.find(person.personId()),
                        passkeys.list(person.personId()),
                        recoveryCodes.hashes(person.personId()))
                .map(all -> new Overview(
                        all.<Optional<Authenticator>>resultAt(0).orElse(null),
                        all.resultAt(1),
                        all.<List<String>>resultAt(2).size()));
    }

    /** Begins to set up an authenticator app, whose secret is shown until a code confirms it. */
    public Change<Void> startAuthenticator(ChangeContext context, SignedIn person) {
        return authenticators
                .start(Write.of(context), person.personId())
                .audit("person.authenticator_started", person.personId())
                .returningNothing()
                .orFail(ErrorCode.CONFLICT::exception);
    }

    /** The address that an authenticator app reads from a QR code. */
    public static Secret uri(Authenticator authenticator, SignedIn person) {
        return Totp.uri(authenticator.secret(), person.email());
    }

    /** Confirms the app by its first code; gives recovery codes to be shown once, none when there are some already. */
    public Change<List<Secret>> confirmAuthenticator(ChangeContext context, SignedIn person, String typed) {
        return Change.after(() -> authenticators.find(person.personId()).compose(found -> {
            Authenticator authenticator =
                    found.filter(app -> !app.isConfirmed()).orElseThrow(ErrorCode.CONFLICT::exception);
            long step = Totp.match(authenticator.secret(), typed, context.now())
                    .orElseThrow(() -> ErrorCode.VALIDATION_ERROR.forField("code", "This is not the code of the app."));
            return added(
                    context,
                    AuthenticatorStore.confirm(Write.of(context), person.personId(), authenticator, step),
                    person,
                    "person.authenticator_added");
        }));
    }

    /** Takes the authenticator app away. */
    public Change<Void> removeAuthenticator(ChangeContext context, SignedIn person) {
        Write write = AuthenticatorStore.delete(Write.of(context), person.personId());
        return removed(context, write, person, person.personId(), "person.authenticator_removed");
    }

    /** What a page hands to the browser so that it makes a passkey. */
    public PasskeyOptions.Registration registration(SignedIn person, List<Passkey> existing, Instant now) {
        return PasskeyOptions.registration(
                party,
                challenges.issue(now),
                person.personId(),
                person.email(),
                Objects.requireNonNullElse(person.name(), person.email()),
                existing.stream().map(Passkey::stored).toList());
    }

    /** Adds a passkey that the browser has made; gives recovery codes as {@link #confirmAuthenticator} does. */
    public Change<List<Secret>> addPasskey(ChangeContext context, SignedIn person, String name, PasskeyAnswer answer) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw ErrorCode.VALIDATION_ERROR.forField("name", "A name has 1 to " + LONGEST_NAME + " characters.");
        }
        NewPasskey passkey = verifier.register("passkey", answer.json(), answer.challenge());
        Write write = challenges.use(Write.of(context), answer.challenge(), context.now());
        return Change.after(() -> added(
                context,
                PasskeyStore.add(write, person.personId(), name, passkey, context.now()),
                person,
                "person.passkey_added"));
    }

    /** Takes a passkey away. */
    public Change<Void> removePasskey(ChangeContext context, SignedIn person, String id) {
        Write write = PasskeyStore.delete(Write.of(context), person.personId(), id);
        return removed(context, write, person, id, "person.passkey_removed");
    }

    /** Makes new recovery codes, to be shown once; the former ones count no more. */
    public Change<List<Secret>> renewRecoveryCodes(ChangeContext context, SignedIn person) {
        return Change.after(() -> people.find(person.personId())
                .map(PersonStore::require)
                .compose(found -> {
                    if (!found.hasSecondFactor()) {
                        throw ErrorCode.CONFLICT.exception();
                    }
                    Write write = Write.of(context).step("changed", PersonStore.EXISTS, PersonStore.of(found));
                    return withCodes(context, write, person, "person.recovery_codes_made");
                }));
    }

    private Future<Change<List<Secret>>> added(ChangeContext context, Write write, SignedIn person, String action) {
        return people.find(person.personId())
                .map(PersonStore::require)
                .compose(found -> found.hasSecondFactor()
                        ? Future.succeededFuture(audited(context, write, person, action)
                                .returning(List.<Secret>of())
                                .orFail(ErrorCode.CONFLICT::exception))
                        : withCodes(context, write, person, action));
    }

    private Future<Change<List<Secret>>> withCodes(ChangeContext context, Write write, SignedIn person, String action) {
        List<Secret> fresh = RecoveryCodes.generate();
        return codes.hash(fresh)
                .map(hashes -> audited(
                                context, RecoveryCodeStore.replace(write, person.personId(), hashes), person, action)
                        .returning(fresh)
                        .orFail(ErrorCode.CONFLICT::exception));
    }

    private static Change<Void> removed(
            ChangeContext context, Write write, SignedIn person, String factor, String action) {
        return audited(context, RecoveryCodeStore.deleteWithLast(write, person.personId(), factor), person, action)
                .returningNothing()
                .orFail(ErrorCode.NOT_FOUND::exception);
    }

    private static Write audited(ChangeContext context, Write write, SignedIn person, String action) {
        return PersonAuditStatement.everywhere(write, person.actor(), context.ip(), action);
    }
}
