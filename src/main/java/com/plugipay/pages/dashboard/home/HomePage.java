package com.plugipay.pages.dashboard.home;

import com.plugipay.auth.MemberPrincipal;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.operations.Operation;
import com.plugipay.overview.Overview;
import com.plugipay.overview.OverviewWindow;
import com.plugipay.pages.dashboard.DashboardCalls;
import com.plugipay.pages.dashboard.DashboardTexts;
import com.plugipay.pages.dashboard.objects.ObjectKind;
import com.plugipay.pages.dashboard.objects.ObjectViews;
import com.plugipay.pages.dashboard.view.Table;
import com.plugipay.pages.people.PageRoutes;
import com.plugipay.pages.people.PeoplePage;
import com.plugipay.pages.people.Visit;
import com.plugipay.payments.Payment;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The home page: what came in, what waits for a person, and the latest payments. */
public final class HomePage {
    private static final String PAYMENTS = PeoplePage.ROOT + "/payments";
    private static final String WINDOW = "window";
    private static final String LATEST = "8";

    private final PeoplePage page;
    private final DashboardCalls calls;
    private final ObjectKind<Payment> payments;
    private final Operation<?> overview;
    private final Operation<?> latest;

    public HomePage(PeoplePage page, DashboardCalls calls, ObjectKind<Payment> payments) {
        this.page = page;
        this.calls = calls;
        this.payments = payments;
        this.overview = calls.operation(HttpMethod.GET, "/overview");
        this.latest = calls.operation(HttpMethod.GET, "/payments");
    }

    /** Mounts the page. */
    public void mount(PageRoutes routes) {
        routes.member(HttpMethod.GET, PeoplePage.HOME, overview.permission(), this::show);
    }

    private Future<Reply> show(RoutingContext context, Visit visit, MemberPrincipal member) {
        String window = Parameters.query(context, WINDOW);
        MultiMap asked = MultiMap.caseInsensitiveMultiMap();
        if (window != null) {
            asked.add(WINDOW, window);
        }
        Future<Overview> found = calls.read(Overview.class, visit, member, overview, asked);
        Future<Table> newest = calls.list(
                        Payment.class,
                        visit,
                        member,
                        latest,
                        Map.of(),
                        MultiMap.caseInsensitiveMultiMap().add("limit", LATEST))
                .map(items -> table(items.items(), visit));
        return Future.all(found, newest)
                .map(all -> draw(found.result(), newest.result(), visit))
                .recover(failure -> ErrorCode.VALIDATION_ERROR.is(failure)
                        ? Future.succeededFuture(Reply.seeOther(PeoplePage.HOME))
                        : Future.failedFuture(failure));
    }

    private Table table(List<Payment> newest, Visit visit) {
        DashboardTexts texts = DashboardTexts.of(visit);
        return new ObjectViews<>(payments, PAYMENTS).table(texts.get("home.latest"), newest, null, texts);
    }

    private Reply draw(Overview found, Table newest, Visit visit) {
        DashboardTexts texts = DashboardTexts.of(visit);
        String lastWeek =
                texts.moment("home.lastWeek.pattern", visit.browser().now().minus(Duration.ofDays(7)));
        HomeView view = new HomeView(
                texts.moment("home.today.pattern", visit.browser().now()),
                texts.get("home.window." + found.window().text()),
                windows(found.window(), texts),
                found.currencies().stream()
                        .map(each -> new HomeFigures(each, found.window(), lastWeek, texts).view())
                        .toList(),
                HomeWork.needs(found.waiting(), texts),
                HomeWork.steps(found.firstSteps(), visit, texts),
                newest);
        return page.draw(
                200,
                "dashboard/home",
                visit,
                Map.of("home", view, "texts", texts, "mayCreate", visit.mayWrite("checkout-sessions")));
    }

    private static List<WindowLink> windows(OverviewWindow shown, DashboardTexts texts) {
        return Arrays.stream(OverviewWindow.values())
                .map(each -> new WindowLink(
                        texts.get("home.window.short." + each.text()),
                        texts.get("home.window." + each.text()),
                        PeoplePage.HOME + '?' + WINDOW + '=' + each.text(),
                        each == shown))
                .toList();
    }
}
