package com.plugipay.people;

import com.plugipay.auth.PersonPrincipal;
import com.plugipay.auth.SignedIn;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import com.plugipay.outbox.Change;
import com.plugipay.people.AccountInputs.AccountInput;
import com.plugipay.people.AccountInputs.EmailChangeInput;
import com.plugipay.people.AccountInputs.PasswordChangeInput;
import com.plugipay.people.AccountResults.ChangedPassword;
import com.plugipay.people.AccountResults.LinkedAccounts;
import com.plugipay.people.AccountResults.PendingEmail;
import com.plugipay.people.AccountResults.RevokedSession;
import com.plugipay.people.AccountResults.RevokedSessions;
import com.plugipay.people.AccountResults.UnlinkedAccount;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;

/** The account of the person who has signed in, over HTTP. A key has none: it gets {@code person_only}. */
final class AccountRoutes {
    private final Accounts accounts;
    private final PersonStore people;
    private final SessionStore sessions;
    private final PersonIdentityStore identities;
    private final AccountMembership.Source memberships;

    AccountRoutes(
            Accounts accounts,
            PersonStore people,
            SessionStore sessions,
            PersonIdentityStore identities,
            AccountMembership.Source memberships) {
        this.accounts = accounts;
        this.people = people;
        this.sessions = sessions;
        this.identities = identities;
        this.memberships = memberships;
    }

    void mount(Operations api) {
        api.get("/account", "Retrieve the own account")
                .returns(200, Account.class)
                .handledBy(this::retrieve);
        api.patch("/account", "Change the own name and language")
                .acceptsSome(AccountInput.class)
                .returns(200, Person.class)
                .handledBy(this::update);
        api.delete("/account", "Delete the own account, once it is a member of no workspace")
                .returnsNothing()
                .handledBy(call -> accounts.delete(call.context(), person(call)));
        api.get("/account/sessions", "List the own sessions")
                .returnsAll(PersonSession.class)
                .handledBy(call -> sessions.list(person(call), call.now()).map(Page::whole));
        api.post("/account/sessions/:id/revoke", "End another session of one's own")
                .returns(200, RevokedSession.class)
                .handledBy(this::revoke);
        api.post("/account/sessions/revoke-all", "End all other sessions of one's own")
                .returns(200, RevokedSessions.class)
                .handledBy(call -> accounts.endOthers(call.context(), person(call)));
        api.get("/account/linked-accounts", "List by what one signs in")
                .returns(200, LinkedAccounts.class)
                .handledBy(this::linkedAccounts);
        api.delete("/account/linked-accounts/:provider", "Do not sign in by a provider any more")
                .returns(200, UnlinkedAccount.class)
                .handledBy(this::unlink);
        api.post("/account/password-change", "Change the own password; other sessions end")
                .accepts(PasswordChangeInput.class)
                .returns(200, ChangedPassword.class)
                .handledBy(this::changePassword);
        api.post("/account/email-change", "Have a link mailed to another address, by which it becomes one's own")
                .accepts(EmailChangeInput.class)
                .returns(200, PendingEmail.class)
                .handledBy(this::changeEmail);
    }

    private Future<Account> retrieve(Call<Void> call) {
        return find(call).compose(person -> memberships.of(person.id()).map(all -> Account.of(person, all)));
    }

    private Change<Person> update(Call<AccountInput> call) {
        return Change.after(() -> find(call).map(person -> {
            AccountInput changed = call.changed(new AccountInput(person.name(), person.locale()));
            return people.update(call.context(), person.renamed(changed, call.now()));
        }));
    }

    private Change<RevokedSession> revoke(Call<Void> call) {
        if (call.id().equals(person(call).sessionId())) {
            throw ErrorCode.CANNOT_REVOKE_CURRENT.exception();
        }
        return accounts.end(call.context(), person(call), call.id());
    }

    private Future<LinkedAccounts> linkedAccounts(Call<Void> call) {
        return find(call)
                .compose(person ->
                        identities.list(person.id()).map(linked -> new LinkedAccounts(person.hasPassword(), linked)));
    }

    private Change<UnlinkedAccount> unlink(Call<Void> call) {
        if (!call.parameter("provider").equals(PersonIdentityStore.PROVIDER)) {
            throw ErrorCode.NOT_FOUND.exception();
        }
        return Change.after(() -> find(call).compose(person -> identities.unlink(call.context(), person)));
    }

    private Change<ChangedPassword> changePassword(Call<PasswordChangeInput> call) {
        PasswordChangeInput input = call.input();
        String current = input.currentPassword();
        return accounts.changePassword(
                call.context(),
                person(call),
                current == null ? null : new Secret(current),
                new Secret(input.newPassword()));
    }

    private Change<PendingEmail> changeEmail(Call<EmailChangeInput> call) {
        EmailChangeInput input = call.input();
        return accounts.changeEmail(call.context(), person(call), input.email(), new Secret(input.password()));
    }

    private Future<Person> find(Call<?> call) {
        return people.find(person(call).personId()).map(PersonStore::require);
    }

    private static SignedIn person(Call<?> call) {
        if (call.principal() instanceof PersonPrincipal principal) {
            return principal.person();
        }
        throw ErrorCode.PERSON_ONLY.exception();
    }
}
