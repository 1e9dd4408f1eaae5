package com.plugipay.browser.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.plugipay.browser.dashboard.MerchantBrowser.look;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A business that has nothing yet takes its first real money, and then invites a colleague, without anything but the pages. */
class FirstLivePaymentTest {
    @ParameterizedTest
    @CsvSource({"en-US, 390, LIGHT", "id-ID, 1440, DARK"})
    void fromNothingToTheFirstLivePaymentAndAColleague(String language, int width, ColorScheme scheme) {
        try (TestGateway gateway = TestGateway.atLocalhost(TestDatabase.create(4));
                MerchantBrowser browser = new MerchantBrowser(gateway)) {
            Page page = browser.owner(
                    browser.page(language, width, scheme),
                    "owner@kopi.example",
                    gateway.workspace().workspace());
            browser.show(page, "home");
            assertThat(page.locator(".steps-list li")).hasCount(5);
            page.locator(".modes button[value=live]").evaluate("button => button.click()");
            assertThat(page.locator(".modes button[value=live]")).hasAttribute("aria-pressed", "true");

            browser.show(page, "adapters");
            page.locator("#manual summary").click();
            page.locator("#manual-bankAccounts-0-bankName").fill("BCA");
            page.locator("#manual-bankAccounts-0-accountNumber").fill("1234567890");
            page.locator("#manual-bankAccounts-0-accountHolder").fill("PT Kopi Senja");
            page.locator("form[action$='/manual'] button").click();
            assertThat(page.locator("#manual .badge.good")).isVisible();

            browser.show(page, "checkout-sessions/new");
            page.locator("main [name=amount]:visible").fill("150.000");
            page.locator("main form.fields button.primary").click();
            String link = page.locator("#share-link").inputValue();

            Page buyer = browser.page(language, 390, scheme);
            buyer.navigate(link);
            buyer.locator("button", new Page.LocatorOptions().setHasText("transfer"))
                    .first()
                    .click();
            assertThat(buyer.getByText("1234567890").first()).isVisible();

            page.reload();
            page.locator("details:has(form[action$='/confirm']) summary").click();
            page.locator("form[action$='/confirm'] button").click();
            assertThat(page.locator(".heading .badge.good")).isVisible();

            browser.show(page, "home");
            Locator received = page.locator(".figure.first dd").first();
            assertThat(received).containsText("150.000");
            assertThat(page.locator(".steps-list")).hasCount(0);
            look(page, "first-live-" + width);

            browser.show(page, "team");
            Locator invitation = page.locator("main form[action$='/invitations']");
            invitation.locator("input[name=email]").fill("dewi@kopi.example");
            invitation.locator("select[name=role]").selectOption("read_only");
            invitation.locator("button").click();
            assertThat(page.getByText("dewi@kopi.example").first()).isVisible();
            look(page, "first-live-team-" + width);
        }
    }
}
