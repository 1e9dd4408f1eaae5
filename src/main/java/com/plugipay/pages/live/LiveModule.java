package com.plugipay.pages.live;

import com.plugipay.auth.MemberPrincipal;
import com.plugipay.auth.Permission;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.Reply;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.pages.people.PageRoute;
import com.plugipay.pages.people.PageRoutes;
import com.plugipay.pages.people.PeoplePage;
import com.plugipay.pages.people.PersonPages;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;

/** The stream by which pages of the dashboard hear that something has happened in the workspace that they show. */
public final class LiveModule implements Module, PersonPages {
    private static final String STREAM = PeoplePage.ROOT + "/live";
    private static final Duration BUDGET = Duration.ofSeconds(5);

    private final PeoplePage page;
    private final LiveEvents events;

    public LiveModule(Node node, PeoplePage page) {
        this.page = page;
        this.events = new LiveEvents(node.database(), node.clock());
    }

    @Override
    public List<Deployable> workers() {
        return List.of(events);
    }

    @Override
    public void mount(Router router) {
        mountPages(router);
    }

    @Override
    public List<PageRoute> mountPages(Router router) {
        PageRoutes routes = new PageRoutes(router, page);
        routes.file(
                STREAM,
                Permission.toRead("events"),
                (context, visit, member) -> member.get().compose(admitted -> open(context, admitted)));
        return routes.all();
    }

    /** Only the script of the pages listens: whoever opens the address would wait for a page that does not end, and is led home. */
    private static Future<Void> open(RoutingContext context, MemberPrincipal member) {
        String accepted = context.request().getHeader("Accept");
        boolean isHead = context.request().method().equals(HttpMethod.HEAD);
        if (isHead || accepted == null || !accepted.contains("text/event-stream")) {
            Reply.seeOther(PeoplePage.HOME).to(context);
            return Future.succeededFuture();
        }
        LiveStream stream = new LiveStream(context, LiveWatcher.of(member));
        return LiveEvents.WATCH
                .ask(context.vertx(), stream, BUDGET)
                .recover(unanswered -> Future.failedFuture(ErrorCode.UNAVAILABLE.exception()))
                .map(admitted -> {
                    if (!admitted) {
                        throw ErrorCode.RATE_LIMITED.exception();
                    }
                    stream.send(LiveStream.HELLO);
                    return null;
                });
    }
}
