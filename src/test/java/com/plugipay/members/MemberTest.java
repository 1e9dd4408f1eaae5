package com.plugipay.members;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.auth.MemberRole;
import com.plugipay.people.PersonClient;
import com.plugipay.people.PersonClient.Page;
import com.plugipay.sandbox.mailbox.Mailbox;
import com.plugipay.sandbox.mailbox.ReceivedMail;
import com.plugipay.support.Answer;
import com.plugipay.support.DirectSql;
import com.plugipay.support.SettableClock;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import com.plugipay.workspaces.Workspace;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Members of workspaces: who is invited, what each role may do, and how a membership ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemberTest {
    private static final String PASSWORD = "kopi gayo setiap pagi";

    private final Mailbox mailbox = Mailbox.start("127.0.0.1");
    private TestGateway gateway;

    @BeforeAll
    void start() {
        gateway = TestGateway.sendingMails(TestDatabase.create(4), mailbox.port(), new SettableClock());
    }

    @AfterAll
    void stop() {
        gateway.close();
        mailbox.close();
    }

    private record Owner(Workspace workspace, PersonClient browser) {}

    private Owner owner() {
        Workspace workspace = gateway.workspace().workspace();
        return new Owner(workspace, PersonClient.owner(gateway, address(), workspace));
    }

    private static String address() {
        return UUID.randomUUID() + "@shop.example";
    }

    /** Invites a person by the page of the team, and accepts by the link in the mail. */
    private PersonClient invite(Owner owner, MemberRole role) {
        String email = address();
        assertThat(owner.browser()
                        .post("/dashboard/team/invitations", Map.of("email", email, "role", role.text()))
                        .location())
                .isEqualTo("/dashboard/team");
        PersonClient invited = new PersonClient(gateway.baseUrl());
        Page in = invited.post(link(email), Map.of("name", "Budi", "password", PASSWORD));
        assertThat(in.location()).isEqualTo("/dashboard");
        return invited;
    }

    private String link(String email) {
        ReceivedMail mail = Awaitility.await()
                .until(
                        () -> mailbox.mails().stream()
                                .filter(received -> received.to().contains(email))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        String text = mail.text();
        int start = text.indexOf("/dashboard/");
        return text.substring(start).lines().findFirst().orElseThrow().strip();
    }

    @Test
    void anInvitationIsAcceptedOnce() {
        Owner owner = owner();
        String email = address();
        owner.browser().post("/dashboard/team/invitations", Map.of("email", email, "role", "member"));
        String link = link(email);
        PersonClient invited = new PersonClient(gateway.baseUrl());
        assertThat(invited.get(link).body()).contains("Toko Uji", email);
        assertThat(invited.post(link, Map.of("name", "Budi", "password", "short"))
                        .status())
                .isEqualTo(400);

        assertThat(invited.post(link, Map.of("name", "Budi", "password", PASSWORD))
                        .status())
                .isEqualTo(303);

        assertThat(new PersonClient(gateway.baseUrl())
                        .post(link, Map.of("name", "Other", "password", PASSWORD))
                        .status())
                .isEqualTo(410);
        Answer members = invited.api("GET", "/v1/members", "").expect(200);
        assertThat(members.data()).hasSize(2);
        assertThat(owner.browser().get("/dashboard/team").body()).contains("Budi", email);
        assertThat(owner.browser()
                        .post("/dashboard/team/invitations", Map.of("email", email, "role", "member"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void anInvitationEndsAfterAWeek() {
        Owner owner = owner();
        String email = address();
        owner.browser().post("/dashboard/team/invitations", Map.of("email", email, "role", "member"));
        String link = link(email);

        gateway.clock().advance(Duration.ofDays(7));

        assertThat(new PersonClient(gateway.baseUrl()).get(link).status()).isEqualTo(410);
    }

    @Test
    void eachRoleMayDoWhatTheTableSays() {
        Owner owner = owner();
        PersonClient admin = invite(owner, MemberRole.ADMIN);
        PersonClient member = invite(owner, MemberRole.MEMBER);
        PersonClient reader = invite(owner, MemberRole.READ_ONLY);
        String customer = "{\"name\":\"Siti\"}";
        String key = "{\"name\":\"Shop\",\"mode\":\"test\"}";

        Stream.of(owner.browser(), admin, member, reader)
                .forEach(each -> each.api("GET", "/v1/customers", "").expect(200));
        Stream.of(owner.browser(), admin, member)
                .forEach(each -> each.api("POST", "/v1/customers", customer).expect(201));
        reader.api("POST", "/v1/customers", customer).expect(403, "forbidden");
        Stream.of(owner.browser(), admin)
                .forEach(each -> each.api("POST", "/v1/api-keys", key).expect(201));
        Stream.of(member, reader)
                .forEach(each -> each.api("POST", "/v1/api-keys", key).expect(403, "forbidden"));
        admin.api("DELETE", "/v1/workspaces/" + owner.workspace().id(), "").expect(403, "forbidden");
        assertThat(reader.get("/dashboard/team").body()).doesNotContain("/dashboard/team/invitations");
        assertThat(member.get("/dashboard/audit-log").status()).isEqualTo(403);
        admin.post(
                "/dashboard/workspaces/show",
                Map.of("workspace", owner.workspace().id(), "mode", "live"));
        assertThat(admin.get("/dashboard/audit-log").body()).contains("invitation.accepted", "Budi");
    }

    @Test
    void anotherWorkspacesOwnerSeesNothing() {
        Owner owner = owner();
        Owner other = owner();
        Map<String, String> named =
                Map.of("X-Plugipay-On-Behalf-Of", owner.workspace().id());

        other.browser().api("GET", "/v1/customers", "", named).expect(403, "forbidden");
        other.browser()
                .api("GET", "/v1/workspaces/" + owner.workspace().id(), "")
                .expect(404);
        assertThat(other.browser()
                        .post(
                                "/dashboard/workspaces/show",
                                Map.of("workspace", owner.workspace().id(), "mode", "live"))
                        .status())
                .isEqualTo(404);
        owner.browser().api("GET", "/v1/customers", "", named).expect(200);
        String member = owner.browser()
                .api("GET", "/v1/members", "")
                .data()
                .path(0)
                .path("id")
                .asText();
        other.browser().api("GET", "/v1/members/" + member, "").expect(404);
        other.browser().api("DELETE", "/v1/members/" + member, "").expect(404);
        gateway.merchant().get("/v1/members/" + member).expect(404);
        assertThat(gateway.merchant().get("/v1/workspaces").body())
                .doesNotContain(owner.workspace().id());
    }

    @Test
    void theAuditLogSaysWhoWasItInWhichRoleAndFromWhere() {
        Owner owner = owner();
        PersonClient admin = invite(owner, MemberRole.ADMIN);
        String personId = admin.api("GET", "/v1/account", "").expect(200).id();
        String customer = admin.api("POST", "/v1/customers", "{\"name\":\"Siti\"}")
                .expect(201)
                .id();
        String made = admin.api("POST", "/v1/workspaces", "{\"name\":\"Toko Baru\"}")
                .expect(201)
                .id();

        Map<String, String> entries = Map.of(
                owner.workspace().id(),
                "customer.created " + customer + " admin",
                made,
                "workspace.created " + made + " owner");
        entries.forEach((workspace, entry) -> Awaitility.await(entry)
                .until(() -> new DirectSql(gateway.databaseConfig()).number("""
                        select count(*) from audit_log
                         where workspace_id = ? and actor_type = 'member' and actor_id = ? and ip = '127.0.0.1'
                           and action || ' ' || object_id || ' ' || (details ->> 'role') = ?""", workspace, personId, entry) == 1));
    }

    @Test
    void aRemovedMemberHasNoAccessAtOnce() {
        Owner owner = owner();
        PersonClient member = invite(owner, MemberRole.MEMBER);
        String id = member.api("GET", "/v1/members", "")
                .data()
                .valueStream()
                .filter(each -> each.path("isYou").asBoolean())
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();

        owner.browser().api("DELETE", "/v1/members/" + id, "").expect(204);

        member.api("GET", "/v1/customers", "").expect(403, "forbidden");
        member.api("GET", "/v1/account", "").expect(200);
    }

    @Test
    void ofTwoOwnersWhoLeaveAtOnceOneStays() {
        Owner owner = owner();
        PersonClient second = invite(owner, MemberRole.OWNER);
        String leave = "/v1/account/memberships/" + owner.workspace().id();

        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(
                () -> owner.browser().api("DELETE", leave, "").status());
        int other = second.api("DELETE", leave, "").status();

        assertThat(Stream.of(first.join(), other)).containsExactlyInAnyOrder(204, 409);
    }

    @Test
    void whatIsImportantAsksForThePasswordAgain() {
        Owner owner = owner();
        owner.browser().post("/dashboard/account/password", Map.of("current", "", "password", PASSWORD));
        gateway.clock().advance(Duration.ofMinutes(16));
        String key = "{\"name\":\"Shop\",\"mode\":\"test\"}";

        owner.browser().api("POST", "/v1/api-keys", key).expect(403, "confirmation_required");
        assertThat(owner.browser()
                        .post("/dashboard/team/invitations", Map.of("email", address(), "role", "member"))
                        .location())
                .startsWith("/dashboard/confirm");
        assertThat(owner.browser()
                        .post("/dashboard/confirm", Map.of("password", "wrong one", "next", "/dashboard/team"))
                        .status())
                .isEqualTo(401);
        assertThat(owner.browser()
                        .post("/dashboard/confirm", Map.of("password", PASSWORD, "next", "/dashboard/team"))
                        .location())
                .isEqualTo("/dashboard/team");
        owner.browser().api("POST", "/v1/api-keys", key).expect(201);
    }

    @Test
    void aWorkspaceIsMadeRenamedAndDeletedLater() {
        Owner owner = owner();
        String id = owner.browser()
                .api("POST", "/v1/workspaces", "{\"name\":\"Kedai Kedua\"}")
                .expect(201)
                .id();
        Map<String, String> named = Map.of("X-Plugipay-On-Behalf-Of", id);

        owner.browser()
                .api("PATCH", "/v1/workspaces/" + id, "{\"name\":\"Kedai Ketiga\"}", named)
                .expect(200);
        assertThat(owner.browser()
                        .api("DELETE", "/v1/workspaces/" + id, "", named)
                        .expect(200)
                        .data()
                        .path("scheduled")
                        .asBoolean())
                .isTrue();
        owner.browser()
                .api("POST", "/v1/workspaces/" + id + "/restore", "", named)
                .expect(204);
        assertThat(owner.browser().api("GET", "/v1/workspaces", "").data().toString())
                .contains("Kedai Ketiga", "kedai-ketiga");
    }

    @Test
    void aForgottenPasswordIsChosenAnewByMail() {
        Owner owner = owner();
        String email = owner.browser().api("GET", "/v1/account", "").text("email");
        PersonClient browser = new PersonClient(gateway.baseUrl());

        browser.post("/dashboard/forgotten", Map.of("email", email));
        Page in = browser.post(link(email), Map.of("password", PASSWORD));

        assertThat(in.location()).isEqualTo("/dashboard");
        owner.browser().api("GET", "/v1/account", "").expect(401);
    }
}
