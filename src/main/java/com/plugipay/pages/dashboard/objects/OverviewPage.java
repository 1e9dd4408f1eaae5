package com.plugipay.pages.dashboard.objects;

import com.plugipay.auth.MemberPrincipal;
import com.plugipay.auth.Permission;
import com.plugipay.auth.PermissionTable;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.operations.Operation;
import com.plugipay.pages.dashboard.DashboardCalls;
import com.plugipay.pages.dashboard.DashboardTexts;
import com.plugipay.pages.dashboard.view.Form;
import com.plugipay.pages.dashboard.view.OverviewView;
import com.plugipay.pages.people.PageRoutes;
import com.plugipay.pages.people.PeoplePage;
import com.plugipay.pages.people.Visit;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One page for all objects of a kind of which there are always the same few, each with its actions.
 *
 * @param <L> what the operation returns that reads all of them
 */
public final class OverviewPage<L, T> {
    private static final int MOST_STEPS = 9;

    private final PeoplePage page;
    private final DashboardCalls calls;
    private final ObjectKind<T> kind;
    private final Class<L> all;
    private final Function<L, List<T>> objects;
    private final Function<T, @Nullable String> address;
    private final String root;
    private final ObjectViews<T> views;
    private final Operation<?> read;

    /**
     * A page.
     *
     * @param objects what the operation's result holds
     * @param address what people copy of an object to another system; null for nothing
     */
    public OverviewPage(
            PeoplePage page,
            DashboardCalls calls,
            ObjectKind<T> kind,
            Class<L> all,
            Function<L, List<T>> objects,
            Function<T, @Nullable String> address) {
        this.page = page;
        this.calls = calls;
        this.kind = kind;
        this.all = all;
        this.objects = objects;
        this.address = address;
        this.root = PeoplePage.ROOT + '/' + kind.name();
        this.views = new ObjectViews<>(kind, root);
        this.read = calls.operation(HttpMethod.GET, kind.path());
    }

    /** Mounts the page, and what its forms are sent to. */
    public void mount(PageRoutes routes) {
        routes.member(
                HttpMethod.GET,
                root,
                read.permission(),
                (context, visit, member) ->
                        show(visit, member, Parameters.query(context, "notice"), Optional.empty(), null));
        for (Action<T> action : kind.actions()) {
            if (action.isUpload()) {
                continue;
            }
            Operation<?> operation = calls.operation(action.method(), action.path());
            routes.member(
                    HttpMethod.POST,
                    root + '/' + action.name(),
                    operation.permission(),
                    (context, visit, member) -> act(context, visit, member, action, operation));
        }
    }

    private Future<List<T>> objects(Visit visit, MemberPrincipal member) {
        return calls.read(all, visit, member, read).map(objects);
    }

    /** @param notice the name of what happened before, which a form has told; null for nothing */
    private Future<Reply> show(
            Visit visit,
            MemberPrincipal member,
            @Nullable String notice,
            Optional<Action<T>> refused,
            @Nullable FormRefusal refusal) {
        DashboardTexts texts = DashboardTexts.of(visit);
        String kindText = "kind." + kind.name();
        Permission change = new Permission(read.permission().resource(), true);
        boolean mayChange = visit.may(change);
        boolean isConfirmed = !PermissionTable.isConfirmed(change)
                || visit.person().isConfirmed(visit.browser().now());
        return objects(visit, member)
                .map(found -> new OverviewView(
                        kind.name(),
                        texts.get(kindText),
                        texts.get(kindText + ".text"),
                        texts.find("notice." + kind.name() + '.' + notice).orElse(""),
                        found.stream()
                                .map(object -> part(object, mayChange && isConfirmed, refused, refusal, texts))
                                .toList(),
                        mayChange && !isConfirmed ? PeoplePage.confirming(root) : null))
                .map(overview -> page.draw(
                        refusal == null ? 200 : refusal.failure().errorCode().status(),
                        "dashboard/overview",
                        visit,
                        Map.of("overview", overview, "texts", texts)));
    }

    private OverviewView.Part part(
            T object,
            boolean withForms,
            Optional<Action<T>> refused,
            @Nullable FormRefusal refusal,
            DashboardTexts texts) {
        String id = kind.id(object);
        List<Form> forms = kind.actions().stream()
                .filter(action -> withForms && action.isOffered(object))
                .map(action -> views.form(
                        action,
                        object,
                        root + '/' + action.name(),
                        texts,
                        refused.filter(action::equals).isPresent() ? refusal : null))
                .toList();
        return new OverviewView.Part(
                id,
                kind.title(object, texts),
                kind.state(object, texts),
                views.facts(object, texts),
                kind.picture(object),
                IntStream.rangeClosed(1, MOST_STEPS)
                        .mapToObj(step -> texts.find("steps." + kind.name() + '.' + id + '.' + step))
                        .flatMap(Optional::stream)
                        .toList(),
                address.apply(object),
                forms);
    }

    private Future<Reply> act(
            RoutingContext context, Visit visit, MemberPrincipal member, Action<T> action, Operation<?> operation) {
        Filled filled = Filled.form(context);
        return objects(visit, member)
                .map(found ->
                        found.stream().filter(action::isOffered).findFirst().orElseThrow(ErrorCode.CONFLICT::exception))
                .map(object -> filled.body(action, object, visit))
                .compose(body -> calls.write(visit, member, operation, "", body, filled.key()))
                .map(done -> Reply.seeOther(root))
                .recover(failure -> FormRefusal.of(failure, filled)
                        .map(refusal -> show(visit, member, null, Optional.of(action), refusal))
                        .orElseGet(() -> Future.failedFuture(failure)));
    }
}
