package com.plugipay.settlement;

import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Tenant;
import com.plugipay.payments.Payment;
import com.plugipay.payments.PaymentRow;
import io.vertx.core.Future;
import java.util.Optional;

/** Reads the payment that a decision about an attempt is made on. */
final class SettlementStateStore {
    /**
     * The payment and its other attempts are read by one statement: whoever changes which attempts hold a pending payment
     * changes the payment's {@code updated_at} too, so that a decision made on an older state is not written.
     */
    private static final NamedSql FIND = NamedSql.of("select " + PaymentRow.SELECTED + """
                , exists (
                      select 1 from payment_attempts a
                       where a.workspace_id = :workspace and a.mode = :mode and a.payment_id = :payment_id
                         and a.id <> :attempt_id and a.status in ('starting', 'active', 'succeeded', 'review')
                  ) as held_by_others
              from payments
             where workspace_id = :workspace and mode = :mode and id = :payment_id""");

    private final Database database;

    SettlementStateStore(Database database) {
        this.database = database;
    }

    /** @param heldByOthers whether another attempt of the payment is under way, is in review or has paid it */
    record FoundPayment(Payment payment, boolean heldByOthers) {}

    /** The payment of this id, for a decision about the attempt of that id, which is empty when there is none. */
    Future<Optional<FoundPayment>> findPayment(Tenant tenant, String paymentId, String attemptId) {
        Values values = Values.of(tenant).and("payment_id", paymentId).and("attempt_id", attemptId);
        return database.pointQueries()
                .one(FIND, values, row -> new FoundPayment(PaymentRow.read(row), row.getBoolean("held_by_others")));
    }
}
