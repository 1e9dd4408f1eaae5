package com.plugipay.people;

import com.plugipay.auth.PersonPrincipal;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Actor;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.secrets.RandomToken;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Links that are used once, by which people prove who they are. */
public final class PersonLinkStore {
    private static final Actor SYSTEM = Actor.timer("links", "Links for signing in");

    private static final NamedSql INSERT = NamedSql.of("""
            insert into person_links (person_id, token_sha256, kind, email, ends_at, created_at)
            values (:person_id, :token_sha256, :kind, :email, :ends_at, :now)
            returning person_id""");
    private static final NamedSql FIND = NamedSql.of("""
            select l.kind, l.email as new_email, %s
              from person_links l join people p on p.id = l.person_id
             where l.token_sha256 = :token_sha256 and l.used_at is null and l.ends_at > :now""".formatted(PersonStore.COLUMNS));

    private static final String USE_ONCE = """
            update person_links set used_at = :now
             where person_id = :person_id and token_sha256 = :token_sha256 and used_at is null and ends_at > :now%s
            returning person_id""";

    private static final NamedSql USE = NamedSql.of(USE_ONCE.formatted(""));
    private static final NamedSql USE_WITH_FACTOR =
            NamedSql.of(USE_ONCE.formatted(" and exists (select 1 from factor)"));

    private static final NamedSql DELETE_ENDED = NamedSql.of("""
            delete from person_links as ended
             using (select person_id, token_sha256 from person_links
                     where ends_at <= :before order by ends_at limit :most) as oldest
             where ended.person_id = oldest.person_id and ended.token_sha256 = oldest.token_sha256
               and ended.ends_at <= :before""");

    private final Database database;

    public PersonLinkStore(Database database) {
        this.database = database;
    }

    /** What a link is for, and how long it lasts. */
    public enum Kind {
        /** Signs in: printed for the first owner. */
        SIGN_IN(Duration.ofDays(1)),
        /** Sets a new password. */
        PASSWORD(Duration.ofHours(1)),
        /** Proves a new address. */
        EMAIL(Duration.ofHours(24)),
        /** No link: a browser has its token after the first factor, and shows it with the second one. */
        SECOND_FACTOR(Duration.ofMinutes(10));

        private final Duration lasts;

        Kind(Duration lasts) {
            this.lasts = lasts;
        }

        /** How long it can be used. */
        public Duration lasts() {
            return lasts;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A link that was not used yet. */
    public record Link(Kind kind, Person person, @Nullable String newEmail, Secret token) {}

    /** Makes a link; its token is shown this once. */
    public Future<Secret> make(Person person, Kind kind, @Nullable String newEmail, Instant now) {
        Secret token = RandomToken.random();
        return Write.of(ChangeContext.worker(PersonPrincipal.tenantOf(person.id()), SYSTEM, now))
                .step(
                        "changed",
                        INSERT,
                        Values.none()
                                .and("person_id", person.id())
                                .and("token_sha256", RandomToken.hash(token))
                                .and("kind", kind.text())
                                .and("email", newEmail)
                                .and("ends_at", now.plus(kind.lasts)))
                .audit("person_link.made", person.id(), Map.of("kind", kind.text()))
                .returning(token)
                .run(database);
    }

    /** The link of this token, unless it is over or was used. */
    Future<Optional<Link>> find(String token, Instant now) {
        if (!RandomToken.isPossible(token)) {
            return Future.succeededFuture(Optional.empty());
        }
        Secret secret = new Secret(token);
        Values values =
                Values.none().and("token_sha256", RandomToken.hash(secret)).and("now", now);
        return database.one(FIND, values, row -> read(row, secret));
    }

    /** A write whose step {@code used} has a row when this request is the one that uses the link. */
    static Write using(Write write, Link link) {
        return write.step("used", USE, values(link));
    }

    /** The same, if also the step {@code factor} has a row. */
    static Write usingWithFactor(Write write, Link link) {
        return write.step("used", USE_WITH_FACTOR, values(link));
    }

    private static Values values(Link link) {
        return Values.none().and("person_id", link.person().id()).and("token_sha256", RandomToken.hash(link.token()));
    }

    /** Deletes some links that are over; gives their number. */
    Future<Integer> deleteEnded(Instant before, int most) {
        return database.run(DELETE_ENDED, Values.none().and("before", before).and("most", most))
                .map(deleted -> deleted.rowCount());
    }

    private static Link read(Row row, Secret token) {
        return new Link(
                Columns.constant(row, "kind", Kind.class), PersonStore.read(row), row.getString("new_email"), token);
    }
}
