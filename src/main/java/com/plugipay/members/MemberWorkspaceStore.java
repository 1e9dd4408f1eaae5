package com.plugipay.members;

import com.plugipay.auth.MemberRole;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ErrorCode;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.people.PersonAuditStatement;
import com.plugipay.workspaces.Workspace;
import java.time.Instant;
import java.util.Map;

/** Workspaces as their members change them: each change is one statement. */
public final class MemberWorkspaceStore {
    private static final NamedSql INSERT = NamedSql.of("""
            insert into workspaces (id, name, created_at, updated_at) values (:id, :name, :now, :now)
            returning id""");
    private static final NamedSql FIND = NamedSql.of("select id from workspaces where id = :id");
    private static final NamedSql RENAME = NamedSql.of("""
            update workspaces set name = :name, updated_at = :updated_at where id = :workspace
            returning id""");
    private static final NamedSql SCHEDULE = NamedSql.of("""
            update workspaces set deletion_due_at = :at where id = :workspace and deletion_due_at is null
            returning id""");
    private static final NamedSql TAKE_BACK = NamedSql.of("""
            update workspaces set deletion_due_at = null where id = :workspace and deletion_due_at > :now
            returning id""");

    /** Makes a workspace, whose owner a person is. */
    public Change<Membership> create(ChangeContext context, String name, String personId) {
        Workspace workspace = Workspace.create(name, context.now());
        Write write = owned(Write.of(context), workspace, true, personId, context.now());
        return PersonAuditStatement.inNewWorkspace(
                        write,
                        context.actor(),
                        context.ip(),
                        workspace.id(),
                        MemberRole.OWNER.text(),
                        "workspace.created")
                .returning(Membership.of(
                        workspace.id(),
                        workspace.name(),
                        MemberRole.OWNER,
                        workspace.createdAt(),
                        workspace.createdAt(),
                        false,
                        null));
    }

    /**
     * Adds the steps that make a person the owner of a workspace.
     *
     * @param isNew whether the workspace is made too; otherwise it is found
     */
    public static Write owned(Write write, Workspace workspace, boolean isNew, String personId, Instant now) {
        Values named = Values.none().and("id", workspace.id());
        return write.step("changed", isNew ? INSERT : FIND, isNew ? named.and("name", workspace.name()) : named)
                .step("member", MemberStore.ADD, MemberStore.adding(workspace.id(), personId, MemberRole.OWNER, now))
                .audit(
                        isNew ? "workspace.created" : "workspace.owned",
                        workspace.id(),
                        Map.of("name", workspace.name()));
    }

    /** Renames a workspace. */
    public Change<Workspace> rename(ChangeContext context, Workspace renamed) {
        return Write.of(context)
                .step(
                        "changed",
                        RENAME,
                        Values.none().and("name", renamed.name()).and("updated_at", renamed.updatedAt()))
                .audit("workspace.renamed", renamed.id(), Map.of("name", renamed.name()))
                .returning(renamed);
    }

    /** Notes that all data of the workspace is taken along. */
    public Change<Void> exported(ChangeContext context) {
        String id = context.tenant().workspaceId();
        return Write.of(context)
                .step("changed", FIND, Values.none().and("id", id))
                .audit("workspace.exported", id)
                .returningNothing();
    }

    Change<ScheduledDeletion> scheduleDeletion(ChangeContext context, Instant at) {
        return Write.of(context)
                .step("changed", SCHEDULE, Values.none().and("at", at))
                .audit("workspace.deletion_scheduled", context.tenant().workspaceId())
                .returning(new ScheduledDeletion(true, at))
                .orFail(() -> ErrorCode.CONFLICT.withMessage("The deletion is scheduled already."));
    }

    Change<Void> takeBackDeletion(ChangeContext context) {
        return Write.of(context)
                .step("changed", TAKE_BACK, Values.none())
                .audit("workspace.deletion_taken_back", context.tenant().workspaceId())
                .returningNothing()
                .orFail(() -> ErrorCode.CONFLICT.withMessage("No deletion is scheduled."));
    }
}
