package com.plugipay.pages.dashboard.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.auth.MemberPrincipal;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.operations.Operation;
import com.plugipay.json.Json;
import com.plugipay.pages.dashboard.DashboardCalls;
import com.plugipay.pages.dashboard.DashboardTexts;
import com.plugipay.pages.dashboard.objects.Filled;
import com.plugipay.pages.dashboard.settings.MethodsView.Row;
import com.plugipay.pages.dashboard.view.Choice;
import com.plugipay.pages.people.PageRoutes;
import com.plugipay.pages.people.PeoplePage;
import com.plugipay.pages.people.Visit;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.accounts.MethodRouting;
import com.plugipay.providers.accounts.ProviderAccountList;
import com.plugipay.secrets.RandomToken;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which methods the checkout offers, in which order, and by which provider. Every button saves the whole form. */
public final class MethodPages {
    private static final String PATH = PeoplePage.ROOT + "/payment-methods";
    private static final String ROUTING = "/adapters/routing";

    private final PeoplePage page;
    private final DashboardCalls calls;
    private final Operation<?> accounts;
    private final Operation<?> routing;
    private final Operation<?> change;

    public MethodPages(PeoplePage page, DashboardCalls calls) {
        this.page = page;
        this.calls = calls;
        this.accounts = calls.operation(HttpMethod.GET, "/adapters");
        this.routing = calls.operation(HttpMethod.GET, ROUTING);
        this.change = calls.operation(HttpMethod.PUT, ROUTING);
    }

    public void mount(PageRoutes routes) {
        routes.member(
                HttpMethod.GET,
                PATH,
                routing.permission(),
                (context, visit, member) -> chosen(visit, member).map(chosen -> show(visit, chosen)));
        routes.member(HttpMethod.POST, PATH, change.permission(), this::save);
    }

    /**
     * What the workspace has chosen.
     *
     * @param takers the providers that take each method, in the order in which buyers see the methods
     */
    private record Chosen(MethodRouting routing, List<Takers> takers) {}

    private record Takers(Method method, List<ProviderKind> providers) {}

    private Future<Chosen> chosen(Visit visit, MemberPrincipal member) {
        Future<ProviderAccountList> connected = calls.read(ProviderAccountList.class, visit, member, accounts);
        Future<MethodRouting> found = calls.read(MethodRouting.class, visit, member, routing);
        return Future.all(connected, found).map(both -> {
            List<ProviderKind> active = connected.result().active();
            return new Chosen(
                    found.result(),
                    found.result().inOrder().stream()
                            .map(method -> new Takers(
                                    method,
                                    active.stream()
                                            .filter(kind -> kind.takes(method))
                                            .toList()))
                            .filter(takers -> !takers.providers().isEmpty())
                            .toList());
        });
    }

    private Reply show(Visit visit, Chosen chosen) {
        DashboardTexts texts = DashboardTexts.of(visit);
        List<Row> rows = chosen.takers().stream()
                .map(takers -> row(takers, chosen.routing(), texts))
                .toList();
        MethodsView view = new MethodsView(rows, RandomToken.random().reveal());
        return page.draw(
                200,
                "dashboard/methods",
                visit,
                Map.of("methods", view, "texts", texts, "mayChange", visit.may(change.permission())));
    }

    private static Row row(Takers takers, MethodRouting routing, DashboardTexts texts) {
        Method method = takers.method();
        @Nullable ProviderKind preferred = routing.methods().get(method);
        Stream<Choice> providers =
                takers.providers().stream().map(provider -> new Choice(provider.text(), texts.provider(provider)));
        return new Row(
                method.text(),
                texts.method(method).text(),
                routing.isOffered(method),
                preferred == null ? "" : preferred.text(),
                takers.providers().size() == 1
                        ? List.of()
                        : Stream.concat(Stream.of(new Choice("", texts.get("methods.usual"))), providers)
                                .toList());
    }

    private Future<Reply> save(RoutingContext context, Visit visit, MemberPrincipal member) {
        Filled filled = Filled.form(context);
        return chosen(visit, member)
                .compose(chosen -> calls.write(visit, member, change, "", body(filled, chosen), filled.key()))
                .map(done -> Reply.seeOther(PATH));
    }

    /** What the form says of the methods that it has shown; that of the others stays. */
    private static ObjectNode body(Filled form, Chosen chosen) {
        List<String> shown = form.value("shown").lines().toList();
        List<String> offered = form.values("offered");
        ObjectNode body = Json.MAPPER.valueToTree(chosen.routing());
        List<String> order = new ArrayList<>(
                chosen.takers().stream().map(takers -> takers.method().text()).toList());
        move(order, form.value("up"), -1);
        move(order, form.value("down"), 1);
        body.set("methodOrder", Json.MAPPER.valueToTree(order));
        body.set(
                "disabledMethods",
                Json.MAPPER.valueToTree(Stream.of(Method.values())
                        .filter(method -> shown.contains(method.text())
                                ? !offered.contains(method.text())
                                : !chosen.routing().isOffered(method))
                        .map(Method::text)
                        .toList()));
        ObjectNode preferred = body.withObject("/methods");
        for (Takers takers : chosen.takers()) {
            String method = takers.method().text();
            for (String provider : form.values("provider:" + method)) {
                preferred.remove(method);
                if (!provider.isEmpty()) {
                    preferred.put(method, provider);
                }
            }
        }
        return body;
    }

    private static void move(List<String> order, String method, int by) {
        int from = order.indexOf(method);
        int to = from + by;
        if (from >= 0 && to >= 0 && to < order.size()) {
            Collections.swap(order, from, to);
        }
    }
}
