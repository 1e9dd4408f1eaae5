package com.plugipay.members;

import com.plugipay.db.Database;
import com.plugipay.db.ExistingWorkspaces;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ErrorCode;
import com.plugipay.mail.Mail;
import com.plugipay.mail.MailKind;
import com.plugipay.mail.MailStore;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.people.Person;
import com.plugipay.people.PersonStore;
import com.plugipay.secrets.RandomToken;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Invitations in the database. */
public final class InvitationStore {
    private static final String COLUMNS =
            "workspace_id, id, email, role, invited_by, status, ends_at, created_at, updated_at";
    private static final String SELECT = "select " + COLUMNS + " from invitations where workspace_id = :workspace";
    private static final NamedSql FIND = NamedSql.of(SELECT + " and id = :id");
    private static final NamedSql LIST = NamedSql.of(SELECT + " and status = 'pending' order by id desc limit 1000");
    private static final NamedSql BY_TOKEN =
            NamedSql.of("select " + COLUMNS + """

              from invitations
             where token_sha256 = :token_sha256 and status = 'pending' and ends_at > :now and %s""".formatted(ExistingWorkspaces.only("workspace_id")));

    private static final NamedSql PENDING = NamedSql.of("""
            select id from invitations where email = :email and status = 'pending' and ends_at > :now limit 1""");

    /** Nobody is invited twice at a time, nor when the person is a member. */
    private static final NamedSql INSERT = NamedSql.of("""
            insert into invitations (workspace_id, id, email, role, invited_by, status, ends_at, created_at, updated_at)
            select :workspace, :id, :email, :role, :invited_by, 'pending', :ends_at, :now, :now
             where not exists (
                select 1 from members m join people p on p.id = m.person_id
                 where m.workspace_id = :workspace and p.email = :email)
            on conflict (workspace_id, email) where status = 'pending' do update
               set id = excluded.id, role = excluded.role, invited_by = excluded.invited_by, token_sha256 = null,
                   ends_at = excluded.ends_at, created_at = excluded.created_at, updated_at = excluded.updated_at
            returning id""");

    private static final NamedSql CANCEL = NamedSql.of("""
            update invitations set status = 'canceled', token_sha256 = null, updated_at = %s
             where workspace_id = :workspace and id = :id and status = 'pending'
            returning id""".formatted(UpdatedAt.SQL));
    private static final NamedSql ACCEPT = NamedSql.of("""
            update invitations set status = 'accepted', token_sha256 = null, updated_at = %s
             where workspace_id = :workspace and id = :id and status = 'pending' and ends_at > :now
            returning id""".formatted(UpdatedAt.SQL));
    private static final NamedSql SET_TOKEN = NamedSql.of("""
            update invitations set token_sha256 = :token_sha256
             where workspace_id = :workspace and id = :id and status = 'pending'""");

    private final Database database;

    public InvitationStore(Database database) {
        this.database = database;
    }

    /** Invites; a pending invitation of the same address is replaced, and its link ends. The link is made with the mail. */
    Change<Invitation> insert(ChangeContext context, Invitation invitation) {
        Tenant live = new Tenant(invitation.workspaceId(), Mode.LIVE);
        Write write = Write.of(context)
                .step(
                        "changed",
                        INSERT,
                        Values.none()
                                .and("id", invitation.id())
                                .and("email", invitation.email())
                                .and("role", invitation.role().text())
                                .and("invited_by", invitation.invitedBy())
                                .and("ends_at", invitation.expiresAt()))
                .audit(
                        "invitation.created",
                        invitation.id(),
                        Map.of("email", invitation.email(), "role", invitation.role()));
        return MailStore.queue(
                        write, Mail.to(invitation.email(), live, MailKind.INVITATION, invitation.id(), context.now()))
                .returning(invitation)
                .orFail(() -> ErrorCode.CONFLICT.withMessage("This person is a member already."));
    }

    public Future<Optional<Invitation>> find(Tenant tenant, String id) {
        return database.one(FIND, Values.of(tenant).and("id", id), Invitation::read);
    }

    /** Those that were not accepted yet. */
    public Future<List<Invitation>> pending(Tenant tenant) {
        return database.many(LIST, Values.of(tenant), Invitation::read);
    }

    Change<Void> cancel(ChangeContext context, Invitation invitation) {
        return Write.of(context)
                .step("changed", CANCEL, Values.none().and("id", invitation.id()))
                .audit("invitation.canceled", invitation.id(), Map.of("email", invitation.email()))
                .returningNothing()
                .orFail(() -> ErrorCode.CONFLICT.withMessage("The invitation is over."));
    }

    /** A new token for the link of a pending invitation; the former one ends. */
    public Future<Secret> newToken(Tenant tenant, String id) {
        Secret token = RandomToken.random();
        Values values = Values.of(tenant).and("id", id).and("token_sha256", RandomToken.hash(token));
        return database.run(SET_TOKEN, values).map(token);
    }

    /** The invitation of this token, while it can be accepted. */
    public Future<Optional<Invitation>> byToken(String token, Instant now) {
        if (!RandomToken.isPossible(token)) {
            return Future.succeededFuture(Optional.empty());
        }
        Values values = Values.none()
                .and("token_sha256", RandomToken.hash(new Secret(token)))
                .and("now", now);
        return database.one(BY_TOKEN, values, Invitation::read);
    }

    /** Whether this address is invited into any workspace. */
    public Future<Boolean> isInvited(String email, Instant now) {
        return database.one(
                        PENDING,
                        Values.none().and("email", Person.normal(email)).and("now", now),
                        row -> true)
                .map(Optional::isPresent);
    }

    /** Makes a person a member by an invitation, which is used up; the person is made by the same statement when new. */
    Write accepting(ChangeContext context, Invitation invitation, Person person, boolean isNew) {
        Write write = Write.of(context).step("changed", ACCEPT, Values.none().and("id", invitation.id()));
        if (isNew) {
            write.step("person", PersonStore.INSERT, PersonStore.values(person));
        }
        return write.step(
                        "member",
                        MemberStore.ADD,
                        MemberStore.adding(invitation.workspaceId(), person.id(), invitation.role(), context.now()))
                .audit(
                        "invitation.accepted",
                        invitation.id(),
                        Map.of("email", invitation.email(), "role", invitation.role()));
    }
}
