package com.plugipay.pages.people;

import com.plugipay.auth.MemberPrincipal;
import com.plugipay.auth.Permission;
import com.plugipay.auth.PermissionTable;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.Reply;
import com.plugipay.pages.people.PageRoute.Visitors;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Mounts the pages of people. Each is for everybody, for whoever has signed in, or for those whose role in the workspace that is
 * shown has a permission in the {@link PermissionTable}; there is no other way to mount one.
 */
final class PageRoutes {
    private final Router router;
    private final PeoplePage page;
    private final List<PageRoute> all = new ArrayList<>();

    PageRoutes(Router router, PeoplePage page) {
        this.router = router;
        this.page = page;
    }

    /** A page of whoever has signed in. */
    interface PersonPage {
        Future<Reply> answer(RoutingContext context, Visit visit);
    }

    /** A page of a member of the workspace that is shown. */
    interface MemberPage {
        Future<Reply> answer(RoutingContext context, Visit visit, MemberPrincipal member);
    }

    /** All that were mounted. */
    List<PageRoute> all() {
        return List.copyOf(all);
    }

    /** Mounts a page for everybody. */
    void open(HttpMethod method, String path, Handler<RoutingContext> handler) {
        mount(new PageRoute(method, path, Visitors.EVERYBODY, null), handler);
    }

    /** Mounts a page for whoever has signed in; others sign in first. */
    void person(HttpMethod method, String path, PersonPage handler) {
        mount(
                new PageRoute(method, path, Visitors.PEOPLE, null),
                context ->
                        Reply.send(context, page.required(context).compose(visit -> handler.answer(context, visit))));
    }

    /** The same for those who have proved lately who they are; the others prove it first. */
    void confirmed(HttpMethod method, String path, PersonPage handler) {
        mount(
                new PageRoute(method, path, Visitors.CONFIRMED_PEOPLE, null),
                context -> Reply.send(context, page.required(context).compose(visit -> {
                    if (!visit.person().isConfirmed(visit.browser().now())) {
                        throw ErrorCode.CONFIRMATION_REQUIRED.exception();
                    }
                    return handler.answer(context, visit);
                })));
    }

    /** Mounts a page for members who may read this kind of resource, or change it by a form. */
    void member(HttpMethod method, String path, String resource, MemberPage handler) {
        Permission permission = new Permission(resource, !method.equals(HttpMethod.GET));
        PermissionTable.require(permission);
        mount(
                new PageRoute(method, path, Visitors.MEMBERS, permission),
                context -> Reply.send(
                        context,
                        page.required(context)
                                .compose(visit -> handler.answer(context, visit, visit.member(permission)))));
    }

    private void mount(PageRoute route, Handler<RoutingContext> handler) {
        all.add(route);
        router.route(route.method(), route.path()).handler(handler);
    }
}
