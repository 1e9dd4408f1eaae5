package com.plugipay.people.factors;

import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.outbox.Write;
import com.plugipay.secrets.Hashes;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import java.time.Instant;

/**
 * What browsers were given for one use and have used: challenges of passkeys, and states of an OpenID provider. They are encrypted
 * and say themselves until when they count, so that nothing is stored before.
 */
public final class UsedTokenStore {
    private static final NamedSql USE = NamedSql.of("""
            insert into used_tokens (token_sha256, ends_at) values (:token_sha256, :ends_at)
            on conflict (token_sha256) do nothing
            returning token_sha256""");
    private static final NamedSql DELETE_ENDED = NamedSql.of("""
            delete from used_tokens as ended
             using (select token_sha256 from used_tokens where ends_at <= :before order by ends_at limit :most) as oldest
             where ended.token_sha256 = oldest.token_sha256 and ended.ends_at <= :before""");

    private final Database database;

    public UsedTokenStore(Database database) {
        this.database = database;
    }

    /** Uses a token up; false when it was used before. */
    public Future<Boolean> use(Secret token, Instant endsAt) {
        return database.run(USE, values(token, endsAt)).map(used -> used.rowCount() > 0);
    }

    /** Uses a token up in the step {@code token}, which has no row when it was used before. */
    static Write use(Write write, Secret token, Instant endsAt) {
        return write.step("token", USE, values(token, endsAt));
    }

    private static Values values(Secret token, Instant endsAt) {
        return Values.none().and("token_sha256", Hashes.sha256(token.bytes())).and("ends_at", endsAt);
    }

    /** Deletes some that would be over by now; gives their number. */
    public Future<Integer> deleteEnded(Instant before, int most) {
        return database.run(DELETE_ENDED, Values.none().and("before", before).and("most", most))
                .map(deleted -> deleted.rowCount());
    }
}
