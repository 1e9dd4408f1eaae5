package com.plugipay.people.factors;

import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.outbox.Write;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import java.util.List;

/** The recovery codes of people in the database: those that were not used yet. */
public final class RecoveryCodeStore {
    private static final NamedSql HASHES = NamedSql.of("""
            select hash from person_recovery_codes where person_id = :person_id order by hash""");
    private static final NamedSql ADD = NamedSql.of("""
            insert into person_recovery_codes (person_id, hash)
            select person_id, hash from (select :person_id::text as person_id, unnest(:hashes::text[]) as hash) added
             where exists (select 1 from changed)""");
    private static final NamedSql DELETE_OTHERS = NamedSql.of("""
            delete from person_recovery_codes
             where person_id = :person_id and hash <> all (:hashes::text[]) and exists (select 1 from changed)""");
    private static final NamedSql USE = NamedSql.of("""
            delete from person_recovery_codes where person_id = :person_id and hash = :hash
            returning person_id""");

    /** The statement sees the factors as they were before it: the one that it takes away is left out by its id. */
    private static final NamedSql DELETE_WITH_LAST = NamedSql.of("""
            delete from person_recovery_codes
             where person_id = :person_id and exists (select 1 from changed)
               and not exists (select 1 from person_passkeys where person_id = :person_id and id <> :factor)
               and not exists (
                   select 1 from person_authenticators
                    where person_id = :person_id and confirmed_at is not null and person_id <> :factor)""");

    private final Database database;

    public RecoveryCodeStore(Database database) {
        this.database = database;
    }

    /** The hashes of the codes that are left. */
    public Future<List<String>> hashes(String personId) {
        return database.many(HASHES, Values.none().and("person_id", personId), row -> row.getString("hash"));
    }

    /** Puts a set in the place of all codes, if there is a row in the step {@code changed}. */
    public static Write replace(Write write, String personId, List<Secret> hashes) {
        Values values = Values.none()
                .and("person_id", personId)
                .and("hashes", hashes.stream().map(Secret::reveal).toArray(String[]::new));
        return write.step("recovery_codes", ADD, values).step("former_recovery_codes", DELETE_OTHERS, values);
    }

    /** Uses a code up, in the step {@code factor}. */
    public static Write use(Write write, String personId, String hash) {
        return write.step(
                "factor", USE, Values.none().and("person_id", personId).and("hash", hash));
    }

    /**
     * Deletes the codes when the step {@code changed} takes away the last factor.
     *
     * @param factor the id of the passkey that is taken away, or that of the person for the authenticator app
     */
    public static Write deleteWithLast(Write write, String personId, String factor) {
        return write.step(
                "recovery_codes",
                DELETE_WITH_LAST,
                Values.none().and("person_id", personId).and("factor", factor));
    }
}
