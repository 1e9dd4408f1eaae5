package com.plugipay.pages.dashboard.objects;

import com.plugipay.auth.MemberPrincipal;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Operation;
import com.plugipay.pages.dashboard.DashboardCalls;
import com.plugipay.pages.dashboard.DashboardTexts;
import com.plugipay.pages.dashboard.view.Moment;
import com.plugipay.pages.dashboard.view.Panel;
import com.plugipay.pages.dashboard.view.ShownPicture;
import com.plugipay.pages.people.PeoplePage;
import com.plugipay.pages.people.Visit;
import com.plugipay.timeline.TimelineEntry;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the page of an object shows beside the object.
 *
 * @param panels lists of other objects
 * @param pictures such as the proof of a transfer
 * @param moments what happened, the newest first
 */
record Surroundings(List<Panel> panels, List<ShownPicture> pictures, List<Moment> moments) {
    private static final String MOST = "10";

    /** Asks for all of it at the same time; what the visitor may not read is left out. */
    static <T> Future<Surroundings> of(
            ObjectKind<T> kind, T object, DashboardCalls calls, Visit visit, MemberPrincipal member) {
        List<Future<Optional<Panel>>> panels = kind.related().stream()
                .map(related -> panel(related, object, calls, visit, member))
                .toList();
        Future<List<ShownPicture>> pictures = pictures(kind.pictures(), kind.id(object), calls, visit, member);
        Future<List<Moment>> moments = moments(kind.id(object), calls, visit, member);
        return Future.all(Future.all(panels), pictures, moments)
                .map(all -> new Surroundings(
                        panels.stream()
                                .map(Future::result)
                                .flatMap(Optional::stream)
                                .toList(),
                        pictures.result(),
                        moments.result()));
    }

    private static <T, R> Future<Optional<Panel>> panel(
            Related<T, R> related, T object, DashboardCalls calls, Visit visit, MemberPrincipal member) {
        Operation<?> operation = calls.operation(HttpMethod.GET, related.path());
        String value = related.value().apply(object);
        if (value == null || !visit.may(operation.permission())) {
            return Future.succeededFuture(Optional.empty());
        }
        MultiMap query = MultiMap.caseInsensitiveMultiMap().add("limit", MOST).add(related.filter(), value);
        return calls.list(related.kind().type(), visit, member, operation, Map.of(), query)
                .compose(found -> found.items().isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : named(drawn(related, value, found.items(), found.hasMore(), visit), calls, visit, member));
    }

    private static Future<Optional<Panel>> named(
            Panel panel, DashboardCalls calls, Visit visit, MemberPrincipal member) {
        return Names.in(panel.table(), calls, visit, member).map(table -> Optional.of(new Panel(panel.title(), table)));
    }

    private static <T, R> Panel drawn(
            Related<T, R> related, String value, List<R> objects, boolean hasMore, Visit visit) {
        DashboardTexts texts = DashboardTexts.of(visit);
        String title = texts.get("part." + related.name());
        String root = PeoplePage.ROOT + '/' + related.kind().name();
        String more = hasMore ? root + '?' + related.filter() + '=' + value : null;
        return new Panel(title, new ObjectViews<>(related.kind(), root).table(title, objects, more, texts));
    }

    private static <R> Future<List<ShownPicture>> pictures(
            @Nullable Pictures<R> pictures, String id, DashboardCalls calls, Visit visit, MemberPrincipal member) {
        if (pictures == null) {
            return Future.succeededFuture(List.of());
        }
        return calls.list(
                        pictures.type(),
                        visit,
                        member,
                        calls.operation(HttpMethod.GET, pictures.path()),
                        Map.of("id", id),
                        MultiMap.caseInsensitiveMultiMap())
                .map(found -> found.items().stream()
                        .map(each -> new ShownPicture(
                                pictures.source().apply(each),
                                DashboardTexts.of(visit).get("picture.proof"),
                                pictures.isPicture().test(each)))
                        .toList());
    }

    private static Future<List<Moment>> moments(String id, DashboardCalls calls, Visit visit, MemberPrincipal member) {
        return calls.list(
                        TimelineEntry.class,
                        visit,
                        member,
                        calls.operation(HttpMethod.GET, "/timelines/:id"),
                        Map.of("id", id),
                        MultiMap.caseInsensitiveMultiMap())
                .map(found -> {
                    DashboardTexts texts = DashboardTexts.of(visit);
                    return found.items().stream()
                            .map(entry -> moment(entry, texts))
                            .toList();
                })
                .recover(failure -> ErrorCode.NOT_FOUND.is(failure)
                        ? Future.succeededFuture(List.of())
                        : Future.failedFuture(failure));
    }

    private static Moment moment(TimelineEntry entry, DashboardTexts texts) {
        String title = switch (entry.kind()) {
            case CHANGE -> texts.event(entry.name());
            case ATTEMPT ->
                texts.get("timeline.attempt", texts.state(entry.name()).text());
            case DELIVERY ->
                texts.get("timeline.delivery", texts.state(entry.name()).text());
        };
        String by = texts.find("provider." + entry.by()).orElse(entry.by());
        return new Moment(
                texts.time(entry.at()),
                title,
                entry.detail() == null ? by : by + " · " + entry.detail(),
                entry.kind() == TimelineEntry.Kind.DELIVERY
                        ? PeoplePage.ROOT + "/webhook-deliveries/" + entry.objectId()
                        : null);
    }
}
