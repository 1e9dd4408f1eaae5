package com.plugipay.weather;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares the gateway's books with those of the providers, to the unit, and with themselves. */
final class MoneyBooks {
    /** What each attempt has taken, and what of it has gone back through the provider. */
    private static final String OURS = """
            select a.id, a.provider,
                   case a.status when 'succeeded' then p.amount
                                 when 'review' then coalesce(a.received_amount, 0) else 0 end as paid,
                   coalesce((select sum(r.amount) from refunds r
                              where r.payment_id = a.payment_id and r.status = 'succeeded' and r.provider = a.provider
                                and a.status = 'succeeded'), 0) as refunded
              from payment_attempts a left join payments p on p.id = a.payment_id""";

    private final Sql sql;
    private final Counterparty counterparty;
    private final History history;

    MoneyBooks(Sql sql, Counterparty counterparty) {
        this.sql = sql;
        this.counterparty = counterparty;
        this.history = new History(sql, counterparty);
    }

    /** Paid and refunded, at one provider or of one charge, in minor units. */
    private record Money(long paid, long refunded) {
        Money plus(Money other) {
            return new Money(paid + other.paid, refunded + other.refunded);
        }
    }

    /** Fails with the whole history of whatever is wrong. */
    void requireRight() {
        List<String> wrong = new ArrayList<>();
        Map<String, Money> theirs = new TreeMap<>();
        Map<String, Money> theirSums = new TreeMap<>();
        for (JsonNode book : counterparty.books()) {
            Money money =
                    new Money(book.path("paid").asLong(), book.path("refunded").asLong());
            theirs.merge(book.path("reference").asText(), money, Money::plus);
            theirSums.merge(book.path("provider").asText(), money, Money::plus);
        }
        Map<String, Money> ourSums = new TreeMap<>();
        for (Map<String, String> row : sql.rows(OURS)) {
            Money ours = new Money(Long.parseLong(row.get("paid")), Long.parseLong(row.get("refunded")));
            ourSums.merge(row.get("provider"), ours, Money::plus);
            Money their = theirs.remove(row.get("id"));
            if (!ours.equals(their == null ? new Money(0, 0) : their)) {
                wrong.add("ours " + ours + ", theirs " + their + "\n" + history.of(String.valueOf(row.get("id"))));
            }
        }
        theirs.forEach((reference, money) -> wrong.add("a charge that we do not know: " + reference + " " + money));
        MoneyRules.ALL.forEach(
                (rule, query) -> sql.texts(query).forEach(id -> wrong.add(rule + ": " + id + "\n" + history.of(id))));
        assertThat(wrong)
                .as(wrong.size() + " differences:\n"
                        + String.join("\n\n", wrong.stream().limit(12).toList()))
                .isEmpty();
        assertThat(ourSums).isEqualTo(theirSums);
    }
}
