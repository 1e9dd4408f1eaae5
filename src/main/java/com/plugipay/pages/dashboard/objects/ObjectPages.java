package com.plugipay.pages.dashboard.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.auth.MemberPrincipal;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.operations.Operation;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Mode;
import com.plugipay.pages.dashboard.DashboardCalls;
import com.plugipay.pages.dashboard.DashboardTexts;
import com.plugipay.pages.dashboard.objects.ObjectKind.Nothing;
import com.plugipay.pages.dashboard.view.FileLink;
import com.plugipay.pages.dashboard.view.Form;
import com.plugipay.pages.people.PageRoutes;
import com.plugipay.pages.people.PeoplePage;
import com.plugipay.pages.people.Visit;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one kind of objects: a list with filters, a page for each object with its actions, a form for a new one, and
 * the list as a CSV file. All of them run operations of the API.
 */
public final class ObjectPages<T> {
    private static final String LIST = "dashboard/list";
    private static final String DETAIL = "dashboard/detail";
    private static final String REVEALED = "dashboard/revealed";
    private static final String CREATION = "dashboard/creation";

    private final PeoplePage page;
    private final DashboardCalls calls;
    private final ObjectKind<T> kind;
    private final String root;
    private final ObjectViews<T> views;
    private final Operation<?> list;
    private final Operation<?> one;

    public ObjectPages(PeoplePage page, DashboardCalls calls, ObjectKind<T> kind) {
        this.page = page;
        this.calls = calls;
        this.kind = kind;
        this.root = PeoplePage.ROOT + '/' + kind.name();
        this.views = new ObjectViews<>(kind, root);
        this.list = calls.operation(HttpMethod.GET, kind.path());
        this.one = kind.hasPages() ? calls.operation(HttpMethod.GET, kind.path() + "/:id") : list;
    }

    public void mount(PageRoutes routes) {
        routes.member(HttpMethod.GET, root, list.permission(), this::showList);
        if (list.isPaged()) {
            CsvExport<T> export = new CsvExport<>(calls, list, kind);
            routes.file(root + ".csv", list.permission(), export::send);
        }
        Action<Nothing> creation = kind.creation();
        if (creation != null) {
            Operation<?> operation = calls.operation(creation.method(), creation.path());
            routes.member(
                    HttpMethod.GET,
                    root + "/new",
                    operation.permission(),
                    (context, visit, member) -> Future.succeededFuture(
                            showCreation(visit, creation, new Filled(context.queryParams()), null)));
            routes.member(
                    HttpMethod.POST,
                    root + "/new",
                    operation.permission(),
                    (context, visit, member) -> create(context, visit, member, creation, operation));
        }
        Action<List<T>> together = kind.together();
        if (together != null) {
            Operation<?> operation = calls.operation(together.method(), together.path());
            routes.member(
                    HttpMethod.POST,
                    root + '/' + together.name(),
                    operation.permission(),
                    (context, visit, member) -> actTogether(context, visit, member, together, operation));
        }
        if (!kind.hasPages()) {
            return;
        }
        routes.member(
                HttpMethod.GET,
                root + "/:id",
                one.permission(),
                (context, visit, member) ->
                        find(context, visit, member).compose(object -> showOne(visit, member, object, null, null)));
        for (Action<T> action : kind.actions()) {
            Operation<?> operation = calls.operation(action.method(), action.path());
            routes.member(
                    HttpMethod.POST,
                    root + "/:id/" + action.name(),
                    operation.permission(),
                    (context, visit, member) -> find(context, visit, member)
                            .compose(object -> act(context, visit, member, action, operation, object)));
        }
    }

    private Future<Reply> showList(RoutingContext context, Visit visit, MemberPrincipal member) {
        return showList(context, visit, member, null);
    }

    private Future<Reply> showList(
            RoutingContext context, Visit visit, MemberPrincipal member, @Nullable FormRefusal refusal) {
        DashboardTexts texts = DashboardTexts.of(visit);
        Future<Page<T>> found = Future.succeededFuture()
                .compose(begin -> calls.list(
                        kind.type(), visit, member, list, Map.of(), ListQuery.of(context.queryParams(), texts.zone())));
        return found.map(items -> views.list(
                        items,
                        list,
                        context.queryParams(),
                        texts,
                        creationOf(visit) != null,
                        beside(visit, texts),
                        together(context, visit, items.items(), texts, refusal)))
                .compose(view -> Names.in(view.table(), calls, visit, member).map(view::with))
                .map(view -> draw(
                        refusal == null ? 200 : refusal.failure().errorCode().status(),
                        LIST,
                        visit,
                        Map.of("list", view)))
                .recover(failure -> ErrorCode.VALIDATION_ERROR.is(failure) || ErrorCode.INVALID_CURSOR.is(failure)
                        ? Future.succeededFuture(Reply.seeOther(root))
                        : Future.failedFuture(failure));
    }

    private @Nullable Form together(
            RoutingContext context, Visit visit, List<T> shown, DashboardTexts texts, @Nullable FormRefusal refusal) {
        Action<List<T>> action = kind.together();
        return action != null
                        && action.isOffered(shown)
                        && visit.may(
                                calls.operation(action.method(), action.path()).permission())
                ? views.form(action, shown, root + '/' + action.name() + query(context), texts, refusal)
                : null;
    }

    private static String query(RoutingContext context) {
        return ListQuery.with(context.queryParams(), "", null);
    }

