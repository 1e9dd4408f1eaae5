package com.plugipay.pages.people;

import com.plugipay.audit.AuditEntry;
import com.plugipay.audit.AuditStore;
import com.plugipay.auth.MemberPrincipal;
import com.plugipay.auth.MemberRole;
import com.plugipay.auth.Permission;
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
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The pages of a workspace's team and of its audit log. */
final class TeamPages {
    private static final String TEAM = PeoplePage.ROOT + "/team";
    private static final String AUDIT_LOG = PeoplePage.ROOT + "/audit-log";
    private static final Permission MEMBERS = new Permission("members", true);
    private static final Permission INVITATIONS = new Permission("invitations", true);

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

    void mount(Router router) {
        router.get(TEAM).handler(this::show);
        router.post(TEAM + "/invitations").handler(context -> {
            InvitationInput input = invitation(context);
            act(context, INVITATIONS, (visit, member) -> team.invite(visit.context(member), member, input));
        });
        router.post(TEAM + "/invitations/:id/cancel").handler(context -> {
            String id = Parameters.path(context, "id");
            act(context, INVITATIONS, (visit, member) -> team.cancel(visit.context(member), member, id));
        });
        router.post(TEAM + "/members/:id/role").handler(context -> {
            String id = Parameters.path(context, "id");
            MemberRole role = role(context);
            act(context, MEMBERS, (visit, member) -> team.change(visit.context(member), member, id, role));
        });
        router.post(TEAM + "/members/:id/remove").handler(context -> {
            String id = Parameters.path(context, "id");
            act(context, MEMBERS, (visit, member) -> team.remove(visit.context(member), member, id));
        });
        router.get(AUDIT_LOG).handler(this::showAuditLog);
    }

    private void show(RoutingContext context) {
        Reply.send(context, page.required(context).compose(visit -> {
            MemberPrincipal member = visit.member(Permission.toRead("members"));
            return team.of(member.tenant(), visit.person().personId(), visit.mayRead("invitations"))
                    .map(found -> page.page(200, "team", visit.words(), visit, parameters(visit, found)));
        }));
    }

    private static Map<String, Object> parameters(Visit visit, Members found) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("members", found.members());
        parameters.put("invitations", found.invitations());
        parameters.put("visit", visit);
        return parameters;
    }

    private void act(RoutingContext context, Permission needed, BiFunction<Visit, MemberPrincipal, Change<?>> change) {
        Reply.send(
                context,
                page.required(context)
                        .compose(visit ->
                                change.apply(visit, visit.member(needed)).run(database))
                        .map(changed -> Reply.seeOther(TEAM)));
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

    private void showAuditLog(RoutingContext context) {
        Reply.send(context, page.required(context).compose(visit -> {
            MemberPrincipal member = visit.member(Permission.toRead("audit-log"));
            Future<List<AuditEntry>> entries = audit.latest(member.tenant());
            return entries.map(all -> page.page(200, "audit-log", visit.words(), visit, Map.of("entries", all)));
        }));
    }
}
