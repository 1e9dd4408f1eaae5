package com.plugipay.pages.people;

import com.plugipay.auth.MemberPrincipal;
import com.plugipay.auth.Permission;
import com.plugipay.auth.PermissionTable;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.Gzip;
import com.plugipay.http.exchange.Reply;
import com.plugipay.pages.people.PageRoute.Visitors;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Mounts the pages of people. Each is for everybody, for whoever has signed in, or for those whose role in the workspace that is
 * shown has a permission in the {@link PermissionTable}; there is no other way to mount one.
 */
public final class PageRoutes {
    private final Router router;
    private final PeoplePage page;
    private final List<PageRoute> all = new ArrayList<>();

    public PageRoutes(Router router, PeoplePage page) {
        this.router = router;
        this.page = page;
    }

    /** A page of whoever has signed in. */
    public interface PersonPage {
        Future<Reply> answer(RoutingContext context, Visit visit);
    }

    /** A page of a member of the workspace that is shown. */
    public interface MemberPage {
        Future<Reply> answer(RoutingContext context, Visit visit, MemberPrincipal member);
    }

    /** A file for a member of the workspace that is shown. */
    public interface MemberFile {
        /**
         * Sends the file.
         *
         * @param member gives who asks, for each part that is read; fails once they may not read it any more
         */
        Future<Void> send(RoutingContext context, Visit visit, Supplier<Future<MemberPrincipal>> member);
    }

    /** All that were mounted. */
    public List<PageRoute> all() {
        return List.copyOf(all);
    }

    /** Mounts a page for everybody. */
    public void open(HttpMethod method, String path, Handler<RoutingContext> handler) {
        mount(new PageRoute(method, path, Visitors.EVERYBODY, null), handler);
    }

    /** Mounts a page for whoever has signed in; others sign in first. */
    public void person(HttpMethod method, String path, PersonPage handler) {
        mount(
                new PageRoute(method, path, Visitors.PEOPLE, null),
                context ->
                        Reply.send(context, page.required(context).compose(visit -> handler.answer(context, visit))));
    }

    /** The same for those who have proved lately who they are; the others prove it first. */
    public void confirmed(HttpMethod method, String path, PersonPage handler) {
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
    public void member(HttpMethod method, String path, String resource, MemberPage handler) {
        member(method, path, new Permission(resource, !method.equals(HttpMethod.GET)), handler);
    }

    /** The same for members who have this permission. */
    public void member(HttpMethod method, String path, Permission permission, MemberPage handler) {
        PermissionTable.require(permission);
        mount(
                new PageRoute(method, path, Visitors.MEMBERS, permission),
                context -> Reply.send(
                        context,
                        page.required(context)
                                .compose(visit -> handler.answer(context, visit, visit.member(permission)))
                                // A secret is shown once, in the response to the form that has made it.
                                .map(reply -> method.equals(HttpMethod.GET) && reply.status() == 200
                                        ? Gzip.reply(context.request(), reply)
                                        : reply)));
    }

    /** Mounts a file for members who have this permission; its handler sends the response, unless it fails. */
    public void file(String path, Permission permission, MemberFile handler) {
        PermissionTable.require(permission);
        mount(
                new PageRoute(HttpMethod.GET, path, Visitors.MEMBERS, permission),
                context -> page.required(context)
                        .compose(visit -> handler.send(
                                context, visit, () -> page.again(context, visit).map(now -> now.member(permission))))
                        .onFailure(context::fail));
    }

    /** Stops the reading of a request whose body is read only once it is known who sends it. */
    public static void pause(RoutingContext context) {
        context.request().pause();
        context.next();
    }

    /**
     * Mounts a file that a form asks for and that may take longer than a proof counts: the permission to change this kind of
     * resource lets it begin, and that to read it lets it go on.
     */
    public void longFile(String path, String resource, MemberFile handler) {
        Permission begin = new Permission(resource, true);
        Permission goOn = new Permission(resource, false);
        PermissionTable.require(begin);
        PermissionTable.require(goOn);
        mount(
                new PageRoute(HttpMethod.POST, path, Visitors.MEMBERS, begin),
                context -> page.required(context)
                        .compose(visit -> {
                            visit.member(begin);
                            return handler.send(
                                    context,
                                    visit,
                                    () -> page.again(context, visit).map(now -> now.member(goOn)));
                        })
                        .onFailure(context::fail));
    }

    private void mount(PageRoute route, Handler<RoutingContext> handler) {
        all.add(route);
        router.route(route.method(), route.path()).handler(handler);
    }
}
