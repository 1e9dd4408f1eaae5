package com.plugipay.members;

import com.plugipay.auth.MemberRole;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Ids;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.people.AccountMembership;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The members of workspaces in the database: the same in both modes. */
public final class MemberStore {
    /** Makes a person a member, unless the person is one, if the step {@code changed} has a row. */
    static final NamedSql ADD = NamedSql.of("""
            insert into members (workspace_id, id, person_id, role, created_at, updated_at)
            select :member_of, :id, :person_id, :role, :now, :now from changed
            on conflict (workspace_id, person_id) do nothing""");

    private static final String SELECT = """
            select m.workspace_id, m.id, m.person_id, m.role, m.created_at, m.updated_at, p.email, p.name,
                   p.email_verified_at, p.last_sign_in_at
              from members m join people p on p.id = m.person_id
             where m.workspace_id = :workspace""";
    private static final NamedSql FIND = NamedSql.of(SELECT + " and m.id = :id");
    private static final NamedSql FIND_PERSON = NamedSql.of(SELECT + " and m.person_id = :person_id");
    private static final NamedSql LIST = NamedSql.of(SELECT + " order by m.id limit 1000");
    private static final NamedSql OF_PERSON = NamedSql.of("""
            select w.id, w.name, m.role, w.created_at, m.created_at as joined_at, w.deletion_due_at
              from members m join workspaces w on w.id = m.workspace_id
             where m.person_id = :person_id order by w.id limit 1000""");

    /**
     * Locks the owners, so that of two who leave or are demoted at once the second one is decided on what the first has left:
     * a row that was locked by another is read again.
     */
    private static final NamedSql OWNERS = NamedSql.of("""
            select id from members where workspace_id = :workspace and role = 'owner' order by id for update""");

    private static final String UNLESS_LAST = """
             where workspace_id = :workspace and id = :id
               and (role <> 'owner' or exists (select 1 from owners where owners.id <> :id))
            returning id""";
    private static final NamedSql CHANGE =
            NamedSql.of("update members set role = :role, updated_at = " + UpdatedAt.SQL + "\n" + UNLESS_LAST);
    private static final NamedSql REMOVE = NamedSql.of("delete from members\n" + UNLESS_LAST);

    private final Database database;

    public MemberStore(Database database) {
        this.database = database;
    }

    /** The values of {@link #ADD}. */
    static Values adding(String workspaceId, String personId, MemberRole role, Instant now) {
        return Values.none()
                .and("member_of", workspaceId)
                .and("id", Ids.at(now, "mem"))
                .and("person_id", personId)
                .and("role", role.text());
    }

    /**
     * A member of the workspace.
     *
     * @param asking the id of the person who asks
     */
    public Future<Optional<Member>> find(Tenant tenant, String id, String asking) {
        return database.one(FIND, Values.of(tenant).and("id", id), row -> Member.read(row, asking));
    }

    /** The membership of a person. */
    public Future<Optional<Member>> ofWorkspace(Tenant tenant, String personId) {
        return database.one(
                FIND_PERSON, Values.of(tenant).and("person_id", personId), row -> Member.read(row, personId));
    }

    /** All members; a workspace has a thousand at most. */
    public Future<List<Member>> list(Tenant tenant, String asking) {
        return database.many(LIST, Values.of(tenant), row -> Member.read(row, asking));
    }

    /** The workspaces of a person. */
    public Future<List<Membership>> ofPerson(String personId, String shown) {
        return database.many(
                OF_PERSON,
                Values.none().and("person_id", personId),
                row -> Membership.of(
                        row.getString("id"),
                        row.getString("name"),
                        Columns.constant(row, "role", MemberRole.class),
                        Columns.moment(row, "created_at"),
                        Columns.moment(row, "joined_at"),
                        row.getString("id").equals(shown),
                        Columns.instant(row, "deletion_due_at")));
    }

    /** The same as client libraries read them with an account. */
    public Future<List<AccountMembership>> accounts(String personId) {
        return ofPerson(personId, "")
                .map(all -> all.stream()
                        .map(each -> new AccountMembership(
                                Objects.requireNonNull(each.role()),
                                new AccountMembership.WorkspaceName(each.id(), each.name(), each.slug()),
                                Objects.requireNonNull(each.joinedAt())))
                        .toList());
    }

    /** Changes the role of a member; fails with a conflict for the last owner. */
    Change<Void> change(ChangeContext context, Member member, MemberRole role) {
        return Write.of(context)
                .step("owners", OWNERS, Values.none())
                .step("changed", CHANGE, Values.none().and("id", member.id()).and("role", role.text()))
                .audit(
                        "member.role_changed",
                        member.id(),
                        Map.of("email", member.email(), "from", member.role(), "to", role))
                .returningNothing()
                .orFail(MemberStore::lastOwner);
    }

    /** Removes a member, whose sessions have no access any more from then on; fails with a conflict for the last owner. */
    Change<Void> remove(ChangeContext context, Member member) {
        return Write.of(context)
                .step("owners", OWNERS, Values.none())
                .step("changed", REMOVE, Values.none().and("id", member.id()))
                .audit("member.removed", member.id(), Map.of("email", member.email(), "role", member.role()))
                .returningNothing()
                .orFail(MemberStore::lastOwner);
    }

    private static RuntimeException lastOwner() {
        return ErrorCode.CONFLICT.withMessage("The last owner stays: make another member an owner first.");
    }
}
