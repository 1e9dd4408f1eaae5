package com.plugipay.people;

import com.plugipay.auth.PersonPrincipal;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.secrets.Secret;
import com.plugipay.text.Language;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** People in the database. What they do about their own accounts is audited under their own ids. */
public final class PersonStore {
    /** Adds a person with an address that nobody has yet. */
    public static final NamedSql INSERT = NamedSql.of("""
            insert into people (id, email, name, locale, email_verified_at, created_at, updated_at)
            values (:id, :email, :name, :locale, :email_verified_at, :now, :now)
            on conflict (email) do nothing
            returning id""");

    /** What {@link #read} reads of the person {@code p}. */
    // Not by "exists": Postgres may read all authenticators for that, to keep them for other people of the statement.
    static final String COLUMNS = """

            p.id, p.email, p.name, p.locale, p.email_verified_at, p.password is not null as has_password, p.last_sign_in_at,
            p.created_at, p.updated_at,
            coalesce(
                (select true from person_authenticators where person_id = p.id and confirmed_at is not null),
                (select true from person_passkeys where person_id = p.id limit 1),
                false) as has_second_factor""";

    private static final String PERSON = "select " + COLUMNS + ", p.password from people p";
    private static final NamedSql FIND = NamedSql.of(PERSON + " where id = :id");
    private static final NamedSql BY_EMAIL = NamedSql.of(PERSON + " where email = :email");
    private static final NamedSql PASSWORD = NamedSql.of("select password from people where id = :id");
    private static final NamedSql UPDATE = NamedSql.of("""
            update people set name = :name, locale = :locale, updated_at = %s where id = :id
            returning id""".formatted(UpdatedAt.SQL));

    /** A step with a row for a person. */
    static final NamedSql EXISTS = NamedSql.of("select id from people where id = :id");

    /** Unless the person is a member of a workspace. */
    static final NamedSql DELETE = NamedSql.of("""
            delete from people p
             where p.id = :id and not exists (select 1 from members m where m.person_id = :id)
            returning id""");

    /** By a link, if this request is the one that uses it. */
    static final NamedSql SET_EMAIL = NamedSql.of("""
            update people set email = :email, email_verified_at = :now, updated_at = %s
             where id = :id and exists (select 1 from used)
            returning id""".formatted(UpdatedAt.SQL));

    private static final String SET_PASSWORD = """
            update people set password = :password, email_verified_at = coalesce(email_verified_at, :verified_at),
                   updated_at = %s
             where id = :id%s
            returning id""";

    private static final NamedSql CHANGE_PASSWORD = NamedSql.of(SET_PASSWORD.formatted(UpdatedAt.SQL, ""));

    /** By a link, if this request is the one that uses it. */
    private static final NamedSql PASSWORD_BY_LINK =
            NamedSql.of(SET_PASSWORD.formatted(UpdatedAt.SQL, " and exists (select 1 from used)"));

    /** Other sessions end with the password that they were begun with. */
    private static final NamedSql END_OTHERS = NamedSql.of("""
            delete from person_sessions
             where person_id = :id and id is distinct from :session_id and exists (select 1 from changed)""");

    private static final NamedSql END_LINKS = NamedSql.of("""
            update person_links set used_at = :now
             where person_id = :id and used_at is null and exists (select 1 from changed)""");

    private final Database database;

    public PersonStore(Database database) {
        this.database = database;
    }

    /** A person with the hash of the password. */
    record WithPassword(Person person, @Nullable Secret hash) {}

    public Future<Optional<Person>> find(String id) {
        return database.one(FIND, Values.none().and("id", id), PersonStore::read);
    }

    /** The person who has this address. */
    public Future<Optional<Person>> byEmail(String email) {
        return withPassword(email).map(found -> found.map(WithPassword::person));
    }

    Future<Optional<WithPassword>> withPassword(String email) {
        return database.one(
                BY_EMAIL,
                Values.none().and("email", Person.normal(email)),
                row -> new WithPassword(read(row), secret(row.getString("password"))));
    }

    /** The hash of the person's password; empty for none. */
    Future<Optional<Secret>> password(String id) {
        return database.one(
                        PASSWORD,
                        Values.none().and("id", id),
                        row -> Optional.ofNullable(secret(row.getString("password"))))
                .map(found -> found.flatMap(hash -> hash));
    }

    /** The values of {@link #INSERT}. */
    public static Values values(Person person) {
        return Values.none()
                .and("id", person.id())
                .and("email", person.email())
                .and("name", person.name())
                .and("locale", person.locale().code())
                .and("email_verified_at", person.emailVerified() ? person.createdAt() : null);
    }

    /** Changes the name and the language. */
    Change<Person> update(ChangeContext context, Person changed) {
        return Write.of(context)
                .step(
                        "changed",
                        UPDATE,
                        Values.none()
                                .and("id", changed.id())
                                .and("name", changed.name())
                                .and("locale", changed.locale().code()))
                .audit("person.updated", changed.id())
                .returning(changed);
    }

    /**
     * Sets the password of a person who has proved it; the other sessions end, and all links.
     *
     * @param sessionId the session that goes on; null for none
     */
    static Write changePassword(ChangeContext context, Person person, Secret hash, @Nullable String sessionId) {
        Values values = of(person).and("password", hash.reveal()).and("verified_at", null);
        Write write = Write.of(context).step("changed", CHANGE_PASSWORD, values);
        return ending(write, person, sessionId, context.ip());
    }

    /** Sets the password by a link, whose use is the step {@code used}; all sessions end, and all links. */
    static Write passwordByLink(Write using, Person person, Secret hash, String ip, Instant now) {
        Values values = of(person).and("password", hash.reveal()).and("verified_at", now);
        return ending(using.step("changed", PASSWORD_BY_LINK, values), person, null, ip);
    }

    private static Write ending(Write write, Person person, @Nullable String sessionId, @Nullable String ip) {
        write.step("ended_sessions", END_OTHERS, of(person).and("session_id", sessionId))
                .step("ended_links", END_LINKS, of(person));
        return PersonAuditStatement.everywhere(write, person.actor(), ip, "person.password_changed");
    }

    static Values of(Person person) {
        return Values.none().and("id", person.id());
    }

    /** The context of what a person does about the own account. */
    static ChangeContext context(Person person, @Nullable String ip, Instant now) {
        return new ChangeContext(PersonPrincipal.tenantOf(person.id()), person.actor(), ip, now, null);
    }

    static Person require(Optional<Person> found) {
        return found.orElseThrow(ErrorCode.NOT_FOUND::exception);
    }

    private static @Nullable Secret secret(@Nullable String text) {
        return text == null ? null : new Secret(text);
    }

    static Person read(Row row) {
        return new Person(
                row.getString("id"),
                row.getString("email"),
                row.getString("name"),
                Language.of(row.getString("locale")),
                Columns.instant(row, "email_verified_at") != null,
                row.getBoolean("has_password"),
                row.getBoolean("has_second_factor"),
                Columns.instant(row, "last_sign_in_at"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"));
    }
}
