package com.plugipay.overview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.cli.WorkspaceCommand.Created;
import com.plugipay.model.Tenant;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Days that are over are added up once and kept, and their sums are those of the payments all the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PastDaysTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final ZoneId JAKARTA = ZoneId.of("Asia/Jakarta");

    private static final String KEPT = "select count(*) from day_figures where workspace_id = ? and mode = 'test'";
    private static final String RECEIVED = """
            select (created_at at time zone ?)::date as day, sum(amount) as received, sum(fee_amount) as fees
              from payments where workspace_id = ? and mode = 'test' group by 1""";

    private TestGateway gateway;
    private DirectSql sql;

    @BeforeAll
    void start() {
        gateway = TestGateway.withoutProviders(TestDatabase.create(8));
        sql = new DirectSql(gateway.databaseConfig());
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void aNodeAddsThemUpBeforeAnybodyLooks() {
        Created created = withHistory();
        String workspace = created.workspace().id();

        try (TestGateway another = gateway.startBeside()) {
            Awaitility.await().until(() -> sql.number(KEPT, workspace), kept -> kept == 87);
            assertSums(Api.of(another, created.test()), "90d", workspace, UTC);
        }
        assertThat(sql.number("select count(*) from day_figures where workspace_id = ? and mode = 'live'", workspace))
                .isZero();
    }

    @Test
    void whatChangesLaterIsAddedUpAgain() {
        Created created = withHistory();
        String workspace = created.workspace().id();
        Api api = Api.of(gateway, created.test());
        assertSums(api, "90d", workspace, UTC);

        sql.change(
                "update payments set fee_amount = fee_amount + 7, net_amount = net_amount - 7 where workspace_id = ?",
                workspace);
        JsonNode remembered = api.get("/v1/overview?window=30d").expect(200).data();
        assertThat(day(remembered, 0).path("fees").asLong())
                .isNotEqualTo(expected(workspace, UTC, "fees").get(date(remembered, 0)));

        gateway.clock().advance(Duration.ofDays(3));
        Awaitility.await().untilAsserted(() -> {
            JsonNode again = api.get("/v1/overview?window=90d").expect(200).data();
            assertThat(day(again, 40).path("fees").asLong())
                    .isEqualTo(expected(workspace, UTC, "fees").get(date(again, 40)));
        });
        assertSums(api, "90d", workspace, UTC);
    }

    @Test
    void anotherTimeZoneHasOtherDays() {
        Created created = withHistory();
        String workspace = created.workspace().id();
        Api api = Api.of(gateway, created.test());
        assertSums(api, "30d", workspace, UTC);

        api.patch("/v1/billing-settings", "{\"timeZone\":\"Asia/Jakarta\"}").expect(200);

        assertSums(api, "90d", workspace, JAKARTA);
        assertSums(api, "7d", workspace, JAKARTA);
        assertSums(api, "90d", workspace, JAKARTA);
    }

    @Test
    void manyWhoLookAtTheSameTimeSeeTheSame() {
        Created created = withHistory();
        Api api = Api.of(gateway, created.test());
        try (TestGateway another = gateway.startBeside()) {
            Api beside = Api.of(another, created.test());
            Stream.of(api, beside, api, beside)
                    .parallel()
                    .forEach(each -> assertSums(each, "90d", created.workspace().id(), UTC));
        }
    }

    private Created withHistory() {
        Created created = gateway.workspace();
        Tenant tenant = created.test().apiKey().tenant();
        new PaymentHistory(gateway.databaseConfig())
                .write(tenant, "IDR", 1_000, gateway.clock().instant(), Duration.ofDays(120), 600);
        return created;
    }

    private void assertSums(Api api, String window, String workspace, ZoneId zone) {
        JsonNode overview = api.get("/v1/overview?window=" + window).expect(200).data();
        Map<LocalDate, Long> shown = new TreeMap<>();
        for (JsonNode point : overview.path("currencies").path(0).path("points")) {
            long received = point.path("figures").path("received").asLong();
            if (received > 0) {
                shown.put(date(point, zone), received);
            }
        }
        Map<LocalDate, Long> expected = expected(workspace, zone, "received");
        expected.keySet()
                .removeIf(day -> day.isBefore(
                        date(overview.path("currencies").path(0).path("points").path(0), zone)));
        assertThat(shown).isEqualTo(expected).isNotEmpty();
    }

    private Map<LocalDate, Long> expected(String workspace, ZoneId zone, String column) {
        Map<LocalDate, Long> days = new TreeMap<>();
        sql.rows(RECEIVED, zone.getId(), workspace)
                .forEach(row -> days.put(LocalDate.parse(row.get("day")), Long.valueOf(row.get(column))));
        return days;
    }

    private static JsonNode day(JsonNode overview, int index) {
        return overview.path("currencies").path(0).path("points").path(index).path("figures");
    }

    private static LocalDate date(JsonNode overview, int index) {
        return date(overview.path("currencies").path(0).path("points").path(index), UTC);
    }

    private static LocalDate date(JsonNode point, ZoneId zone) {
        return OffsetDateTime.parse(point.path("start").asText())
                .atZoneSameInstant(zone)
                .toLocalDate();
    }
}
