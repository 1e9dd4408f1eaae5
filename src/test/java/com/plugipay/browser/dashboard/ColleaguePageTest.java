package com.plugipay.browser.dashboard;

import static com.plugipay.browser.dashboard.MerchantBrowser.look;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.plugipay.cli.WorkspaceCommand.Created;
import com.plugipay.sandbox.mailbox.Mailbox;
import com.plugipay.sandbox.mailbox.ReceivedMail;
import com.plugipay.support.Api;
import com.plugipay.support.SettableClock;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A colleague who may only look is invited, signs in, sees everything, and finds nothing with which to change something. */
class ColleaguePageTest {
    private static final String COLLEAGUE = "dewi@kopi.example";
    private static final Pattern LINK = Pattern.compile("https?://\\S+/dashboard/invitation/[A-Za-z0-9_-]+");

    /** What everybody may do, which is about the own account and what the pages show. */
    private static final Pattern OWN =
            Pattern.compile(".*/dashboard/(account.*|sign-out|confirm.*|workspaces(/show)?|forgotten|sign-in)");

    @Test
    void whoMayOnlyLookFindsNoButtonThatChangesSomething() {
        Mailbox mailbox = Mailbox.start("127.0.0.1");
        try (TestGateway gateway =
                        TestGateway.sendingMails(TestDatabase.create(4), mailbox.port(), new SettableClock());
                MerchantBrowser browser = new MerchantBrowser(gateway)) {
            Created created = gateway.workspace();
            Api api = Api.of(gateway, created.test());
            String customer =
                    api.post("/v1/customers", "{\"name\":\"Siti\"}").expect(201).id();
            Page owner = browser.owner(
                    browser.page("en-US", 1440, ColorScheme.LIGHT), "owner@kopi.example", created.workspace());
            Set<String> forms = browser.forms(owner, browser.pages(customer));
            browser.show(owner, "team");
            owner.locator("main form[action$='/invitations'] input[name=email]").fill(COLLEAGUE);
            owner.locator("main form[action$='/invitations'] select[name=role]").selectOption("read_only");
            owner.locator("main form[action$='/invitations'] button").click();

            Page colleague = browser.page("en-US", 390, ColorScheme.DARK);
            colleague.navigate(invitation(mailbox));
            colleague.locator("input[name=name]").fill("Dewi");
            colleague.locator("input[name=password]").fill("kopi gayo setiap pagi");
            colleague.locator("main button").click();

            List<String> pages = browser.pages(customer).stream()
                    .filter(path -> !path.endsWith("/new") && !path.equals("audit-log") && !path.equals("api-keys"))
                    .toList();
            for (String path : pages) {
                browser.show(colleague, path);
                assertThat(colleague.locator("main a[href$='/new']").count())
                        .as(path)
                        .isZero();
            }
            look(colleague, "colleague-customer-390");
            assertThat(colleague.locator("h1").textContent()).isEqualTo("Siti");
            assertThat(browser.forms(colleague, pages))
                    .allSatisfy(form -> assertThat(form).matches(OWN));

            List<String> denied =
                    forms.stream().filter(form -> !OWN.matcher(form).matches()).toList();
            assertThat(denied).hasSizeGreaterThan(10);
            for (String form : denied) {
                assertThat(colleague.evaluate("""
                        target => fetch(target, {method: 'POST', redirect: 'manual',
                            headers: {'Content-Type': 'application/x-www-form-urlencoded'},
                            body: 'name=Owned&form-key=' + 'k'.repeat(43)}).then(response => response.status)""", form)).as(form).isEqualTo(403);
            }
            for (String path : List.of("customers/new", "api-keys", "api-keys/new", "audit-log", "webhooks/new")) {
                browser.show(colleague, path);
                assertThat(colleague.locator("main form").count()).as(path).isZero();
            }
            look(colleague, "colleague-forbidden-390");
            browser.show(owner, "customers/" + customer);
            assertThat(owner.locator("h1").textContent()).isEqualTo("Siti");
            browser.expect("403 (Forbidden)");
        } finally {
            mailbox.close();
        }
    }

    private static String invitation(Mailbox mailbox) {
        String mail = Awaitility.await()
                .until(
                        () -> mailbox.mails().stream()
                                .filter(each -> each.to().equals(COLLEAGUE))
                                .findFirst()
                                .map(ReceivedMail::text)
                                .orElse(""),
                        found -> !found.isEmpty());
        Matcher link = LINK.matcher(mail);
        assertThat(link.find()).isTrue();
        return link.group();
    }
}
