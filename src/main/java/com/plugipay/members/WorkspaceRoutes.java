package com.plugipay.members;

import com.plugipay.auth.KeyPrincipal;
import com.plugipay.auth.MemberRole;
import com.plugipay.auth.PersonPrincipal;
import com.plugipay.auth.Principal;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import com.plugipay.outbox.Change;
import com.plugipay.workspaces.Workspace;
import com.plugipay.workspaces.WorkspaceStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Workspaces over HTTP: a person sees all that it is a member of, a key its own. */
final class WorkspaceRoutes {
    /** How long a deletion can be taken back. */
    private static final Duration TAKEN_BACK = Duration.ofDays(7);

    private final MemberStore members;
    private final MemberWorkspaceStore workspaces;
    private final WorkspaceStore store;

    WorkspaceRoutes(MemberStore members, MemberWorkspaceStore workspaces, WorkspaceStore store) {
        this.members = members;
        this.workspaces = workspaces;
        this.store = store;
    }

    void mount(Operations api) {
        api.get("/workspaces", "List the workspaces of the person, or that of the key")
                .returnsAll(Membership.class)
                .handledBy(call -> list(call).map(Page::whole));
        api.post("/workspaces", "Create a workspace, whose owner the person is")
                .accepts(WorkspaceInput.class)
                .returns(201, Membership.class)
                .handledBy(this::create);
        api.get("/workspaces/:id", "Retrieve a workspace")
                .returns(200, Membership.class)
                .handledBy(this::retrieve);
        api.patch("/workspaces/:id", "Rename the workspace")
                .accepts(WorkspaceInput.class)
                .returns(200, Workspace.class)
                .requires("workspace-names")
                .handledBy(this::rename);
        api.delete("/workspaces/:id", "Have the workspace deleted in seven days")
                .returns(200, ScheduledDeletion.class)
                .requires("workspace-deletion")
                .handledBy(this::delete);
        api.post("/workspaces/:id/restore", "Take back the deletion of the workspace")
                .returnsNothing()
                .requires("workspace-deletion")
                .handledBy(this::restore);
    }

    private Future<List<Membership>> list(Call<Void> call) {
        if (call.principal() instanceof PersonPrincipal principal) {
            String shown = principal.person().workspaceId();
            return members.ofPerson(principal.person().personId(), shown == null ? "" : shown);
        }
        return store.find(call.tenant().workspaceId())
                .map(found -> found.map(workspace -> ofKey(workspace, call.principal()))
                        .map(List::of)
                        .orElse(List.of()));
    }

    private static Membership ofKey(Workspace workspace, Principal principal) {
        return Membership.of(
                workspace.id(),
                workspace.name(),
                principal instanceof KeyPrincipal key && key.role().isFull() ? MemberRole.ADMIN : MemberRole.READ_ONLY,
                workspace.createdAt(),
                null,
                true,
                workspace.deletionDueAt());
    }

    private Future<Membership> retrieve(Call<Void> call) {
        String id = call.id();
        return list(call)
                .map(all -> all.stream()
                        .filter(workspace -> workspace.id().equals(id))
                        .findFirst()
                        .orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    private Change<Membership> create(Call<WorkspaceInput> call) {
        if (!(call.principal() instanceof PersonPrincipal principal)) {
            throw ErrorCode.PERSON_ONLY.exception();
        }
        return workspaces.create(
                call.context(), call.input().name(), principal.person().personId());
    }

    private Change<Workspace> rename(Call<WorkspaceInput> call) {
        requireOwn(call);
        String name = call.input().name();
        return Change.after(() ->
                find(call).map(workspace -> workspaces.rename(call.context(), workspace.renamed(name, call.now()))));
    }

    private Change<ScheduledDeletion> delete(Call<Void> call) {
        requireOwn(call);
        Instant at = call.now().plus(TAKEN_BACK);
        return workspaces.scheduleDeletion(call.context(), at);
    }

    private Change<Void> restore(Call<Void> call) {
        requireOwn(call);
        return workspaces.takeBackDeletion(call.context());
    }

    private Future<Workspace> find(Call<?> call) {
        return store.find(call.tenant().workspaceId()).map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    /** A request that changes a workspace names it as the one that it acts for. */
    private static void requireOwn(Call<?> call) {
        if (!call.id().equals(call.tenant().workspaceId())) {
            throw ErrorCode.NOT_FOUND.exception();
        }
    }
}