    private Future<Reply> actTogether(
            RoutingContext context,
            Visit visit,
            MemberPrincipal member,
            Action<List<T>> action,
            Operation<?> operation) {
        Filled filled = Filled.form(context);
        return Future.succeededFuture()
                .map(begin -> filled.body(action, List.of(), visit))
                .compose(body -> calls.write(visit, member, operation, "", body, filled.key()))
                .map(done -> Reply.seeOther(root + query(context)))
                .recover(failure -> FormRefusal.of(failure, filled)
                        .map(refusal -> showList(context, visit, member, refusal))
                        .orElseGet(() -> Future.failedFuture(failure)));
    }

    private List<FileLink> beside(Visit visit, DashboardTexts texts) {
        return creationOf(visit) != null && visit.person().mode() == Mode.TEST ? kind.beside(texts) : List.of();
    }

    private @Nullable Action<Nothing> creationOf(Visit visit) {
        Action<Nothing> creation = kind.creation();
        return creation != null
                        && visit.may(calls.operation(creation.method(), creation.path())
                                .permission())
                ? creation
                : null;
    }

    private Future<T> find(RoutingContext context, Visit visit, MemberPrincipal member) {
        return calls.one(kind.type(), visit, member, one, Parameters.path(context, "id"));
    }

    private Future<Reply> showOne(
            Visit visit, MemberPrincipal member, T object, @Nullable Action<T> refused, @Nullable FormRefusal refusal) {
        DashboardTexts texts = DashboardTexts.of(visit);
        List<Form> forms = kind.actions().stream()
                .filter(action -> action.isOffered(object) || action.equals(refused))
                .filter(action -> visit.may(
                        calls.operation(action.method(), action.path()).permission()))
                .map(action -> views.form(
                        action,
                        object,
                        root + '/' + kind.id(object) + '/' + action.name(),
                        texts,
                        action.equals(refused) ? refusal : null))
                .toList();
        return Future.all(
                        Surroundings.of(kind, object, calls, visit, member),
                        Names.in(views.facts(object, texts), calls, visit, member))
                .map(both -> draw(
                        refusal == null ? 200 : refusal.failure().errorCode().status(),
                        DETAIL,
                        visit,
                        Map.of("detail", views.detail(object, both.resultAt(1), forms, both.resultAt(0), texts))));
    }

    private Future<Reply> act(
            RoutingContext context,
            Visit visit,
            MemberPrincipal member,
            Action<T> action,
            Operation<?> operation,
            T object) {
        Filled filled = Filled.form(context);
        String id = kind.id(object);
        return Future.succeededFuture()
                .map(begin -> filled.body(action, object, visit))
                .compose(body -> calls.write(visit, member, operation, id, body, filled.key()))
                .map(made -> after(
                        visit, action, made, operation.method().equals(HttpMethod.DELETE) ? root : root + '/' + id))
                .recover(failure -> FormRefusal.of(failure, filled)
                        .map(refusal -> calls.one(kind.type(), visit, member, one, id)
                                .compose(now -> showOne(visit, member, now, action, refusal)))
                        .orElseGet(() -> Future.failedFuture(failure)));
    }

    private Reply showCreation(Visit visit, Action<Nothing> creation, Filled filled, @Nullable FormRefusal refusal) {
        DashboardTexts texts = DashboardTexts.of(visit);
        FormRefusal shown = refusal == null ? new FormRefusal(null, filled) : refusal;
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("form", views.form(creation, Nothing.NOTHING, root + "/new", texts, shown));
        parameters.put("kind", texts.get("kind." + kind.name()));
        parameters.put("root", root);
        return draw(refusal == null ? 200 : refusal.failure().errorCode().status(), CREATION, visit, parameters);
    }

    private Future<Reply> create(
            RoutingContext context,
            Visit visit,
            MemberPrincipal member,
            Action<Nothing> creation,
            Operation<?> operation) {
        Filled filled = Filled.form(context);
        return Future.succeededFuture()
                .map(begin -> filled.body(creation, Nothing.NOTHING, visit))
                .compose(body -> calls.write(visit, member, operation, "", body, filled.key()))
                .map(made -> after(
                        visit, creation, made, root + '/' + made.path("id").asText()))
                .recover(failure -> FormRefusal.of(failure, filled)
                        .map(refusal -> Future.succeededFuture(showCreation(visit, creation, filled, refusal)))
                        .orElseGet(() -> Future.failedFuture(failure)));
    }

    /**
     * The page that follows an action. Secrets are on the page that answers the form, and in no address; a form that is sent
     * again is answered by the same page, because its idempotency key is the same.
     */
    private Reply after(Visit visit, Action<?> action, JsonNode made, String target) {
        if (action.next() != null) {
            return Reply.seeOther(PeoplePage.ROOT
                    + '/'
                    + action.next()
                    + '/'
                    + made.path("id").asText());
        }
        return action.revealed().isEmpty()
                ? Reply.seeOther(target)
                : draw(
                                200,
                                REVEALED,
                                visit,
                                Map.of("revealed", views.revealed(action, made, target, DashboardTexts.of(visit))))
                        .with("Cache-Control", "no-store");
    }

    private Reply draw(int status, String template, Visit visit, Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.putIfAbsent("texts", DashboardTexts.of(visit));
        return page.draw(status, template, visit, all);
    }
}
