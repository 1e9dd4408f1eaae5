package com.plugipay.members;

import com.plugipay.auth.MemberPrincipal;
import com.plugipay.auth.PersonPrincipal;
import com.plugipay.auth.Principal;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import io.vertx.core.Future;
import java.util.List;

/** Members and invitations over HTTP. */
final class MemberRoutes {
    private final MemberStore members;
    private final InvitationStore invitations;
    private final Team team;

    MemberRoutes(MemberStore members, InvitationStore invitations, Team team) {
        this.members = members;
        this.invitations = invitations;
        this.team = team;
    }

    void mount(Operations api) {
        api.get("/members", "List the members of the workspace")
                .returnsAll(Member.class)
                .handledBy(call -> list(call).map(Page::whole));
        api.get("/members/:id", "Retrieve a member").returns(200, Member.class).handledBy(this::retrieve);
        api.patch("/members/:id", "Change the role of a member")
                .accepts(MemberRoleInput.class)
                .returnsNothing()
                .handledBy(call -> team.change(
                        call.context(),
                        call.principal(),
                        call.id(),
                        call.input().role()));
        api.delete("/members/:id", "Remove a member, whose sessions lose the workspace at once")
                .returnsNothing()
                .handledBy(call -> team.remove(call.context(), call.principal(), call.id()));
        api.alias("/account/members", "/members");
        api.get("/account/members", "List the members of the workspace that the session shows, as client libraries do")
                .returnsAll(Member.class)
                .requires("members")
                .handledBy(call -> list(call).map(Page::whole));
        api.delete("/account/memberships/:id", "Leave a workspace")
                .returnsNothing()
                .handledBy(this::leave);
        api.post("/invitations", "Invite a person by mail")
                .accepts(InvitationInput.class)
                .returns(201, Invitation.class)
                .handledBy(call -> team.invite(call.context(), call.principal(), call.input()));
        api.get("/invitations", "List the invitations that were not accepted yet")
                .returnsAll(Invitation.class)
                .handledBy(call -> invitations.pending(call.tenant()).map(Page::whole));
        api.delete("/invitations/:id", "Cancel an invitation")
                .returnsNothing()
                .handledBy(call -> team.cancel(call.context(), call.principal(), call.id()));
    }

    private Future<List<Member>> list(Call<Void> call) {
        return members.list(call.tenant(), asking(call.principal()));
    }

    private Future<Member> retrieve(Call<Void> call) {
        return members.find(call.tenant(), call.id(), asking(call.principal()))
                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    /** The last owner stays. */
    private Change<Void> leave(Call<Void> call) {
        if (!(call.principal() instanceof PersonPrincipal principal)) {
            throw ErrorCode.PERSON_ONLY.exception();
        }
        String personId = principal.person().personId();
        Tenant workspace = new Tenant(call.id(), Mode.LIVE);
        return Change.after(() -> members.ofWorkspace(workspace, personId)
                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                .map(member -> members.remove(call.context().in(workspace), member)));
    }

    private static String asking(Principal principal) {
        return principal instanceof MemberPrincipal member ? member.person().personId() : "";
    }
}
