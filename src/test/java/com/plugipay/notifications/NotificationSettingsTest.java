package com.plugipay.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.cli.WorkspaceCommand.Created;
import com.plugipay.people.PersonClient;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestGateway;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What members are mailed about by themselves, and what they choose. */
class NotificationSettingsTest {
    private static final String SETTINGS = "/v1/notification-settings";

    private final TestGateway gateway = TestGateway.shared();
    private final DirectSql sql = new DirectSql(gateway.databaseConfig());
    private final Created workspace = gateway.workspace();
    private final Api api = Api.of(gateway, workspace.test());
    private final String address = UUID.randomUUID() + "@shop.example";
    private final PersonClient owner = PersonClient.owner(gateway, address, workspace.workspace());

    @Test
    void byThemselvesThoseWhoAdministerAreToldAllButPayments() {
        assertThat(owner.api("GET", SETTINGS, "").expect(200).data().toString())
                .isEqualTo("{\"paymentSucceeded\":false,\"transferToConfirm\":true,\"webhookDisabled\":true,"
                        + "\"providerError\":true}");
        PersonClient member = PersonClient.owner(gateway, "member-" + address, workspace.workspace());
        sql.change(
                "update members set role = 'member' where person_id = (select id from people where email = ?)",
                "member-" + address);
        assertThat(member.api("GET", SETTINGS, "").expect(200).data().toString())
                .doesNotContain("true");

        assertThat(member.api("PATCH", SETTINGS, "{\"transferToConfirm\":true}")
                        .expect(200)
                        .data()
                        .toString())
                .isEqualTo("{\"paymentSucceeded\":false,\"transferToConfirm\":true,\"webhookDisabled\":false,"
                        + "\"providerError\":false}");
        assertThat(owner.api("GET", SETTINGS, "")
                        .data()
                        .path("paymentSucceeded")
                        .asBoolean())
                .isFalse();
        member.api("PATCH", SETTINGS, "{\"transferToConfirm\":null}").expect(400);
        api.get(SETTINGS).expect(403, "person_only");
        api.patch(SETTINGS, "{\"paymentSucceeded\":true}").expect(403, "person_only");
    }

    @Test
    void thePageKeepsWhatIsTicked() {
        assertThat(owner.get("/dashboard/notifications").body())
                .contains("name=\"transferToConfirm\" value=\"1\" checked");

        assertThat(owner.post("/dashboard/notifications", Map.of("paymentSucceeded", "1"))
                        .location())
                .isEqualTo("/dashboard/notifications?saved=1");

        assertThat(owner.api("GET", SETTINGS, "").data().toString())
                .isEqualTo("{\"paymentSucceeded\":true,\"transferToConfirm\":false,\"webhookDisabled\":false,"
                        + "\"providerError\":false}");
    }

    @Test
    void whoComesBackHasNotChosenYet() {
        owner.api("PATCH", SETTINGS, "{\"paymentSucceeded\":true,\"transferToConfirm\":false}")
                .expect(200);
        PersonClient.owner(gateway, UUID.randomUUID() + "@shop.example", workspace.workspace());
        sql.change(
                "delete from members where workspace_id = ? and person_id = (select id from people where email = ?)",
                workspace.workspace().id(),
                address);

        PersonClient again = PersonClient.owner(gateway, address, workspace.workspace());

        assertThat(again.api("GET", SETTINGS, "").expect(200).data().toString())
                .isEqualTo("{\"paymentSucceeded\":false,\"transferToConfirm\":true,\"webhookDisabled\":true,"
                        + "\"providerError\":true}");
    }
}
