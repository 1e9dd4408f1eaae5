package com.plugipay.people;

import com.plugipay.auth.MemberRole;
import com.plugipay.auth.Sessions;
import com.plugipay.auth.SignedIn;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.ExistingWorkspaces;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.model.TimeZones;
import com.plugipay.outbox.Write;
import com.plugipay.people.SignIn.Browser;
import com.plugipay.secrets.RandomToken;
import com.plugipay.secrets.Secret;
import com.plugipay.text.Language;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sessions of people in the database. */
public final class SessionStore implements Sessions {
    /** How far {@code lastUsedAt} may lag behind. */
    private static final Duration RECORD_EVERY = Duration.ofMinutes(1);

    private static final int LONGEST_USER_AGENT = 300;

    /** Of the workspace that is named, else of the one that the session shows, else of any. */
    private static final NamedSql FIND = NamedSql.of("""
            select s.id as session_id, p.id as person_id, p.email, p.name, p.locale, s.confirmed_at, s.last_used_at,
                   coalesce(:mode, s.mode) as mode, m.workspace_id, w.name as workspace_name, b.time_zone, b.default_currency,
                   m.id as member_id, m.role
              from person_sessions s
              join people p on p.id = s.person_id
              left join lateral (
                   select * from members
                    where person_id = s.person_id
                      and (:workspace::text is null or workspace_id = :workspace) and %s
                    order by workspace_id is not distinct from s.workspace_id desc, workspace_id limit 1) m on true
              left join workspaces w on w.id = m.workspace_id
              left join billing_settings b on b.workspace_id = m.workspace_id and b.mode = coalesce(:mode, s.mode)
             where s.token_sha256 = :token_sha256 and s.ends_at > :now and s.last_used_at > :idle_since""".formatted(ExistingWorkspaces.only("workspace_id")));

    private static final NamedSql USED = NamedSql.of("""
            update person_sessions set last_used_at = :now
             where person_id = :person_id and id = :id and last_used_at < :now""");

    /** It shows what the person's last one showed, so that a page that was open is that of the same workspace again. */
    private static final String BEGIN_SESSION = """
            insert into person_sessions (person_id, id, token_sha256, ip, user_agent, workspace_id, mode, confirmed_at,
                created_at, last_used_at, ends_at)
            select :person_id, :id, :token_sha256, :ip, :user_agent, last.workspace_id, coalesce(last.mode, 'test'), :now,
                   :now, :now, :ends_at
              from (select) as this
              left join lateral (
                   select workspace_id, mode from person_sessions
                    where person_id = :person_id order by last_used_at desc limit 1) as last on true%s
            returning id""";

    private static final NamedSql BEGIN = NamedSql.of(BEGIN_SESSION.formatted(""));
    private static final NamedSql BEGIN_BY_USE =
            NamedSql.of(BEGIN_SESSION.formatted(" where exists (select 1 from used)"));
    private static final NamedSql BEGIN_BY_FACTOR =
            NamedSql.of(BEGIN_SESSION.formatted(" where exists (select 1 from factor)"));
    private static final NamedSql SIGNED_IN = NamedSql.of("""
            update people set last_sign_in_at = :now where id = :person_id and exists (select 1 from changed)""");
    private static final NamedSql LIST = NamedSql.of("""
            select id, ip, user_agent, created_at, last_used_at, ends_at from person_sessions
             where person_id = :person_id and ends_at > :now and last_used_at > :idle_since
             order by id desc limit 100""");
    private static final NamedSql END = NamedSql.of("""
            delete from person_sessions where person_id = :person_id and id = :id
            returning id""");
    private static final NamedSql EXISTS =
            NamedSql.of("select id from person_sessions where person_id = :person_id and id = :id");
    private static final NamedSql END_OTHERS = NamedSql.of("""
            delete from person_sessions
             where person_id = :person_id and id <> :id and exists (select 1 from changed)""");
    private static final String CONFIRM_SESSION = """
            update person_sessions set confirmed_at = :now where person_id = :person_id and id = :id%s
            returning id""";
    private static final NamedSql CONFIRM = NamedSql.of(CONFIRM_SESSION.formatted(""));
    private static final NamedSql CONFIRM_BY_FACTOR =
            NamedSql.of(CONFIRM_SESSION.formatted(" and exists (select 1 from factor)"));
    private static final NamedSql SHOW = NamedSql.of("""
            update person_sessions s set workspace_id = :workspace_id, mode = :shown_mode
             where s.person_id = :person_id and s.id = :id
               and exists (select 1 from members m where m.workspace_id = :workspace_id and m.person_id = :person_id)
            returning id""");
    private static final NamedSql DELETE_ENDED = NamedSql.of("""
            delete from person_sessions as ended
             using (select person_id, id from person_sessions where ends_at <= :before order by ends_at limit :most) as oldest
             where ended.person_id = oldest.person_id and ended.id = oldest.id and ended.ends_at <= :before""");

    private final Database database;

    public SessionStore(Database database) {
        this.database = database;
    }

    /** A new session: its id, and the value of its cookie, which is shown once. */
    public record Begun(String id, Secret cookie) implements Admission {}

