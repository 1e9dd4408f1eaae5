package com.plugipay.pages.dashboard.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.async.Rounds;
import com.plugipay.auth.MemberPrincipal;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.StreamedReply;
import com.plugipay.http.operations.Operation;
import com.plugipay.http.operations.Page;
import com.plugipay.json.Dialect;
import com.plugipay.json.Json;
import com.plugipay.pages.dashboard.DashboardCalls;
import com.plugipay.pages.dashboard.DashboardTexts;
import com.plugipay.pages.people.Visit;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A list as a CSV file (RFC 4180), with all fields of its objects and any of its filters. It is sent page by page, as fast as
 * the browser takes it; at most {@value #MOST_ROWS} rows, of which the last line then tells.
 */
final class CsvExport<T> {
    static final int MOST_ROWS = 100_000;

    private static final String PAGE_SIZE = "1000";
    private static final Pattern SPECIAL = Pattern.compile("[\",\r\n]");

    /** Spreadsheets take a cell that begins like this for a formula. */
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\t\r].*", Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private final DashboardCalls calls;
    private final Operation<?> operation;
    private final ObjectKind<T> kind;
    private final List<String> columns;

    CsvExport(DashboardCalls calls, Operation<?> operation, ObjectKind<T> kind) {
        this.calls = calls;
        this.operation = operation;
        this.kind = kind;
        this.columns = Arrays.stream(kind.type().getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    /** Sends the file. The first page is read before anything is sent, so that a refusal has its own status. */
    Future<Void> send(RoutingContext context, Visit visit, Supplier<Future<MemberPrincipal>> member) {
        DashboardTexts texts = DashboardTexts.of(visit);
        MultiMap query = ListQuery.of(context.queryParams(), texts.zone()).set("limit", PAGE_SIZE);
        Reading reading = new Reading(context.vertx(), visit, member, query, texts);
        return reading.page().map(first -> {
            new StreamedReply("text/csv; charset=utf-8", kind.name() + ".csv", reading::next)
                    .to(context, line(columns) + reading.rows(first));
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
        private int rows;
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

        /** The next page. Where the member asks too often, it waits: a file that has begun has to go on. */
        private Future<Page<T>> page() {
            return Rounds.until(() -> member.get()
                    .compose(now -> calls.export(kind.type(), visit, now, operation, query))
                    .map(Optional::of)
                    .recover(failure -> ErrorCode.RATE_LIMITED.is(failure)
                            ? vertx.timer(1, TimeUnit.SECONDS).map(Optional.empty())
                            : Future.failedFuture(failure)));
        }

        private String rows(Page<T> page) {
            rows += page.items().size();
            cursor = page.cursor();
            return page.items().stream().map(CsvExport.this::row).collect(Collectors.joining());
        }

        /** The next part of the file; empty at its end. */
        private Future<Optional<String>> next() {
            if (cursor == null) {
                return Future.succeededFuture(Optional.empty());
            }
            if (rows >= MOST_ROWS) {
                cursor = null;
                return Future.succeededFuture(Optional.of(line(List.of(texts.get("export.cut", MOST_ROWS)))));
            }
            query.set(ListQuery.CURSOR, cursor);
            return page().map(this::rows).map(Optional::of);
        }
    }

    private String row(T object) {
        JsonNode json = Json.read(new String(Dialect.PLUGIPAY.bytes(object), StandardCharsets.UTF_8), JsonNode.class);
        return line(columns.stream().map(column -> text(json.get(column))).toList());
    }

    private static String text(@Nullable JsonNode value) {
        if (value == null || value.isNull() || (value.isContainerNode() && value.isEmpty())) {
            return "";
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(CsvExport::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        String safe = FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches() ? '\'' + text : text;
        return SPECIAL.matcher(safe).find() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
