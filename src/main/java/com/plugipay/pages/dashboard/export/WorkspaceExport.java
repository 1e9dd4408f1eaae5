package com.plugipay.pages.dashboard.export;

import com.plugipay.auth.MemberPrincipal;
import com.plugipay.http.operations.Page;
import com.plugipay.pages.dashboard.DashboardCalls;
import com.plugipay.pages.dashboard.DashboardTexts;
import com.plugipay.pages.people.Visit;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One export: all lists of a workspace in one mode, as they were when it began, page by page. Each page is a short statement of
 * its own, and is asked for when the client has taken what came before.
 */
final class WorkspaceExport {
    private static final String PAGE_SIZE = "200";
    private static final String CURSOR = "cursor";

    private final DashboardCalls calls;
    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final Visit visit;
    private final Supplier<Future<MemberPrincipal>> member;
    private final Iterator<ExportedList> lists;
    private final Instant begun;
    private final ZipParts zip = new ZipParts();
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private @Nullable ExportedList list;
    private @Nullable String cursor;
    private boolean isOver;

    /** @param member gives who asks, for each page */
    WorkspaceExport(
            DashboardCalls calls,
            Vertx vertx,
            WorkerExecutor workers,
            Visit visit,
            Supplier<Future<MemberPrincipal>> member,
            List<ExportedList> lists) {
        this.calls = calls;
        this.vertx = vertx;
        this.workers = workers;
        this.visit = visit;
        this.member = member;
        this.lists = lists.iterator();
        this.begun = visit.browser().now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The next part of the zip file; empty after the last. */
    Future<Optional<Buffer>> next() {
        ExportedList current = list;
        if (current != null) {
            return page(current, false);
        }
        if (lists.hasNext()) {
            ExportedList following = lists.next();
            list = following;
            cursor = null;
            return page(following, true);
        }
        if (isOver) {
            return Future.succeededFuture(Optional.empty());
        }
        isOver = true;
        String text = readMe();
        return worked(() -> {
            zip.begin("README.txt");
            zip.add(text.getBytes(StandardCharsets.UTF_8));
            zip.end();
        });
    }

    private Future<Optional<Buffer>> page(ExportedList of, boolean isFirst) {
        return calls.exportOn(Object.class, vertx, visit, member, of.operation(), query(of))
                .compose(found -> worked(() -> write(of, isFirst, found)).onSuccess(written -> {
                    counts.merge(of.file(), (long) found.items().size(), Long::sum);
                    cursor = found.cursor();
                    if (cursor == null) {
                        list = null;
                    }
                }));
    }

    private MultiMap query(ExportedList of) {
        MultiMap query = MultiMap.caseInsensitiveMultiMap();
        if (!of.operation().isPaged()) {
            return query;
        }
        query.set("limit", PAGE_SIZE);
        return cursor == null ? query.set("createdBefore", begun.toString()) : query.set(CURSOR, cursor);
    }

    private void write(ExportedList of, boolean isFirst, Page<Object> found) {
        if (isFirst) {
            zip.begin(of.file());
            zip.add(of.header().getBytes(StandardCharsets.UTF_8));
        }
        zip.add(of.lines(found.items()));
    }

    private Future<Optional<Buffer>> worked(Runnable work) {
        return workers.executeBlocking(
                () -> {
                    work.run();
                    return Optional.of(zip.take());
                },
                false);
    }

    private String readMe() {
        DashboardTexts texts = DashboardTexts.of(visit);
        StringBuilder text = new StringBuilder(texts.get(
                        "export.readme",
                        String.valueOf(visit.person().workspaceName()),
                        String.valueOf(visit.person().workspaceId()),
                        visit.person().mode().text(),
                        begun.toString()))
                .append("\n\n");
        counts.forEach(
                (file, rows) -> text.append(file).append(": ").append(rows).append('\n'));
        return text.toString();
    }

    /** Frees what an export that was cut off holds; does nothing after a whole one. */
    Future<Void> end() {
        return workers.executeBlocking(
                () -> {
                    zip.end();
                    return null;
                },
                false);
    }
}
