package com.plugipay.people.openid;

import com.plugipay.limits.LimitsConfig;
import com.plugipay.people.PersonClient;
import com.plugipay.people.PersonClient.Page;
import com.plugipay.people.openid.TestOpenIdProvider.Account;
import com.plugipay.sandbox.mailbox.Mailbox;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import com.plugipay.workspaces.Workspace;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;

/** A gateway where people sign in with a provider, and its mailbox. */
final class OpenIdSite implements AutoCloseable {
    static final String PASSWORD = "kopi gayo setiap pagi";

    final TestOpenIdProvider provider = TestOpenIdProvider.start();
    final Mailbox mailbox = Mailbox.start("127.0.0.1");
    final TestGateway gateway;

    private OpenIdSite(LimitsConfig limits) {
        gateway = TestGateway.signingIn(TestDatabase.create(4), provider.config(), limits, mailbox.port());
    }

    /** The owner of a workspace. */
    record Owner(String email, Workspace workspace, PersonClient browser) {}

    static OpenIdSite start() {
        return start(TestGateway.LIFTED);
    }

    static OpenIdSite start(LimitsConfig limits) {
        return new OpenIdSite(limits);
    }

    static String address() {
        return UUID.randomUUID() + "@shop.example";
    }

    /** An account with a verified address. */
    static Account account(String email) {
        return new Account("subject-" + UUID.randomUUID(), email, true);
    }

    Owner owner() {
        String email = address();
        Workspace workspace = gateway.workspace().workspace();
        return new Owner(email, workspace, PersonClient.owner(gateway, email, workspace));
    }

    Owner withPassword() {
        Owner owner = owner();
        owner.browser().post("/dashboard/account/password", Map.of("current", "", "password", PASSWORD));
        return owner;
    }

    PersonClient browser() {
        return new PersonClient(gateway.baseUrl());
    }

    /** The address to which a page leads by itself. */
    static String destination(Page page) {
        return page.headers().getOrDefault("refresh", "").replaceFirst("^0; url=", "");
    }

    /** Presses the button; gives the address at the provider to which the page leads. */
    String depart(PersonClient browser, String next) {
        return destination(browser.post("/dashboard/openid", Map.of("next", next)));
    }

    /** Presses the button and signs in; gives where the provider leads to, on this gateway. */
    String callback(PersonClient browser, Account account, String next) {
        return provider.answer(depart(browser, next), account)
                .substring(gateway.baseUrl().length());
    }

    /** The whole way. */
    Page signIn(PersonClient browser, Account account) {
        return browser.get(callback(browser, account, ""));
    }

    /** The link of the invitation that was mailed to this address. */
    String invitation(String email) {
        String text = Awaitility.await()
                .until(
                        () -> mailbox.mails().stream()
                                .filter(received -> received.to().contains(email))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow()
                .text();
        return text.substring(text.indexOf("/dashboard/"))
                .lines()
                .findFirst()
                .orElseThrow()
                .strip();
    }

    DirectSql sql() {
        return new DirectSql(gateway.databaseConfig());
    }

    /** How many entries of this action are in the log of a workspace, or of a person. */
    long entries(String tenant, String action) {
        return sql().number("select count(*) from audit_log where workspace_id = ? and action = ?", tenant, action);
    }

    @Override
    public void close() {
        gateway.close();
        mailbox.close();
        provider.close();
    }
}
