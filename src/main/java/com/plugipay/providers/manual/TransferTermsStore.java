package com.plugipay.providers.manual;

import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** By what a transfer is recognized, found for an attempt. */
final class TransferTermsStore {
    private static final NamedSql OF_ATTEMPT = NamedSql.of("""
            select u.code,
                   (select possible.reference
                      from unnest(:references::text[]) with ordinality as possible (reference, position)
                     where not exists (
                            select 1 from payment_attempts other
                             where other.workspace_id = :workspace and other.mode = :mode and other.provider = 'manual'
                               and other.provider_reference = possible.reference and other.id <> a.id)
                     order by possible.position limit 1) as reference
              from payment_attempts a
              left join unique_amounts u on u.workspace_id = :workspace and u.mode = :mode
                and u.owner_id = coalesce(a.checkout_session_id, a.payment_id)
                and u.currency = a.currency and u.amount = a.amount
             where a.workspace_id = :workspace and a.mode = :mode and a.id = :attempt_id""");

    private final Database database;

    TransferTermsStore(Database database) {
        this.database = database;
    }

    /**
     * Finds the terms of an attempt; empty when there is no such attempt.
     *
     * @param references possible ones; the first that no other attempt has is taken, and the first when others have all
     */
    Future<Optional<TransferTerms>> find(Tenant tenant, String attemptId, List<String> references) {
        Values values =
                Values.of(tenant).and("attempt_id", attemptId).and("references", references.toArray(String[]::new));
        return database.pointQueries()
                .one(
                        OF_ATTEMPT,
                        values,
                        row -> new TransferTerms(
                                row.getLong("code"),
                                Optional.ofNullable(row.getString("reference")).orElse(references.getFirst())));
    }
}
