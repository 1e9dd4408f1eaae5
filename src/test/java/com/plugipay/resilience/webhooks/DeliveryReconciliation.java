package com.plugipay.resilience.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.DirectSql;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares what receivers have got with what the gateway has written down about it. */
final class DeliveryReconciliation {
    private final DirectSql sql;
    private final List<CrashWindow> crashes;

    DeliveryReconciliation(DirectSql sql, List<CrashWindow> crashes) {
        this.sql = sql;
        this.crashes = List.copyOf(crashes);
    }

    /** Every event has reached it, and what is told to have succeeded is what it has taken. */
    void requireAllAt(WebhookReceiver mailbox, String endpoint, String workspace) {
        Set<String> events = Set.copyOf(
                sql.texts("select id from events where workspace_id = ? and type = 'customer.created'", workspace));
        assertThat(mailbox.takenEvents()).as(mailbox.name()).isEqualTo(events);
        assertThat(deliveries(endpoint, "succeeded"))
                .as(mailbox.name())
                .hasSameSizeAs(events)
                .isEqualTo(mailbox.takenDeliveries());
        assertThat(sql.number("select count(*) from webhook_deliveries where endpoint_id = ?", endpoint))
                .as(mailbox.name())
                .isEqualTo(events.size());
    }

    /** Nothing has reached it that it took, and nothing is told to have. */
    void requireNothingAt(WebhookReceiver mailbox, String endpoint) {
        assertThat(mailbox.arrivals()).as(mailbox.name()).isNotEmpty().noneMatch(ReceivedDelivery::taken);
        assertThat(deliveries(endpoint, "succeeded")).as(mailbox.name()).isEmpty();
    }

    private Set<String> deliveries(String endpoint, String status) {
        return new HashSet<>(
                sql.texts("select id from webhook_deliveries where endpoint_id = ? and status = ?", endpoint, status));
    }

    /**
     * How many arrivals the gateway knows nothing of: it died before it had written them down, and sent again. Fails when
     * there is one that no crash explains.
     */
    int duplicates(WebhookReceiver mailbox, String endpoint) {
        Map<String, Integer> attempts = new HashMap<>();
        sql.rows("select id, attempts from webhook_deliveries where endpoint_id = ?", endpoint)
                .forEach(row -> attempts.put(
                        String.valueOf(row.get("id")), Integer.valueOf(String.valueOf(row.get("attempts")))));
        Map<String, List<ReceivedDelivery>> arrivals = mailbox.arrivals().stream()
                .collect(Collectors.groupingBy(ReceivedDelivery::delivery, TreeMap::new, Collectors.toList()));
        int duplicates = 0;
        for (Map.Entry<String, List<ReceivedDelivery>> each : arrivals.entrySet()) {
            int more = each.getValue().size() - attempts.getOrDefault(each.getKey(), 0);
            if (more > 0) {
                assertThat(crashes.stream().filter(crash -> crash.explains(each.getValue())))
                        .as("%s has got %s without a crash: %s of %s", mailbox.name(), each, crashes, attempts.size())
                        .hasSizeGreaterThanOrEqualTo(more);
                duplicates += more;
            }
        }
        return duplicates;
    }
}
