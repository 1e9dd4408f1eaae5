package com.plugipay.pages.dashboard.objects;

import com.plugipay.auth.MemberPrincipal;
import com.plugipay.http.exchange.StreamedReply;
import com.plugipay.http.operations.Operation;
import com.plugipay.http.operations.Page;
import com.plugipay.pages.dashboard.DashboardCalls;
import com.plugipay.pages.dashboard.DashboardTexts;
import com.plugipay.pages.people.Visit;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A list as a CSV file (RFC 4180), with all fields of its objects and any of its filters. It is sent page by page, as fast as
 * the browser takes it; at most {@value #MOST_ROWS} rows, of which the last line then tells.
 */
final class CsvExport<T> {
    static final int MOST_ROWS = 100_000;

    private static final String PAGE_SIZE = "1000";
    private final DashboardCalls calls;
    private final Operation<?> operation;
    private final ObjectKind<T> kind;
    private final CsvRows rows;

    CsvExport(DashboardCalls calls, Operation<?> operation, ObjectKind<T> kind) {
        this.calls = calls;
        this.operation = operation;
        this.kind = kind;
        this.rows = new CsvRows(kind.type());
    }

    /** Sends the file. The first page is read before anything is sent, so that a refusal has its own status. */
    Future<Void> send(RoutingContext context, Visit visit, Supplier<Future<MemberPrincipal>> member) {
        DashboardTexts texts = DashboardTexts.of(visit);
        MultiMap query = ListQuery.of(context.queryParams(), texts.zone()).set("limit", PAGE_SIZE);
        Reading reading = new Reading(context.vertx(), visit, member, query, texts);
        return reading.page().map(first -> {
            new StreamedReply("text/csv; charset=utf-8", kind.name() + ".csv", reading::next)
                    .to(context, Buffer.buffer(rows.header() + reading.rows(first)));
            return null;
        });
    }

    /** How far a list has been read. */
    private final class Reading {
        private final Vertx vertx;
        private final Visit visit;
        private final Supplier<Future<MemberPrincipal>> member;
        private final MultiMap query;
        private final DashboardTexts texts;
        private int count;
        private @Nullable String cursor;

        private Reading(
                Vertx vertx,
                Visit visit,
                Supplier<Future<MemberPrincipal>> member,
                MultiMap query,
                DashboardTexts texts) {
            this.vertx = vertx;
            this.visit = visit;
            this.member = member;
            this.query = query;
            this.texts = texts;
        }

        private Future<Page<T>> page() {
            return calls.exportOn(kind.type(), vertx, visit, member, operation, query);
        }

        private String rows(Page<T> page) {
            count += page.items().size();
            cursor = page.cursor();
            return page.items().stream().map(rows::row).collect(Collectors.joining());
        }

        /** The next part of the file; empty at its end. */
        private Future<Optional<Buffer>> next() {
            if (cursor == null) {
                return Future.succeededFuture(Optional.empty());
            }
            if (count >= MOST_ROWS) {
                cursor = null;
                return Future.succeededFuture(
                        Optional.of(Buffer.buffer(CsvRows.line(List.of(texts.get("export.cut", MOST_ROWS))))));
            }
            query.set(ListQuery.CURSOR, cursor);
            return page().map(page -> Optional.of(Buffer.buffer(rows(page))));
        }
    }
}
