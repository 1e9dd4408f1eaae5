package com.plugipay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.model.Tenant;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was done to the audit log past the gateway is found and named. */
class AuditVerificationTest {
    private static final int ENTRIES = 20;

    private final TestGateway gateway = TestGateway.shared();
    private final DirectSql sql = new DirectSql(gateway.databaseConfig());
    private final WrittenEntries entries = new WrittenEntries(gateway.databaseConfig());
    private final Api api = Api.of(gateway, gateway.workspace().test());
    private final Tenant tenant = api.key().apiKey().tenant();
    private List<String> ids = List.of();

    /** Without the entries of the workspace's keys, which are too new to be chained at once. */
    @BeforeEach
    void chain() {
        sql.change("delete from audit_log where workspace_id = ?", tenant.workspaceId());
        entries.write(tenant, ENTRIES, 3_600);
        entries.awaitChained(tenant);
        ids = entries.ids(tenant);
    }

    @Test
    void aLogThatNobodyTouchedHolds() {
        api.post("/v1/customers", "{\"name\":\"Siti\"}").expect(201);
        entries.awaitChained(tenant);

        JsonNode found = verify("");
        assertThat(found.path("firstBroken").isNull()).isTrue();
        assertThat(found.path("verified").asInt()).isEqualTo(entries.ids(tenant).size());
        assertThat(found.path("unchained").asInt()).isZero();
        assertThat(found.path("complete").asBoolean()).isTrue();
        assertThat(found.path("lastId").asText()).isEqualTo(entries.ids(tenant).getLast());
        assertThat(found.path("head").asText())
                .isEqualTo(sql.texts(
                                "select encode(hash, 'hex') from audit_chain where workspace_id = ? and entry_id = ?",
                                tenant.workspaceId(),
                                found.path("lastId").asText())
                        .getFirst());
    }

    @Test
    void anEmptyLogHolds() {
        Api live = api.with(gateway.workspace().live());
        sql.change(
                "delete from audit_log where workspace_id = ?",
                live.key().apiKey().workspaceId());
        sql.change(
                "delete from audit_chain where workspace_id = ?",
                live.key().apiKey().workspaceId());
        sql.change(
                "delete from audit_chain_heads where workspace_id = ?",
                live.key().apiKey().workspaceId());
        assertThat(WrittenEntries.verify(live, "").data().toString())
                .isEqualTo("{\"verified\":0,\"unchained\":0,\"head\":null,\"firstBroken\":null,\"complete\":true,"
                        + "\"lastId\":null}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "actor_type = 'member'",
                "actor_id = 'another'",
                "actor_label = actor_label || ' '",
                "action = 'thing.deleted'",
                "object_type = ''",
                "object_id = 'thing_0'",
                "ip = coalesce(ip || '0', '')",
                "details = details || '{\"n\":0}'",
                "details = '{}'",
                "created_at = created_at + interval '1 microsecond'",
                "created_at = 'infinity'",
                // The texts of both together are what they were.
                "actor_label = actor_label || left(action, 1), action = substr(action, 2)"
            })
    void aChangedEntryIsFound(String change) {
        assertThat(sql.change("update audit_log set " + change + " where id = ?", ids.get(7)))
                .isEqualTo(1);
        requireBroken(ids.get(7), "changed");
    }

    @Test
    void aDeletedEntryIsFound() {
        sql.change("delete from audit_log where id = ?", ids.get(7));
        requireBroken(ids.get(7), "missing");
    }

    @Test
    void theDeletedLastEntryIsFound() {
        sql.change("delete from audit_log where id = ?", ids.getLast());
        requireBroken(ids.getLast(), "missing");
    }

    @Test
    void aDeletedBeginningIsFound() {
        sql.change("delete from audit_log where id <= ? and workspace_id = ?", ids.get(3), tenant.workspaceId());
        sql.change(
                "delete from audit_chain where entry_id <= ? and workspace_id = ?", ids.get(3), tenant.workspaceId());
        requireBroken(ids.get(4), "missing");
    }

    @Test
    void aLogThatWasDeletedWithItsLinksIsFound() {
        sql.change("delete from audit_log where workspace_id = ?", tenant.workspaceId());
        sql.change("delete from audit_chain where workspace_id = ?", tenant.workspaceId());
        requireBroken(ids.getLast(), "missing");
    }

    @Test
    void anInsertedEntryIsFound() {
        String forged = ids.get(7) + "0";
        sql.change("""
                insert into audit_log (workspace_id, mode, id, actor_type, actor_id, actor_label, action, object_type,
                    object_id, details, created_at)
                select workspace_id, mode, ?, actor_type, actor_id, actor_label, action, object_type, object_id, details,
                       created_at
                  from audit_log where id = ?""", forged, ids.get(7));
        requireBroken(forged, "inserted");
    }

    @ParameterizedTest
    @CsvSource({"hash = sha256(hash), changed", "number = number + 1000, missing", "number = -number, changed"})
    void aChangedLinkIsFound(String change, String reason) {
        sql.change("update audit_chain set " + change + " where entry_id = ?", ids.get(7));
        requireBroken(ids.get(7), reason);
    }

    @Test
    void aRemovedLinkIsFound() {
        sql.change("delete from audit_chain where entry_id = ?", ids.get(7));
        requireBroken(ids.get(7), "missing");
    }

    @Test
    void theRemovedLastLinkIsFoundAndStays() {
        sql.change("delete from audit_chain where entry_id = ?", ids.getLast());
        requireBroken(ids.getLast(), "missing");
        api.post("/v1/customers", "{}").expect(201);
        Awaitility.await()
                .until(() -> !sql.texts(
                                "select 1 from audit_chain where workspace_id = ? and entry_id > ?",
                                tenant.workspaceId(),
                                ids.getLast())
                        .isEmpty());
        requireBroken(ids.getLast(), "missing");
    }

