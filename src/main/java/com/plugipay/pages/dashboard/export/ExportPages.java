package com.plugipay.pages.dashboard.export;

import com.plugipay.async.WorkerThreads;
import com.plugipay.auth.MemberPrincipal;
import com.plugipay.db.Database;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.exchange.StreamedReply;
import com.plugipay.http.operations.Operation;
import com.plugipay.members.MemberWorkspaceStore;
import com.plugipay.pages.dashboard.DashboardCalls;
import com.plugipay.pages.dashboard.DashboardTexts;
import com.plugipay.pages.dashboard.export.ExportedList.Format;
import com.plugipay.pages.people.PageRoutes;
import com.plugipay.pages.people.PeoplePage;
import com.plugipay.pages.people.Visit;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** The page from which owners and administrators take all data of the workspace with them, and the zip file with it. */
public final class ExportPages {
    private static final String ROOT = PeoplePage.ROOT + "/export";
    private static final String RESOURCE = "exports";
    private static final int COMPRESSED_AT_ONCE = 2;

    private final PeoplePage page;
    private final DashboardCalls calls;
    private final Database database;
    private final MemberWorkspaceStore workspaces = new MemberWorkspaceStore();
    private final ExportSlots slots = new ExportSlots();
    private final WorkerExecutor workers;

    public ExportPages(PeoplePage page, DashboardCalls calls, Database database) {
        this.page = page;
        this.calls = calls;
        this.database = database;
        this.workers = WorkerThreads.of(database.vertx(), "exports", COMPRESSED_AT_ONCE);
    }

    /** Mounts the page, and the file that its form is answered by. */
    public void mount(PageRoutes routes) {
        routes.member(
                HttpMethod.GET,
                ROOT,
                RESOURCE,
                (context, visit, member) -> Future.succeededFuture(show(200, visit, false)));
        routes.longFile(ROOT, RESOURCE, this::send);
    }

    private Reply show(int status, Visit visit, boolean isBusy) {
        List<String> names =
                lists(visit).stream().map(ExportedList::name).distinct().toList();
        return page.draw(
                status,
                "dashboard/export",
                visit,
                Map.of("names", names, "busy", isBusy, "root", ROOT, "texts", DashboardTexts.of(visit)));
    }

    /** The lists that the visitor may read, each in all formats; one that the API has under two paths is there once. */
    private List<ExportedList> lists(Visit visit) {
        Set<Class<?>> types = new HashSet<>();
        List<Operation<?>> operations = calls.all().stream()
                .filter(ExportedList::isExported)
                .filter(operation -> visit.may(operation.permission()))
                .filter(operation -> types.add(Objects.requireNonNull(operation.output())))
                .toList();
        return Arrays.stream(Format.values())
                .flatMap(format -> operations.stream().map(operation -> new ExportedList(operation, format)))
                .toList();
    }

    private Future<Void> send(RoutingContext context, Visit visit, Supplier<Future<MemberPrincipal>> member) {
        return slots.with(
                        String.valueOf(visit.person().workspaceId()),
                        () -> member.get()
                                .compose(now ->
                                        workspaces.exported(visit.context(now)).run(database))
                                .compose(noted -> stream(context, visit, member)))
                .recover(failure -> {
                    if (context.response().headWritten()) {
                        return Future.succeededFuture();
                    }
                    if (ErrorCode.CONFLICT.is(failure)) {
                        show(409, visit, true).to(context);
                        return Future.succeededFuture();
                    }
                    return Future.failedFuture(failure);
                });
    }

    /** The first page is read before anything is sent, so that a refusal has its own status. */
    private Future<Void> stream(RoutingContext context, Visit visit, Supplier<Future<MemberPrincipal>> member) {
        WorkspaceExport export = new WorkspaceExport(calls, context.vertx(), workers, visit, member, lists(visit));
        String name = "plugipay-" + visit.person().workspaceId() + '-'
                + visit.person().mode().text() + ".zip";
        return export.next()
                .compose(first ->
                        new StreamedReply("application/zip", name, export::next).to(context, first.orElseThrow()))
                .eventually(export::end);
    }
}
