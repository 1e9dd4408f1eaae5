package com.plugipay.pages.people;

import com.plugipay.audit.AuditEntry;
import com.plugipay.audit.AuditStore;
import com.plugipay.auth.MemberPrincipal;
import com.plugipay.auth.MemberRole;
import com.plugipay.db.Database;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.mail.MailAddress;
import com.plugipay.members.InvitationInput;
import com.plugipay.members.Team;
import com.plugipay.members.Team.Members;
import com.plugipay.outbox.Change;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The pages of a workspace's team and of its audit log. */
final class TeamPages {
    private static final String TEAM = PeoplePage.ROOT + "/team";
    private static final String AUDIT_LOG = PeoplePage.ROOT + "/audit-log";

    private final PeoplePage page;
    private final Database database;
    private final Team team;
    private final AuditStore audit;

    TeamPages(PeoplePage page, Database database, Team team, AuditStore audit) {
        this.page = page;
        this.database = database;
        this.team = team;
        this.audit = audit;
    }

    void mount(PageRoutes routes) {
        routes.member(HttpMethod.GET, TEAM, "members", this::show);
        routes.member(
                HttpMethod.POST,
                TEAM + "/invitations",
                "invitations",
                (context, visit, member) -> act(team.invite(visit.context(member), member, invitation(context))));
        routes.member(
                HttpMethod.POST,
                TEAM + "/invitations/:id/cancel",
                "invitations",
                (context, visit, member) -> act(team.cancel(visit.context(member), member, id(context))));
        routes.member(
                HttpMethod.POST,
                TEAM + "/members/:id/role",
                "members",
                (context, visit, member) ->
                        act(team.change(visit.context(member), member, id(context), role(context))));
        routes.member(
                HttpMethod.POST,
                TEAM + "/members/:id/remove",
                "members",
                (context, visit, member) -> act(team.remove(visit.context(member), member, id(context))));
        routes.member(HttpMethod.GET, AUDIT_LOG, "audit-log", this::showAuditLog);
    }

    private static String id(RoutingContext context) {
        return Parameters.path(context, "id");
    }

    private Future<Reply> show(RoutingContext context, Visit visit, MemberPrincipal member) {
        return team.of(member.tenant(), visit.person().personId(), visit.mayRead("invitations"))
                .map(found -> page.page(200, "team", visit.words(), visit, parameters(visit, found)));
    }

    private static Map<String, Object> parameters(Visit visit, Members found) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("members", found.members());
        parameters.put("invitations", found.invitations());
        parameters.put("visit", visit);
        return parameters;
    }

    private Future<Reply> act(Change<?> change) {
        return change.run(database).map(changed -> Reply.seeOther(TEAM));
    }

    private static InvitationInput invitation(RoutingContext context) {
        String email = PeoplePage.field(context, "email");
        if (!MailAddress.isValid(email)) {
            throw ErrorCode.VALIDATION_ERROR.forField("email", "This is no e-mail address.");
        }
        return new InvitationInput(email, role(context));
    }

    private static MemberRole role(RoutingContext context) {
        String named = PeoplePage.field(context, "role");
        return Stream.of(MemberRole.values())
                .filter(role -> role.text().equals(named))
                .findFirst()
                .orElseThrow(() -> ErrorCode.VALIDATION_ERROR.forField("role", "There is no such role."));
    }

    private Future<Reply> showAuditLog(RoutingContext context, Visit visit, MemberPrincipal member) {
        Future<List<AuditEntry>> entries = audit.latest(member.tenant());
        return entries.map(all -> page.page(200, "audit-log", visit.words(), visit, Map.of("entries", all)));
    }
}