    @Override
    public Future<Optional<SignedIn>> find(
            Secret cookie, @Nullable String workspaceId, @Nullable Mode mode, Instant now) {
        Values values = Values.none()
                .and("token_sha256", RandomToken.hash(cookie))
                .and("workspace", workspaceId)
                .and("mode", mode == null ? null : mode.text())
                .and("now", now)
                .and("idle_since", now.minus(IDLE));
        return database.one(FIND, values, row -> {
            if (Columns.moment(row, "last_used_at").plus(RECORD_EVERY).isBefore(now)) {
                // Nobody waits for it.
                database.run(
                        USED,
                        ofSession(row.getString("person_id"), row.getString("session_id"))
                                .and("now", now));
            }
            return read(row);
        });
    }

    /** Adds a session to the step {@code changed} of a write about this person, and an entry to the audit logs. */
    static Begun begin(Write write, Person person, Browser browser) {
        return begin(write, BEGIN, person, browser);
    }

    /** The same, if the step {@code used} has a row. */
    static Begun beginByUse(Write write, Person person, Browser browser) {
        return begin(write, BEGIN_BY_USE, person, browser);
    }

    /** The same, if the step {@code factor} has a row. */
    static Begun beginByFactor(Write write, Person person, Browser browser) {
        return begin(write, BEGIN_BY_FACTOR, person, browser);
    }

    private static Begun begin(Write write, NamedSql sql, Person person, Browser browser) {
        Instant now = browser.now();
        Begun begun = new Begun(Ids.at(now, "pss"), RandomToken.random());
        write.step(
                        "changed",
                        sql,
                        ofSession(person.id(), begun.id())
                                .and("token_sha256", RandomToken.hash(begun.cookie()))
                                .and("ip", browser.ip())
                                .and("user_agent", shortened(browser.userAgent()))
                                .and("ends_at", now.plus(LONGEST)))
                .step("signed_in", SIGNED_IN, Values.none().and("person_id", person.id()));
        PersonAuditStatement.everywhere(write, person.actor(), browser.ip(), "person.signed_in");
        return begun;
    }

    Future<List<PersonSession>> list(SignedIn person, Instant now) {
        Values values = Values.none()
                .and("person_id", person.personId())
                .and("now", now)
                .and("idle_since", now.minus(IDLE));
        return database.many(LIST, values, row -> PersonSession.read(row, person.sessionId(), IDLE));
    }

    /** Ends a session, if there is one. */
    public Future<Void> end(SignedIn person) {
        return database.run(END, ofSession(person.personId(), person.sessionId()))
                .mapEmpty();
    }

    /** Ends a session of a person in the step {@code changed}. */
    Write end(Write write, SignedIn person, String sessionId) {
        return write.step("changed", END, ofSession(person.personId(), sessionId));
    }

    /** Ends the other sessions of a person. */
    Write endOthers(Write write, SignedIn person) {
        return write.step("changed", EXISTS, ofSession(person.personId(), person.sessionId()))
                .step("ended", END_OTHERS, ofSession(person.personId(), person.sessionId()));
    }

    /** Notes that the password was given at this moment. */
    Future<Void> confirm(SignedIn person, Instant now) {
        return database.run(
                        CONFIRM,
                        ofSession(person.personId(), person.sessionId()).and("now", now))
                .mapEmpty();
    }

    /** The same in the step {@code changed}, if the step {@code factor} has a row. */
    static Write confirmByFactor(Write write, SignedIn person) {
        return write.step("changed", CONFIRM_BY_FACTOR, ofSession(person.personId(), person.sessionId()));
    }

    /** Has the pages show a workspace in a mode; false when the person is not a member. */
    public Future<Boolean> show(SignedIn person, Tenant tenant) {
        Values values = ofSession(person.personId(), person.sessionId())
                .and("workspace_id", tenant.workspaceId())
                .and("shown_mode", tenant.mode().text());
        return database.run(SHOW, values).map(shown -> shown.rowCount() > 0);
    }

    /** Deletes some sessions that are over; gives their number. */
    Future<Integer> deleteEnded(Instant before, int most) {
        return database.run(DELETE_ENDED, Values.none().and("before", before).and("most", most))
                .map(deleted -> deleted.rowCount());
    }

    private static Values ofSession(String personId, String sessionId) {
        return Values.none().and("person_id", personId).and("id", sessionId);
    }

    private static @Nullable String shortened(@Nullable String userAgent) {
        return userAgent == null || userAgent.length() <= LONGEST_USER_AGENT
                ? userAgent
                : userAgent.substring(0, LONGEST_USER_AGENT);
    }

    private static SignedIn read(Row row) {
        return new SignedIn(
                row.getString("session_id"),
                row.getString("person_id"),
                row.getString("email"),
                row.getString("name"),
                Language.of(row.getString("locale")),
                Columns.moment(row, "confirmed_at"),
                row.getString("workspace_id"),
                row.getString("workspace_name"),
                Columns.mode(row),
                TimeZones.of(row.getString("time_zone")),
                row.getString("default_currency"),
                row.getString("member_id"),
                row.getString("role") == null ? null : Columns.constant(row, "role", MemberRole.class));
    }
}
