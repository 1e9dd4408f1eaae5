package com.plugipay.billing.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.db.Database;
import com.plugipay.documents.Billing;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What has ended is deleted, the oldest first, and nothing else. */
@ExtendWith(VertxExtension.class)
class EndedPortalSessionsTest {
    private static final Duration LINK = Duration.ofMinutes(15);

    @Test
    void areDeletedInBatches(Vertx vertx) {
        try (TestGateway gateway = TestGateway.start(TestDatabase.create())) {
            Database database = Database.connect(vertx, gateway.databaseConfig());
            PortalSessionStore sessions = new PortalSessionStore(database);
            DirectSql sql = new DirectSql(gateway.databaseConfig());
            Api api = gateway.merchant();
            String customer = Billing.customer(api, "Siti");
            create(api, customer);
            create(api, customer);
            String visited = create(api, customer);
            api.raw("GET", URI.create(visited).getRawPath(), new byte[0], Map.of())
                    .expect(303);
            Instant linksEnd = gateway.clock().instant().plus(LINK);

            assertThat(TestGateway.get(sessions.deleteEnded(linksEnd.minus(LINK), 10)))
                    .isZero();
            assertThat(TestGateway.get(sessions.deleteEnded(linksEnd, 1))).isEqualTo(1);
            assertThat(TestGateway.get(sessions.deleteEnded(linksEnd, 10))).isEqualTo(1);
            assertThat(sql.number("select count(*) from portal_sessions where cookie_sha256 is not null"))
                    .isEqualTo(1);
            assertThat(TestGateway.get(sessions.deleteEnded(linksEnd.plus(PortalSessionStore.VISIT), 10)))
                    .isEqualTo(1);
            TestGateway.get(database.close());
        }
    }

    private static String create(Api api, String customer) {
        return api.post(
                        "/v1/portal-sessions",
                        "{\"customerId\":\"" + customer + "\",\"returnUrl\":\"https://shop.example/account\"}")
                .expect(201)
                .text("url");
    }
}
