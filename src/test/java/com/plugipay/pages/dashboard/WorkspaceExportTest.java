package com.plugipay.pages.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.support.DirectSql;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** All data of a workspace in one file. */
class WorkspaceExportTest extends WithOwner {
    private static final String EXPORT = "/dashboard/export";

    private Map<String, String> export() throws IOException {
        try (InputStream file = owner.send(EXPORT)) {
            return opened(file.readAllBytes());
        }
    }

    private static String file(Map<String, String> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    private static Map<String, String> opened(byte[] zip) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                files.put(entry.getName(), new String(entries.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    /** Gives the workspace so many customers. */
    private void fill(int customers) {
        new DirectSql(gateway.databaseConfig())
                .change("""
                insert into customers (workspace_id, mode, id, name, email, created_at, updated_at)
                select ?, 'test', 'cus_' || lpad(n::text, 26, '0'), md5(n::text), md5(n::text || 'x') || '@a.example', now(), now()
                  from generate_series(1, ?) n""", workspace.workspace().id(), customers);
    }

    private List<String> exported() {
        return new DirectSql(gateway.databaseConfig())
                .texts(
                        "select id from audit_log where workspace_id = ? and action = 'workspace.exported'",
                        workspace.workspace().id());
    }

    @Test
    void itHasWhatTheApiHasAndNothingOfOthers() throws IOException {
        gateway.merchant()
                .post("/v1/customers", "{\"name\":\"Another workspace\"}")
                .expect(201);
        String payment = payment(12_345);
        api.post("/v1/customers", customer("a,\nb" + '"').replace("\n", "\\n")).expect(201);
        String secret = api.post("/v1/webhooks", "{\"url\":\"https://a.example/hook\",\"events\":[\"*\"]}")
                .expect(201)
                .text("secret");
        fill(450);

        Map<String, String> files = export();

        assertThat(files.keySet())
                .doesNotContain("csv/webhook-endpoints.csv", "csv/stuck.csv")
                .contains("README.txt", "csv/webhooks-deliveries.csv", "json/audit-log.jsonl", "json/members.jsonl");
        for (String list : List.of(
                "payments",
                "customers",
                "plans",
                "subscriptions",
                "invoices",
                "receipts",
                "refunds",
                "checkout-sessions",
                "payment-attempts",
                "webhooks")) {
            assertThat(files).containsKey("json/" + list + ".jsonl");
            List<JsonNode> lines = file(files, "json/" + list + ".jsonl")
                    .lines()
                    .map(line -> Json.read(line, JsonNode.class))
                    .toList();
            JsonNode newest = api.get("/v1/" + list + "?limit=100").data();
            assertThat(lines).as(list).hasSizeGreaterThanOrEqualTo(newest.size());
            for (int i = 0; i < newest.size(); i++) {
                assertThat(lines.get(i)).as(list).isEqualTo(newest.get(i));
            }
            assertThat(file(files, "csv/" + list + ".csv")).as(list).startsWith("id,");
        }
        assertThat(file(files, "json/customers.jsonl").lines()).hasSize(451).doesNotHaveDuplicates();
        assertThat(file(files, "csv/customers.csv")).contains("'=1+1", "\"a,\nb\"\"\"");
        assertThat(file(files, "csv/payments.csv")).contains(payment, "12345");
        assertThat(file(files, "README.txt")).contains(workspace.workspace().id(), "json/customers.jsonl: 451");
        assertThat(files.values())
                .allSatisfy(file -> assertThat(file)
                        .doesNotContain(
                                "Another workspace",
                                secret,
                                workspace.test().secret(),
                                workspace.test().key()));
        assertThat(exported()).hasSize(1);
    }

    @Test
    void itEndsWithTheRoleAndIsThenCutOff() throws IOException {
        fill(100_000);
        try (InputStream file = owner.send(EXPORT)) {
            byte[] begun = file.readNBytes(10_000);
            new DirectSql(gateway.databaseConfig())
                    .change(
                            "update members set role = 'member' where workspace_id = ?",
                            workspace.workspace().id());

            assertThat(begun).hasSize(10_000);
            assertThatThrownBy(file::readAllBytes).isInstanceOf(IOException.class);
        }
        assertThat(owner.post(EXPORT, Map.of()).status()).isEqualTo(403);
    }

    @Test
    void anotherOneBeginsWhenTheFirstHasEndedOrItsClientHasGone() throws IOException {
        fill(100_000);
        InputStream file = owner.send(EXPORT);
        assertThat(file.readNBytes(1_000)).hasSize(1_000);
        assertThat(owner.post(EXPORT, Map.of()).status()).isEqualTo(409);

        file.close();

        Awaitility.await().until(() -> owner.post(EXPORT, Map.of()).status() != 409);
    }

    @Test
    void itAsksForThePasswordAgainAndForAFormOfThisSite() {
        assertThat(owner.post(EXPORT, Map.of(), "cross-site").status()).isEqualTo(403);
        new DirectSql(gateway.databaseConfig())
                .change(
                        "update person_sessions set confirmed_at = now() - interval '16 minutes' where person_id in"
                                + " (select person_id from members where workspace_id = ?)",
                        workspace.workspace().id());

        assertThat(owner.get(EXPORT).status()).isEqualTo(200);
        assertThat(owner.post(EXPORT, Map.of()).location()).startsWith("/dashboard/confirm");
        assertThat(exported()).isEmpty();
    }
}
