package com.plugipay.pages.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.pages.dashboard.objects.ObjectKind;
import com.plugipay.people.PersonClient.Page;
import com.plugipay.support.DirectSql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of the dashboard do what the API does, and show what it shows, to the same people. */
class DashboardPagesTest extends WithOwner {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'</script><script>alert(2)</script>";

    @Test
    void everyListOpensWithEachOfItsFilters() {
        payment(10_000);
        for (ObjectKind<?> kind : DashboardModule.kinds(gateway.baseUrl())) {
            String list = "/dashboard/" + kind.name();
            Page page = owner.get(list);
            assertThat(page.status()).as(list).isEqualTo(200);
            Matcher tabs = Pattern.compile("<a href=\"([^\"]+status=[^\"]+)\"").matcher(page.body());
            while (tabs.find()) {
                assertThat(owner.get(tabs.group(1)).status()).as(tabs.group(1)).isEqualTo(200);
            }
            Matcher options = Pattern.compile("<select id=\"filter-(\\w+)\"[^>]*>(.*?)</select>", Pattern.DOTALL)
                    .matcher(page.body());
            while (options.find()) {
                Matcher values = Pattern.compile("<option value=\"(\\w+)\"").matcher(options.group(2));
                while (values.find()) {
                    String filtered = list + '?' + options.group(1) + '=' + values.group(1);
                    assertThat(owner.get(filtered).status()).as(filtered).isEqualTo(200);
                }
            }
            assertThat(owner.get(list + "?from=2026-01-01&to=2026-01-31").status())
                    .isEqualTo(page.body().contains("name=\"from\"") ? 200 : 303);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?cursor=x", "?status=nonsense", "?from=yesterday", "?nothing=1", "?limit=a"})
    void aFilterThatCannotBeLeadsToTheWholeList(String query) {
        assertThat(owner.get("/dashboard/payments" + query).location()).isEqualTo("/dashboard/payments");
    }

    @Test
    void aFormThatIsSentTwiceAtOnceActsOnce() {
        String payment = payment(10_000);
        String page = "/dashboard/payments/" + payment;
        Map<String, String> form = Map.of("form-key", key(page), "amount", "4.000", "reason", "other");

        List<CompletableFuture<Page>> sent = IntStream.range(0, 4)
                .mapToObj(
                        each -> CompletableFuture.supplyAsync(() -> owner.copy().post(page + "/refund", form)))
                .toList();

        assertThat(sent)
                .extracting(CompletableFuture::join)
                .extracting(Page::status)
                .contains(303);
        assertThat(api.get("/v1/refunds?paymentId=" + payment).data()).hasSize(1);
        assertThat(api.get("/v1/payments/" + payment)
                        .data()
                        .path("amountRefunded")
                        .asLong())
                .isEqualTo(4_000);
        assertThat(owner.post(page + "/refund", form).location()).isEqualTo(page);
        assertThat(api.get("/v1/refunds?paymentId=" + payment).data()).hasSize(1);
    }

    @Test
    void aFormWithoutItsKeyDoesNothing() {
        String page = "/dashboard/payments/" + payment(10_000);

        assertThat(owner.post(page + "/refund", Map.of("amount", "4.000", "reason", "other"))
                        .status())
                .isEqualTo(400);
        assertThat(owner.post(page + "/refund", Map.of("form-key", "1", "amount", "4.000", "reason", "other"))
                        .status())
                .isEqualTo(400);

        assertThat(api.get("/v1/refunds").data()).isEmpty();
    }

    @Test
    void aFormThatCouldBeSentAgainKeepsItsKeyAndOneThatIsOverGetsAnother() {
        String page = "/dashboard/payments/" + payment(10_000);
        String key = key(page);

        Page unreadable = owner.post(page + "/refund", Map.of("form-key", key, "amount", "ten", "reason", "other"));
        assertThat(unreadable.body()).contains(key);
        Page refused = owner.post(page + "/refund", Map.of("form-key", key, "amount", "10.001", "reason", "other"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).doesNotContain(key);
        Page changed = owner.post(page + "/refund", Map.of("form-key", key, "amount", "1", "reason", "other"));
        assertThat(changed.status()).isEqualTo(409);
        assertThat(changed.body()).contains("changed after it had been sent", key);
        assertThat(api.get("/v1/refunds").data()).isEmpty();
    }

    @Test
    void whatIsDoneStandsInTheAuditLogUnderTheName() {
        String payment = payment(10_000);
        String page = "/dashboard/payments/" + payment;

        owner.post(page + "/refund", Map.of("form-key", key(page), "amount", "10.000", "reason", "duplicate"));

        String refund = api.get("/v1/refunds?paymentId=" + payment)
                .data()
                .path(0)
                .path("id")
                .asText();
        assertThat(api.audited("objectId=" + refund, 1)
                        .data()
                        .path(0)
                        .at("/actor/type")
                        .asText())
                .isEqualTo("member");
        assertThat(owner.get(page).body()).contains("Refund succeeded");
    }

    @Test
    void aRefusedFormSaysWhyAndKeepsWhatWasTyped() {
        String page = "/dashboard/payments/" + payment(10_000);

        Page refused =
                owner.post(page + "/refund", Map.of("form-key", key(page), "amount", "10.001", "reason", "other"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("more than what is left", "value=\"10.001\"");

        Page unreadable =
                owner.post(page + "/refund", Map.of("form-key", key(page), "amount", "ten", "reason", "other"));
        assertThat(unreadable.status()).isEqualTo(400);
        assertThat(unreadable.body()).contains("value=\"ten\"", "aria-invalid=\"true\"");
        assertThat(api.get("/v1/refunds").data()).isEmpty();
    }

    @Test
    void hostileTextsAreShownAsTexts() {
        api.post("/v1/customers", customer(HOSTILE)).expect(201);
        String customer = api.get("/v1/customers").data().path(0).path("id").asText();
        for (String page : List.of(
                "customers",
                "customers/" + customer,
                "search?q=" + "%3Cimg",
                "customers/new?name=%22%3E%3Cscript%3E")) {
            assertThat(owner.get("/dashboard/" + page).body())
                    .as(page)
                    .doesNotContain("<img src=x", "<script>alert", "\"><script>");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0",
                "a\0b",
                "\u202e\u2066",
                "%00",
                "{{7*7}}",
                "javascript:alert(1)",
                "\uffff",
                "-1",
                "1e999999999"
            })
    void noFormFailsAtWhatIsTyped(String text) {
        for (String typed : List.of(text, text.repeat(3_000))) {
            for (ObjectKind<?> kind : DashboardModule.kinds(gateway.baseUrl())) {
                String list = "/dashboard/" + kind.name();
                Page form = owner.get(list + "/new");
                if (form.status() != 200) {
                    continue;
                }
                Map<String, String> fields = new HashMap<>();
                Matcher names = Pattern.compile("<(?:input|textarea|select)[^>]* name=\"([^\"]+)\"")
                        .matcher(form.body());
                while (names.find()) {
                    fields.put(names.group(1), typed);
                }
                assertThat(owner.post(list + "/new", fields).status()).as(list).isIn(400, 413);
                fields.put("form-key", key(list + "/new"));
                assertThat(owner.post(list + "/new", fields).status()).as(list).isIn(400, 409, 413, 422);
            }
        }
    }

    @Test
    void theOtherModeHasItsOwnData() {
        String payment = payment(10_000);
        assertThat(owner.get("/dashboard/payments").body()).contains(payment);

        Page switched = owner.post(
                "/dashboard/workspaces/show",
                Map.of("workspace", workspace.workspace().id(), "mode", "live", "next", "/dashboard/payments"));

        assertThat(switched.location()).isEqualTo("/dashboard/payments");
        assertThat(owner.get("/dashboard/payments").body()).doesNotContain(payment);
        assertThat(owner.get("/dashboard/payments/" + payment).status()).isEqualTo(404);
        assertThat(owner.post("/dashboard/payments/" + payment + "/refund", Map.of("amount", "1"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aColleagueWhoOnlyReadsSeesNoForms() {
        String page = "/dashboard/payments/" + payment(10_000);
        new DirectSql(gateway.databaseConfig())
                .change(
                        "update members set role = 'read_only' where workspace_id = ?",
                        workspace.workspace().id());

        assertThat(owner.get(page).body()).doesNotContain("form-key");
        assertThat(owner.get("/dashboard/customers").body()).doesNotContain("customers/new");
        assertThat(owner.post(page + "/refund", Map.of("amount", "1")).status()).isEqualTo(403);
        assertThat(owner.get("/dashboard/customers/new").status()).isEqualTo(403);
    }

    @Test
    void theOnlyThingThatIsFoundIsOpened() {
        String payment = payment(10_000);

        assertThat(owner.get("/dashboard/search?q=" + payment).location()).isEqualTo("/dashboard/payments/" + payment);
        assertThat(owner.get("/dashboard/search?q=nothing").body()).contains("Nothing was found");
        assertThat(owner.get("/dashboard/search?q=").status()).isEqualTo(200);
        assertThat(owner.get("/dashboard/search?q=%00").status()).isEqualTo(200);
    }
}
