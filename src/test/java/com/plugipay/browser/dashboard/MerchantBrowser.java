package com.plugipay.browser.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.plugipay.browser.Accessibility;
import com.plugipay.browser.BuyerBrowser;
import com.plugipay.browser.Chromium;
import com.plugipay.cli.PersonCommand;
import com.plugipay.pages.dashboard.DashboardModule;
import com.plugipay.support.TestGateway;
import com.plugipay.workspaces.Workspace;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The browsers of people at a dashboard, whose pages must report no error. */
final class MerchantBrowser implements AutoCloseable {
    private final Chromium browsers = new Chromium();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final TestGateway gateway;

    MerchantBrowser(TestGateway gateway) {
        this.gateway = gateway;
    }

    /** A new browser, which nobody has used. */
    Page page(String language, int width, ColorScheme scheme) {
        Page page = browsers.browser()
                .newContext(new NewContextOptions()
                        .setLocale(language)
                        .setColorScheme(scheme)
                        .setPermissions(List.of("clipboard-read", "clipboard-write"))
                        .setViewportSize(width, 844))
                .newPage();
        page.onConsoleMessage(message -> complaints.add(message.text() + " at " + page.url()));
        page.onPageError(complaints::add);
        return page;
    }

    /** Signs in as a new owner of a workspace. */
    Page owner(Page page, String email, Workspace workspace) {
        page.navigate(link(email, workspace));
        page.locator("main button").click();
        return page;
    }

    /** The link by which a new owner of a workspace signs in. */
    String link(String email, Workspace workspace) {
        return TestGateway.get(PersonCommand.owner(
                gateway.gateway().database(),
                gateway.baseUrl(),
                email,
                workspace,
                false,
                gateway.clock().instant()));
    }

    /** Opens a page of this gateway. */
    void navigate(Page page, String path) {
        page.navigate(gateway.baseUrl() + path);
    }

    /** Opens a page of the dashboard. */
    void show(Page page, String path) {
        navigate(page, "/dashboard/" + path);
    }

    /** Pages of all sorts, below the dashboard; the last one is of this customer. */
    List<String> pages(String customer) {
        return Stream.concat(
                        DashboardModule.kinds(gateway.baseUrl()).stream().map(kind -> kind.name()),
                        Stream.of(
                                "home",
                                "search?q=Siti",
                                "adapters",
                                "team",
                                "audit-log",
                                "account",
                                "account/security",
                                "workspaces",
                                "confirm",
                                "sign-in",
                                "forgotten",
                                "customers/new",
                                "api-keys/new",
                                "webhooks/new",
                                "customers/" + customer))
                .toList();
    }

    /** Where the forms of these pages are sent to. */
    Set<String> forms(Page page, List<String> pages) {
        Set<String> targets = new TreeSet<>();
        for (String path : pages) {
            show(page, path);
            ((List<?>) page.locator("form[method=post]").evaluateAll("forms => forms.map(form => form.action)"))
                    .forEach(target -> targets.add(String.valueOf(target)));
        }
        return targets;
    }

    /** A picture of the page, which must be as wide as the screen and in which axe finds nothing. */
    static void look(Page page, String name) {
        BuyerBrowser.picture(page, name);
        Accessibility.check(page, name);
    }

    /** These were expected; gives how many there were. */
    long expect(String complaint) {
        List<String> expected =
                complaints.stream().filter(each -> each.contains(complaint)).toList();
        complaints.removeIf(each -> each.contains(complaint));
        return expected.size();
    }

    @Override
    public void close() {
        browsers.close();
        assertThat(complaints).as("the browser's console").isEmpty();
    }
}
