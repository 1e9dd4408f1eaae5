package com.plugipay.browser.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.plugipay.cli.WorkspaceCommand.Created;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestGateway;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page on which a member chooses what to be mailed about, and the one that a mail's link may lead to. */
class NotificationPageTest {
    private final TestGateway gateway = TestGateway.shared();

    @ParameterizedTest
    @CsvSource({"en-US, 1440, LIGHT", "en-US, 390, DARK", "id-ID, 1440, DARK", "id-ID, 390, LIGHT"})
    void aMemberChoosesAndFollowsALink(String language, int width, ColorScheme scheme) {
        Created workspace = gateway.workspace();
        String email = UUID.randomUUID() + "@kopi.example";
        String name = language.substring(0, 2) + '-' + width;
        try (MerchantBrowser browser = new MerchantBrowser(gateway)) {
            Page page = browser.owner(browser.page(language, width, scheme), email, workspace.workspace());
            new DirectSql(gateway.databaseConfig())
                    .change("update people set locale = ? where email = ?", language.substring(0, 2), email);
            browser.show(page, "notifications");
            assertThat(page.locator("main input:checked")).hasCount(3);
            MerchantBrowser.look(page, "notifications-" + name);
            page.locator("input[name=paymentSucceeded]").check();
            page.locator("input[name=providerError]").uncheck();
            page.locator("main .primary").click();
            assertThat(page.locator(".saved")).isVisible();
            assertThat(page.locator("input[name=paymentSucceeded]")).isChecked();
            assertThat(page.locator("input[name=providerError]")).not().isChecked();
            MerchantBrowser.look(page, "notifications-saved-" + name);

            browser.show(page, "open?workspace=" + workspace.workspace().id() + "&mode=live&page=payments");
            MerchantBrowser.look(page, "open-" + name);
            page.locator("main .primary").click();
            page.waitForURL("**/dashboard/payments");
        }
    }
}
