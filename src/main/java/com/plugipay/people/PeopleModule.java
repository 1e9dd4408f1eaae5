package com.plugipay.people;

import com.plugipay.http.operations.Operations;
import com.plugipay.limits.Rate;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.people.credentials.HashWorkers;
import com.plugipay.people.credentials.Passwords;
import com.plugipay.people.credentials.RecoveryCodes;
import com.plugipay.people.credentials.RelyingParty;
import com.plugipay.people.factors.AuthenticatorStore;
import com.plugipay.people.factors.Challenges;
import com.plugipay.people.factors.PasskeyStore;
import com.plugipay.people.factors.RecoveryCodeStore;
import com.plugipay.people.factors.UsedTokenStore;
import com.plugipay.work.Work;
import java.time.Duration;
import java.util.List;

/** People, their accounts and sessions. */
public final class PeopleModule implements Module {
    private static final int BATCH = 1_000;

    private final PersonStore people;
    private final PersonLinkStore links;
    private final SessionStore sessions;
    private final PersonIdentityStore identities;
    private final SignIn signIn;
    private final SecondStep secondStep;
    private final SecondFactors secondFactors;
    private final UsedTokenStore usedTokens;
    private final Accounts accounts;
    private final AccountMembership.Source memberships;

    public PeopleModule(Node node, SessionStore sessions, AccountMembership.Source memberships) {
        this.people = new PersonStore(node.database());
        this.links = new PersonLinkStore(node.database());
        this.sessions = sessions;
        this.identities = new PersonIdentityStore(node.database());
        HashWorkers hashWorkers = new HashWorkers(node.vertx());
        Passwords passwords = new Passwords(hashWorkers);
        RecoveryCodes codes = new RecoveryCodes(hashWorkers);
        RelyingParty party = RelyingParty.of(node.http().baseUrl());
        AuthenticatorStore authenticators = new AuthenticatorStore(node.database(), node.masterKeys());
        PasskeyStore passkeys = new PasskeyStore(node.database());
        RecoveryCodeStore recoveryCodes = new RecoveryCodeStore(node.database());
        this.usedTokens = new UsedTokenStore(node.database());
        Challenges challenges = new Challenges(node.masterKeys());
        this.signIn = new SignIn(
                node.database(),
                people,
                links,
                sessions,
                passwords,
                Rate.perMinute(node.limits().addressSignInsPerMinute()));
        this.secondStep = new SecondStep(
                node.database(), signIn, people, authenticators, passkeys, recoveryCodes, challenges, codes, party);
        this.secondFactors =
                new SecondFactors(people, authenticators, passkeys, recoveryCodes, challenges, codes, party);
        this.accounts = new Accounts(node.database(), people, sessions, passwords, signIn);
        this.memberships = memberships;
    }

    @Override
    public void mount(Operations api) {
        new AccountRoutes(accounts, people, sessions, identities, memberships).mount(api);
    }

    @Override
    public List<Work> work() {
        return List.of(
                Work.of(
                        "ended-person-sessions",
                        Duration.ofMinutes(10),
                        now -> sessions.deleteEnded(now, BATCH).map(deleted -> deleted == BATCH)),
                Work.of(
                        "ended-person-links",
                        Duration.ofMinutes(10),
                        now -> links.deleteEnded(now, BATCH).map(deleted -> deleted == BATCH)),
                Work.of(
                        "used-tokens",
                        Duration.ofMinutes(10),
                        now -> usedTokens.deleteEnded(now, BATCH).map(deleted -> deleted == BATCH)));
    }

    public PersonStore people() {
        return people;
    }

    public PersonLinkStore links() {
        return links;
    }

    public SessionStore sessions() {
        return sessions;
    }

    public PersonIdentityStore identities() {
        return identities;
    }

    public SignIn signIn() {
        return signIn;
    }

    public UsedTokenStore usedTokens() {
        return usedTokens;
    }

    public SecondStep secondStep() {
        return secondStep;
    }

    public SecondFactors secondFactors() {
        return secondFactors;
    }

    public Accounts accounts() {
        return accounts;
    }
}