    @Test
    void aHeadThatWasChangedIsFound() {
        sql.change("update audit_chain_heads set hash = sha256(hash) where workspace_id = ?", tenant.workspaceId());
        requireBroken(ids.getLast(), "changed");
    }

    @Test
    void aRemovedHeadIsMadeAgainFromTheLogAndHidesNothing() {
        sql.change("update audit_log set actor_id = 'another' where id = ?", ids.get(7));
        sql.change("delete from audit_chain_heads where workspace_id = ?", tenant.workspaceId());
        Awaitility.await()
                .until(() -> sql.texts(
                                "select entry_id from audit_chain_heads where workspace_id = ? and mode = 'test'",
                                tenant.workspaceId())
                        .equals(List.of(ids.getLast())));
        requireBroken(ids.get(7), "changed");
    }

    @Test
    void anotherWorkspaceDoesNotSeeTheBreak() {
        sql.change("delete from audit_log where id = ?", ids.get(7));
        requireBroken(ids.get(7), "missing");
        for (Api other : List.of(Api.of(gateway, gateway.workspace().test()), sameWorkspaceLive())) {
            assertThat(WrittenEntries.verify(other, "")
                            .data()
                            .path("firstBroken")
                            .isNull())
                    .isTrue();
            assertThat(WrittenEntries.verify(other, "?after=" + ids.get(6))
                            .data()
                            .path("verified")
                            .asInt())
                    .isZero();
        }
    }

    private Api sameWorkspaceLive() {
        var created = gateway.workspace();
        Tenant live = created.live().apiKey().tenant();
        Tenant test = created.test().apiKey().tenant();
        entries.write(test, ENTRIES, 3_600);
        entries.awaitChained(test);
        sql.change("delete from audit_log where workspace_id = ? and mode = 'test'", live.workspaceId());
        return Api.of(gateway, created.live());
    }

    @Test
    void aVerificationGoesOnAfterAnEntry() {
        JsonNode rest = verify("?after=" + ids.get(9));
        assertThat(rest.path("firstBroken").isNull()).isTrue();
        assertThat(rest.path("verified").asInt()).isEqualTo(ids.size() - 10);
        assertThat(rest.path("lastId").asText()).isEqualTo(ids.getLast());
        assertThat(verify("?after=" + ids.getLast()).path("lastId").asText()).isEqualTo(ids.getLast());
    }

    @Test
    void aHeadThatWasKeptShowsARewrittenChain() {
        String kept = verify("").path("head").asText();
        String parameters = "?after=" + ids.getLast() + "&afterHash=" + kept;
        assertThat(verify(parameters).path("firstBroken").isNull()).isTrue();

        sql.change("update audit_log set actor_id = 'another' where id = ?", ids.get(7));
        sql.change("delete from audit_chain where workspace_id = ?", tenant.workspaceId());
        sql.change("delete from audit_chain_heads where workspace_id = ?", tenant.workspaceId());
        entries.awaitChained(tenant);
        assertThat(verify("").path("firstBroken").isNull())
                .as("a new chain of a changed log")
                .isTrue();
        JsonNode broken = verify(parameters).path("firstBroken");
        assertThat(broken.path("id").asText()).isEqualTo(ids.getLast());
        assertThat(broken.path("reason").asText()).isEqualTo("changed");
    }

    @ParameterizedTest
    @CsvSource({
        "?afterHash=00, afterHash",
        "?after=a&after=b, after",
        "?before=a, before",
        "?limit=1, limit",
        "?after=%00, after"
    })
    void anInvalidParameterIsReportedByName(String query, String field) {
        Answer refused = api.get("/v1/audit-log/verify" + query).expect(400, "validation_error");
        assertThat(refused.field()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aud_0", "null", "%F0%9F%98%80", "zzz"})
    void anUnknownEntryIsNoPlaceToGoOn(String after) {
        assertThat(verify("?after=" + after).path("firstBroken").path("reason").asText())
                .isEqualTo("missing");
    }

    @Test
    void theTailIsReportedWhileAnEntryMayStillComeBeforeIt() throws SQLException {
        try (Connection slow = TestDatabase.open(gateway.databaseConfig());
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("lock table audit_log in row exclusive mode");
            api.post("/v1/customers", "{}").expect(201);
            JsonNode found = verify("");
            assertThat(found.path("unchained").asInt()).isEqualTo(1);
            assertThat(found.path("verified").asInt()).isEqualTo(ids.size());
            Awaitility.await()
                    .during(Duration.ofSeconds(4))
                    .until(() -> verify("").path("unchained").asInt() == 1);
        }
        Awaitility.await().until(() -> verify("").path("unchained").asInt() == 0);
        assertThat(verify("").path("verified").asInt()).isEqualTo(ids.size() + 1);
    }

    private JsonNode verify(String parameters) {
        return WrittenEntries.verify(api, parameters).data();
    }

    private void requireBroken(String id, String reason) {
        JsonNode found = verify("");
        JsonNode broken = found.path("firstBroken");
        assertThat(broken.path("id").asText()).as(found.toString()).isEqualTo(id);
        assertThat(broken.path("reason").asText()).as(found.toString()).isEqualTo(reason);
        assertThat(found.path("complete").asBoolean()).isTrue();
        assertThat(found.path("verified").asInt()).isLessThanOrEqualTo(ids.size());
    }
}
