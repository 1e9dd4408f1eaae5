package com.plugipay.pages.notifications;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.members.MemberStore;
import com.plugipay.model.Mode;
import com.plugipay.pages.people.PageRoutes;
import com.plugipay.pages.people.PeoplePage;
import com.plugipay.pages.people.Visit;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Objects;

/**
 * Where the links of mails lead: to a page of a workspace in a mode. A link changes nothing: where another workspace or the other
 * mode is shown, the page asks first.
 */
final class OpenPages {
    static final String OPEN = PeoplePage.ROOT + "/open";

    private final PeoplePage page;
    private final MemberStore members;

    OpenPages(PeoplePage page, MemberStore members) {
        this.page = page;
        this.members = members;
    }

    void mount(PageRoutes routes) {
        routes.person(HttpMethod.GET, OPEN, this::open);
    }

    private Future<Reply> open(RoutingContext context, Visit visit) {
        String workspace = Objects.requireNonNullElse(Parameters.query(context, "workspace"), "");
        Mode mode = Objects.equals(Parameters.query(context, "mode"), "live") ? Mode.LIVE : Mode.TEST;
        String target = PeoplePage.own(PeoplePage.ROOT + '/' + Parameters.query(context, "page"));
        if (workspace.equals(visit.person().workspaceId())
                && mode == visit.person().mode()) {
            return Future.succeededFuture(Reply.seeOther(target));
        }
        return members.ofPerson(visit.person().personId(), "").map(all -> {
            String name = all.stream()
                    .filter(each -> each.id().equals(workspace))
                    .findFirst()
                    .orElseThrow(ErrorCode.NOT_FOUND::exception)
                    .name();
            return page.draw(
                    200,
                    "people/open",
                    visit,
                    Map.of("words", visit.words(), "workspace", workspace, "name", name, "mode", mode, "next", target));
        });
    }
}
