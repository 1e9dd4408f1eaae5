package com.plugipay.people.factors;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Ids;
import com.plugipay.outbox.Write;
import com.plugipay.people.credentials.NewPasskey;
import com.plugipay.people.credentials.PasskeyUse;
import com.plugipay.people.credentials.StoredPasskey;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The passkeys of people in the database. */
public final class PasskeyStore {
    /** More devices than anybody signs in with. */
    public static final int MOST = 10;

    private static final String COLUMNS = """
            person_id, id, credential_id, name, public_key, sign_count, transports, is_backed_up, created_at, last_used_at""";
    private static final NamedSql LIST =
            NamedSql.of("select " + COLUMNS + " from person_passkeys where person_id = :person_id order by id");
    private static final NamedSql BY_CREDENTIAL =
            NamedSql.of("select " + COLUMNS + " from person_passkeys where credential_id = :credential_id");
    private static final NamedSql ADD = NamedSql.of("""
            insert into person_passkeys (person_id, id, credential_id, name, public_key, sign_count, transports, is_backed_up,
                created_at)
            select :person_id, :id, :credential_id, :name, :public_key, :sign_count, :transports, :is_backed_up, :now
             where exists (select 1 from token)
               and (select count(*) from person_passkeys where person_id = :person_id) < :most
            returning person_id""");

    /** A count that does not grow is that of a copy, unless the passkey does not count. */
    private static final NamedSql ACCEPT = NamedSql.of("""
            update person_passkeys set sign_count = :sign_count, is_backed_up = :is_backed_up, last_used_at = :now
             where person_id = :person_id and credential_id = :credential_id
               and (sign_count < :sign_count or sign_count = 0 and :sign_count = 0)
               and exists (select 1 from token)
            returning person_id""");

    private static final NamedSql DELETE = NamedSql.of("""
            delete from person_passkeys where person_id = :person_id and id = :id
            returning person_id""");

    private final Database database;

    public PasskeyStore(Database database) {
        this.database = database;
    }

    /** The passkeys of a person, the oldest first. */
    public Future<List<Passkey>> list(String personId) {
        return database.many(LIST, Values.none().and("person_id", personId), PasskeyStore::read);
    }

    /** The passkey of this credential id, whoever has it. */
    public Future<Optional<Passkey>> byCredential(String credentialId) {
        return database.one(BY_CREDENTIAL, Values.none().and("credential_id", credentialId), PasskeyStore::read);
    }

    /** Adds a passkey in the step {@code changed}, if the step {@code token} has a row and the person has not too many. */
    public static Write add(Write write, String personId, String name, NewPasskey passkey, Instant now) {
        return write.step(
                        "changed",
                        ADD,
                        Values.none()
                                .and("person_id", personId)
                                .and("id", Ids.at(now, "psk"))
                                .and("credential_id", passkey.credentialId())
                                .and("name", name)
                                .and("public_key", passkey.publicKey())
                                .and("sign_count", passkey.signCount())
                                .and("transports", passkey.transports().toArray(String[]::new))
                                .and("is_backed_up", passkey.isBackedUp())
                                .and("most", MOST))
                .refusing("person_passkeys_credential_key", ErrorCode.CONFLICT::exception);
    }

    /** Accepts the use of a passkey in the step {@code factor}, if the step {@code token} has a row. */
    public static Write accept(Write write, StoredPasskey passkey, PasskeyUse use) {
        return write.step(
                "factor",
                ACCEPT,
                Values.none()
                        .and("person_id", passkey.personId())
                        .and("credential_id", passkey.credentialId())
                        .and("sign_count", use.signCount())
                        .and("is_backed_up", use.isBackedUp()));
    }

    /** Takes a passkey away in the step {@code changed}. */
    public static Write delete(Write write, String personId, String id) {
        return write.step(
                "changed", DELETE, Values.none().and("person_id", personId).and("id", id));
    }

    private static Passkey read(Row row) {
        return new Passkey(
                row.getString("id"),
                row.getString("name"),
                row.getBoolean("is_backed_up"),
                Columns.moment(row, "created_at"),
                Columns.instant(row, "last_used_at"),
                new StoredPasskey(
                        row.getString("person_id"),
                        row.getString("credential_id"),
                        row.getBuffer("public_key"),
                        row.getLong("sign_count"),
                        List.of(row.getArrayOfStrings("transports"))));
    }
}
