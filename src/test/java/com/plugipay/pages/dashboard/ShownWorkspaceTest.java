package com.plugipay.pages.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.cli.PersonCommand;
import com.plugipay.people.PersonClient;
import com.plugipay.people.PersonClient.Page;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestGateway;
import com.plugipay.workspaces.Workspace;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where one begins, and which page stays when another workspace is shown. */
class ShownWorkspaceTest extends WithOwner {
    private static final String LIVE = "class=\"mode live\"";

    private final String email = UUID.randomUUID() + "@shop.example";

    private String link(Workspace of) {
        return TestGateway.get(PersonCommand.owner(
                        gateway.gateway().database(),
                        gateway.baseUrl(),
                        email,
                        of,
                        false,
                        gateway.clock().instant()))
                .substring(gateway.baseUrl().length());
    }

    private static Page show(PersonClient browser, Workspace shown, String mode, String next) {
        return browser.post("/dashboard/workspaces/show", Map.of("workspace", shown.id(), "mode", mode, "next", next));
    }

    /** Signs in as the owner of two workspaces. */
    private PersonClient ofTwo(Workspace second) {
        PersonClient.owner(gateway, email, workspace.workspace());
        return PersonClient.owner(gateway, email, second);
    }

    @Test
    void theOnlyWorkspaceIsShownAtOnce() {
        assertThat(owner.get("/dashboard").location()).isEqualTo("/dashboard/home");
    }

    @Test
    void amongSeveralOneBeginsAtTheOneThatWasChosenLast() {
        Workspace second = gateway.workspace().workspace();
        PersonClient browser = ofTwo(second);
        assertThat(browser.get("/dashboard").location()).isEqualTo("/dashboard/workspaces");

        assertThat(show(browser, second, "live", "/dashboard/invoices").location())
                .isEqualTo("/dashboard/invoices");
        assertThat(browser.get("/dashboard").location()).isEqualTo("/dashboard/home");
        browser.post("/dashboard/sign-out", Map.of());
        assertThat(browser.post(link(second), Map.of()).location()).isEqualTo("/dashboard");

        assertThat(browser.get("/dashboard").location()).isEqualTo("/dashboard/home");
        assertThat(browser.get("/dashboard/home").body()).contains(LIVE, second.id());
    }

    @Test
    void aNewSessionShowsWhatTheLastOneShowed() {
        Workspace second = gateway.workspace().workspace();
        show(ofTwo(second), second, "live", "");

        PersonClient elsewhere = PersonClient.owner(gateway, email, second);

        assertThat(elsewhere.get("/dashboard/payments").body()).contains(LIVE, second.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"live.ws_of_somebody", "live.", "x", "live.%00", "test.ws_1;x=y"})
    void whatABrowserClaimsOpensNothing(String claimed) {
        PersonClient browser = ofTwo(gateway.workspace().workspace()).with("plugipay_workspace", claimed);

        assertThat(browser.get("/dashboard").location()).isEqualTo("/dashboard/workspaces");
        assertThat(browser.get("/dashboard/home").body()).doesNotContain(LIVE);
    }

    @Test
    void theSwitcherKeepsTheListUnlessTheRoleThereDoesNotSeeIt() {
        Workspace second = gateway.workspace().workspace();
        PersonClient browser = ofTwo(second);
        new DirectSql(gateway.databaseConfig())
                .change("update members set role = 'read_only' where workspace_id = ?", second.id());
        show(browser, workspace.workspace(), "test", "");
        String payment = payment(10_000);

        assertThat(browser.get("/dashboard/payments/" + payment).body())
                .contains("href=\"/dashboard/workspaces?next=/dashboard/payments\"");
        assertThat(browser.get("/dashboard/workspaces?next=/dashboard/payments").body())
                .contains("name=\"next\" value=\"/dashboard/payments\"");
        assertThat(browser.get("/dashboard/workspaces?next=https://evil.example")
                        .body())
                .doesNotContain("evil");
        assertThat(show(browser, second, "test", "/dashboard/audit-log").location())
                .isEqualTo("/dashboard/home");
        assertThat(show(browser, second, "test", "/dashboard/payments").location())
                .isEqualTo("/dashboard/payments");
        assertThat(show(browser, workspace.workspace(), "test", "/dashboard/audit-log")
                        .location())
                .isEqualTo("/dashboard/audit-log");
    }
}
