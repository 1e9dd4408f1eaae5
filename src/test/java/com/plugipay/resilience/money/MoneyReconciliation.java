package com.plugipay.resilience.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.DirectSql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares the gateway's books with those of the providers, to the unit, and with themselves. */
public final class MoneyReconciliation {
    /** The paid amount of each attempt, and how much of it was refunded through the provider. */
    private static final String OURS = """
            select a.id, a.provider, coalesce(a.provider_data ->> 'paymentRequestId', a.provider_reference) as charge,
                   case a.status when 'succeeded' then coalesce(p.amount, 0)
                                 when 'review' then coalesce(a.received_amount, 0) else 0 end as paid,
                   coalesce((select sum(r.amount) from refunds r
                              where r.payment_id = a.payment_id and r.status = 'succeeded' and r.provider = a.provider
                                and a.status = 'succeeded'), 0) as refunded
              from payment_attempts a left join payments p on p.id = a.payment_id""";

    private final DirectSql sql;
    private final StandInControl standIns;
    private final ObjectHistory history;

    public MoneyReconciliation(DirectSql sql, StandInControl standIns) {
        this.sql = sql;
        this.standIns = standIns;
        this.history = new ObjectHistory(sql, standIns);
    }

    /** Paid and refunded, at one provider or of one charge, in minor units. */
    private record Money(long paid, long refunded) {
        private static final Money NONE = new Money(0, 0);

        Money plus(Money other) {
            return new Money(paid + other.paid, refunded + other.refunded);
        }

        /** For the provider a captured card that is canceled was never paid; the gateway has a payment and its refund. */
        Money withoutCanceled(@Nullable Money theirs) {
            return theirs != null && theirs.equals(NONE) && paid == refunded ? NONE : this;
        }
    }

    /** Fails with the history of every charge that differs. */
    public void requireEqual() {
        List<String> wrong = new ArrayList<>();
        Map<String, Money> theirs = new TreeMap<>();
        Map<String, Money> theirSums = new TreeMap<>();
        Map<String, String> references = new HashMap<>();
        for (JsonNode charge : standIns.books()) {
            Money money = new Money(
                    charge.path("paid").asLong(), charge.path("refunded").asLong());
            theirs.merge(charge.path("reference").asText(), money, Money::plus);
            references.put(charge.path("id").asText(), charge.path("reference").asText());
            theirSums.merge(charge.path("provider").asText(), money, Money::plus);
        }
        Map<String, Money> ourSums = new TreeMap<>();
        Map<String, Money> ours = new TreeMap<>();
        Map<String, String> providers = new HashMap<>();
        for (Map<String, String> row : sql.rows(OURS)) {
            String id = String.valueOf(row.get("id"));
            // A second payment of a charge is a new attempt in the gateway, and the same charge at the provider.
            String charge = theirs.containsKey(id) ? id : references.getOrDefault(row.get("charge"), id);
            Money money = new Money(Long.parseLong(row.get("paid")), Long.parseLong(row.get("refunded")));
            ours.merge(charge, money, Money::plus);
            providers.put(charge, row.get("provider"));
        }
        ours.forEach((charge, all) -> {
            Money their = theirs.remove(charge);
            Money money = all.withoutCanceled(their);
            ourSums.merge(String.valueOf(providers.get(charge)), money, Money::plus);
            if (!money.equals(their == null ? Money.NONE : their)) {
                wrong.add("ours " + money + ", theirs " + their + "\n" + history.of(charge));
            }
        });
        theirs.forEach(
                (reference, money) -> wrong.add("a charge that the gateway does not know: " + reference + " " + money));
        MoneyInvariants.ALL.forEach(
                (rule, query) -> sql.texts(query).forEach(id -> wrong.add(rule + ": " + id + "\n" + history.of(id))));
        assertThat(wrong)
                .as(wrong.size() + " differences:\n"
                        + String.join("\n\n", wrong.stream().limit(12).toList()))
                .isEmpty();
        assertThat(ourSums).isEqualTo(theirSums);
    }
}
