package com.plugipay.members;

import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.people.PeopleModule;
import com.plugipay.workspaces.WorkspaceStore;

/** Members of workspaces, their roles, and invitations. */
public final class MemberModule implements Module {
    private final MemberStore members;
    private final InvitationStore invitations;
    private final MemberWorkspaceStore workspaces = new MemberWorkspaceStore();
    private final WorkspaceStore store;

    private final Acceptance acceptance;
    private final Team team;

    public MemberModule(Node node, MemberStore members, PeopleModule people) {
        this.members = members;
        this.invitations = new InvitationStore(node.database());
        this.team = new Team(members, invitations);
        this.store = new WorkspaceStore(node.database());
        this.acceptance = new Acceptance(node.database(), invitations, store, people.people(), people.signIn());
    }

    @Override
    public void mount(Operations api) {
        new WorkspaceRoutes(members, workspaces, store).mount(api);
        new MemberRoutes(members, invitations, team).mount(api);
    }

    public MemberStore members() {
        return members;
    }

    public InvitationStore invitations() {
        return invitations;
    }

    public Team team() {
        return team;
    }

    /** How invitations are accepted. */
    public Acceptance acceptance() {
        return acceptance;
    }

    public MemberWorkspaceStore workspaces() {
        return workspaces;
    }
}
