package com.plugipay.members;

import com.plugipay.auth.MemberPrincipal;
import com.plugipay.auth.MemberRole;
import com.plugipay.auth.Principal;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** What members do about members and invitations; the same for the API and for the pages. */
public final class Team {
    private final MemberStore members;
    private final InvitationStore invitations;

    Team(MemberStore members, InvitationStore invitations) {
        this.members = members;
        this.invitations = invitations;
    }

    /** The members of a workspace, and who is invited. */
    public record Members(List<Member> members, List<Invitation> invitations) {}

    /**
     * The team of a workspace.
     *
     * @param asking the id of the person who asks
     * @param withInvitations whether that person may see them
     */
    public Future<Members> of(Tenant tenant, String asking, boolean withInvitations) {
        Future<List<Invitation>> invited =
                withInvitations ? invitations.pending(tenant) : Future.succeededFuture(List.of());
        return Future.all(members.list(tenant, asking), invited)
                .map(both -> new Members(both.resultAt(0), both.resultAt(1)));
    }

    /** Invites a person. */
    public Change<Invitation> invite(ChangeContext context, Principal by, InvitationInput input) {
        requireMay(by, input.role());
        Invitation invitation = Invitation.create(
                context.tenant().workspaceId(), input, by.actor().label(), context.now());
        return invitations.insert(context, invitation);
    }

    /** Cancels an invitation that was not accepted. */
    public Change<Void> cancel(ChangeContext context, Principal by, String id) {
        return Change.after(() -> invitations
                .find(context.tenant(), id)
                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                .map(invitation -> {
                    requireMay(by, invitation.role());
                    return invitations.cancel(context, invitation);
                }));
    }

    /** Changes the role of a member. */
    public Change<Void> change(ChangeContext context, Principal by, String id, MemberRole role) {
        return Change.after(() -> find(context.tenant(), id).map(member -> {
            requireMay(by, member.role());
            requireMay(by, role);
            return members.change(context, member, role);
        }));
    }

    /** Removes a member. */
    public Change<Void> remove(ChangeContext context, Principal by, String id) {
        return Change.after(() -> find(context.tenant(), id).map(member -> {
            requireMay(by, member.role());
            return members.remove(context, member);
        }));
    }

    private Future<Member> find(Tenant tenant, String id) {
        return members.find(tenant, id, "").map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    /** Only owners make and unmake owners: an administrator could otherwise take the workspace over. */
    private static void requireMay(Principal by, MemberRole role) {
        boolean isOwner = by instanceof MemberPrincipal member && member.role() == MemberRole.OWNER;
        if (role == MemberRole.OWNER && !isOwner) {
            throw ErrorCode.FORBIDDEN
                    .withMessage("Only an owner decides about owners.")
                    .with(List.of(Map.of("needs", "owner")));
        }
    }
}
