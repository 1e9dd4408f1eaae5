package com.plugipay.pages.dashboard.objects;

import com.plugipay.auth.MemberPrincipal;
import com.plugipay.http.operations.Operation;
import com.plugipay.pages.dashboard.DashboardCalls;
import com.plugipay.pages.dashboard.view.Cell;
import com.plugipay.pages.dashboard.view.Fact;
import com.plugipay.pages.dashboard.view.Row;
import com.plugipay.pages.dashboard.view.Table;
import com.plugipay.pages.people.Visit;
import com.plugipay.search.ObjectName;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of customers and plans, which pages show instead of their ids; one request finds those of a page. */
record Names(Map<String, String> byId) {
    private static final Pattern NAMED = Pattern.compile("(cus|plan)_[0-9A-Za-z]{1,64}");
    private static final int MOST = 200;

    Names {
        byId = Map.copyOf(byId);
    }

    /** A table in which names stand for ids. */
    static Future<Table> in(Table table, DashboardCalls calls, Visit visit, MemberPrincipal member) {
        return of(table.rows().stream().flatMap(row -> row.cells().stream()), calls, visit, member)
                .map(names -> new Table(
                        table.caption(),
                        table.headers(),
                        table.rows().stream()
                                .map(row -> new Row(
                                        row.href(),
                                        row.cells().stream().map(names::named).toList()))
                                .toList(),
                        table.next()));
    }

    /** Facts in which names stand for ids. */
    static Future<List<Fact>> in(List<Fact> facts, DashboardCalls calls, Visit visit, MemberPrincipal member) {
        return of(facts.stream().map(Fact::value), calls, visit, member)
                .map(names -> facts.stream()
                        .map(fact -> new Fact(fact.label(), names.named(fact.value())))
                        .toList());
    }

    private static Future<Names> of(Stream<Cell> cells, DashboardCalls calls, Visit visit, MemberPrincipal member) {
        List<String> ids = cells.filter(cell -> cell.style() == Cell.Style.CODE)
                .map(Cell::text)
                .filter(NAMED.asMatchPredicate())
                .distinct()
                .limit(MOST)
                .toList();
        Operation<?> operation = calls.operation(HttpMethod.GET, "/names");
        if (ids.isEmpty() || !visit.may(operation.permission())) {
            return Future.succeededFuture(new Names(Map.of()));
        }
        MultiMap query = MultiMap.caseInsensitiveMultiMap().add("ids", String.join(",", ids));
        return calls.list(ObjectName.class, visit, member, operation, Map.of(), query)
                .map(found ->
                        new Names(found.items().stream().collect(Collectors.toMap(ObjectName::id, ObjectName::name))));
    }

    private Cell named(Cell cell) {
        String name = cell.style() == Cell.Style.CODE ? byId.get(cell.text()) : null;
        return name == null ? cell : new Cell(Cell.Style.TEXT, name, cell.href(), null);
    }
}
