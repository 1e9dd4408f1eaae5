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

/** Compares the deliveries that receivers have got with the gateway's records. */
final class DeliveryReconciliation {
    private final DirectSql sql;
    private final List<CrashWindow> crashes;

    DeliveryReconciliation(DirectSql sql, List<CrashWindow> crashes) {
        this.sql = sql;
        this.crashes = List.copyOf(crashes);
    }

    /** Every event has reached the receiver, and the succeeded deliveries are those that it accepted. */
    void requireAllAt(WebhookReceiver receiver, String endpoint, String workspace) {
        Set<String> events = Set.copyOf(
                sql.texts("select id from events where workspace_id = ? and type = 'customer.created'", workspace));
        assertThat(receiver.acceptedEvents()).as(receiver.name()).isEqualTo(events);
        assertThat(deliveries(endpoint, "succeeded"))
                .as(receiver.name())
                .hasSameSizeAs(events)
                .isEqualTo(receiver.acceptedDeliveries());
        assertThat(sql.number("select count(*) from webhook_deliveries where endpoint_id = ?", endpoint))
                .as(receiver.name())
                .isEqualTo(events.size());
    }

    /** The receiver has accepted nothing, and no delivery has succeeded. */
    void requireNothingAt(WebhookReceiver receiver, String endpoint) {
        assertThat(receiver.arrivals()).as(receiver.name()).isNotEmpty().noneMatch(ReceivedDelivery::accepted);
        assertThat(deliveries(endpoint, "succeeded")).as(receiver.name()).isEmpty();
    }

    private Set<String> deliveries(String endpoint, String status) {
        return new HashSet<>(
                sql.texts("select id from webhook_deliveries where endpoint_id = ? and status = ?", endpoint, status));
    }

    /**
     * The number of deliveries that the gateway sent, could not record before it was killed, and sent again. Fails when there
     * is one that no crash explains.
     */
    int duplicates(WebhookReceiver receiver, String endpoint) {
        Map<String, Integer> attempts = new HashMap<>();
        sql.rows("select id, attempts from webhook_deliveries where endpoint_id = ?", endpoint)
                .forEach(row -> attempts.put(
                        String.valueOf(row.get("id")), Integer.valueOf(String.valueOf(row.get("attempts")))));
        Map<String, List<ReceivedDelivery>> arrivals = receiver.arrivals().stream()
                .collect(Collectors.groupingBy(ReceivedDelivery::delivery, TreeMap::new, Collectors.toList()));
        int duplicates = 0;
        for (Map.Entry<String, List<ReceivedDelivery>> each : arrivals.entrySet()) {
            int more = each.getValue().size() - attempts.getOrDefault(each.getKey(), 0);
            if (more > 0) {
                assertThat(crashes.stream().filter(crash -> crash.explains(each.getValue())))
                        .as("%s has got %s without a crash: %s of %s", receiver.name(), each, crashes, attempts.size())
                        .hasSizeGreaterThanOrEqualTo(more);
                duplicates += more;
            }
        }
        return duplicates;
    }
}
