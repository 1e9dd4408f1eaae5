package com.plugipay.people.factors;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.outbox.Write;
import com.plugipay.people.credentials.Totp;
import com.plugipay.secrets.EncryptedColumn;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.MasterKeys.Place;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** The authenticator apps of people in the database, one for each person. */
public final class AuthenticatorStore {
    /** Takes the place of one that was never confirmed, and of no other. */
    private static final NamedSql START = NamedSql.of("""
            insert into person_authenticators (person_id, secret, last_step, created_at)
            values (:person_id, :secret, 0, :now)
            on conflict (person_id) do update set secret = excluded.secret, created_at = excluded.created_at
             where person_authenticators.confirmed_at is null
            returning person_id""");

    private static final NamedSql FIND = NamedSql.of("""
            select person_id, secret, confirmed_at from person_authenticators where person_id = :person_id""");
    private static final NamedSql CONFIRM = NamedSql.of("""
            update person_authenticators set confirmed_at = :now, last_step = :step
             where person_id = :person_id and secret = :secret and confirmed_at is null
            returning person_id""");
    private static final NamedSql ACCEPT = NamedSql.of("""
            update person_authenticators set last_step = :step
             where person_id = :person_id and confirmed_at is not null and last_step < :step
            returning person_id""");
    private static final NamedSql DELETE = NamedSql.of("""
            delete from person_authenticators where person_id = :person_id and confirmed_at is not null
            returning person_id""");

    private final Database database;
    private final MasterKeys masterKeys;

    public AuthenticatorStore(Database database, MasterKeys masterKeys) {
        this.database = database;
        this.masterKeys = masterKeys;
    }

    /**
     * The authenticator app of a person.
     *
     * @param secret what its codes are computed from, in base 32
     * @param isConfirmed whether a code of it was typed, so that it is asked for from then on
     */
    public record Authenticator(Secret secret, Buffer encrypted, boolean isConfirmed) {}

    public Future<Optional<Authenticator>> find(String personId) {
        return database.one(FIND, of(personId), row -> {
            Buffer encrypted = row.getBuffer("secret");
            return new Authenticator(
                    masterKeys.decrypt(place(personId), encrypted.getBytes()),
                    encrypted,
                    Columns.instant(row, "confirmed_at") != null);
        });
    }

    /** Gives the person an app that is not confirmed, in the step {@code changed}; one that is confirmed stays. */
    public Write start(Write write, String personId) {
        Buffer encrypted = Buffer.buffer(masterKeys.encrypt(place(personId), Totp.newSecret()));
        return write.step("changed", START, of(personId).and("secret", encrypted));
    }

    /** Confirms the app by a code that belongs to this step of time, in the step {@code changed}. */
    public static Write confirm(Write write, String personId, Authenticator authenticator, long step) {
        return write.step(
                "changed",
                CONFIRM,
                of(personId).and("secret", authenticator.encrypted()).and("step", step));
    }

    /** Accepts a code that belongs to this step of time, in the step {@code factor}, unless one of that or a later one was. */
    public static Write accept(Write write, String personId, long step) {
        return write.step("factor", ACCEPT, of(personId).and("step", step));
    }

    /** Takes the app away, in the step {@code changed}. */
    public static Write delete(Write write, String personId) {
        return write.step("changed", DELETE, of(personId));
    }

    private static Values of(String personId) {
        return Values.none().and("person_id", personId);
    }

    private static Place place(String personId) {
        return EncryptedColumn.AUTHENTICATOR_SECRET.of(personId, "live", personId);
    }
}
