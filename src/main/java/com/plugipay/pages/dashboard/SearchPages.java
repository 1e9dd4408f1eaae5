package com.plugipay.pages.dashboard;

import com.plugipay.auth.MemberPrincipal;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.operations.Operation;
import com.plugipay.pages.dashboard.view.Cell;
import com.plugipay.pages.dashboard.view.Row;
import com.plugipay.pages.dashboard.view.Table;
import com.plugipay.pages.people.PageRoutes;
import com.plugipay.pages.people.PeoplePage;
import com.plugipay.pages.people.Visit;
import com.plugipay.search.Hit;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/** What the field for searching leads to: the only object that is meant, or a list of them. */
final class SearchPages {
    private static final String SEARCH = PeoplePage.ROOT + "/search";
    private static final int LONGEST = 254;

    private final PeoplePage page;
    private final DashboardCalls calls;

    SearchPages(PeoplePage page, DashboardCalls calls) {
        this.page = page;
        this.calls = calls;
    }

    void mount(PageRoutes routes) {
        Operation<?> search = calls.operation(HttpMethod.GET, "/search");
        routes.member(
                HttpMethod.GET,
                SEARCH,
                search.permission(),
                (context, visit, member) -> show(context, visit, member, search));
    }

    private Future<Reply> show(RoutingContext context, Visit visit, MemberPrincipal member, Operation<?> search) {
        String typed = Parameters.query(context, "q");
        String text = typed == null ? "" : typed.strip();
        if (text.isEmpty() || text.length() > LONGEST || text.indexOf('\0') >= 0) {
            return Future.succeededFuture(found(visit, text.isEmpty() ? "" : "…", List.of()));
        }
        MultiMap query = MultiMap.caseInsensitiveMultiMap().add("q", text);
        return calls.list(Hit.class, visit, member, search, Map.of(), query)
                .map(hits -> hits.items().size() == 1
                        ? Reply.seeOther(address(hits.items().getFirst()))
                        : found(visit, text, hits.items()));
    }

    private Reply found(Visit visit, String text, List<Hit> hits) {
        DashboardTexts texts = DashboardTexts.of(visit);
        Table table = new Table(
                texts.get("search"),
                List.of(
                        texts.get("search.kind"),
                        texts.field("name"),
                        texts.field("amount"),
                        texts.field("status"),
                        texts.field("createdAt")),
                hits.stream().map(hit -> row(hit, texts)).toList(),
                null);
        return page.draw(200, "dashboard/search", visit, Map.of("text", text, "table", table, "texts", texts));
    }

    private static Row row(Hit hit, DashboardTexts texts) {
        return new Row(
                address(hit),
                List.of(
                        Cell.text(texts.get("kind." + hit.resource())),
                        hit.label() == null ? Cell.code(hit.id()) : Cell.text(hit.label()),
                        hit.currency() == null ? Cell.none() : texts.amount(hit.amount(), hit.currency()),
                        hit.status() == null ? Cell.none() : texts.state(hit.status()),
                        texts.time(hit.createdAt())));
    }

    private static String address(Hit hit) {
        return PeoplePage.ROOT + '/' + hit.resource() + '/' + hit.id();
    }
}
