package com.plugipay.pages.notifications;

import com.plugipay.auth.MemberPrincipal;
import com.plugipay.db.Database;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.notifications.NotificationSettings;
import com.plugipay.notifications.NotificationSettingsStore;
import com.plugipay.pages.people.PageRoutes;
import com.plugipay.pages.people.PeoplePage;
import com.plugipay.pages.people.Visit;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;

/** The page on which a member chooses what to be mailed about in the workspace that is shown. */
final class NotificationPages {
    private static final String NOTIFICATIONS = PeoplePage.ROOT + "/notifications";
    private static final String RESOURCE = "notification-settings";

    private final PeoplePage page;
    private final Database database;
    private final NotificationSettingsStore settings;
    private final boolean isSending;

    /** @param isSending whether this gateway has a mail server */
    NotificationPages(PeoplePage page, Database database, NotificationSettingsStore settings, boolean isSending) {
        this.page = page;
        this.database = database;
        this.settings = settings;
        this.isSending = isSending;
    }

    void mount(PageRoutes routes) {
        routes.member(HttpMethod.GET, NOTIFICATIONS, RESOURCE, this::show);
        routes.member(HttpMethod.POST, NOTIFICATIONS, RESOURCE, this::save);
    }

    private Future<Reply> show(RoutingContext context, Visit visit, MemberPrincipal member) {
        boolean isSaved = Parameters.query(context, "saved") != null;
        return settings.of(member.tenant(), member).map(found -> {
            Map<String, Object> parameters = new HashMap<>();
            parameters.put("words", visit.words());
            parameters.put("visit", visit);
            parameters.put("settings", found);
            parameters.put("isSaved", isSaved);
            parameters.put("isSending", isSending);
            return page.draw(200, "people/notifications", visit, parameters);
        });
    }

    private Future<Reply> save(RoutingContext context, Visit visit, MemberPrincipal member) {
        NotificationSettings chosen = new NotificationSettings(
                isTicked(context, "paymentSucceeded"),
                isTicked(context, "transferToConfirm"),
                isTicked(context, "webhookDisabled"),
                isTicked(context, "providerError"));
        return settings.save(visit.context(member), member, chosen)
                .run(database)
                .map(saved -> Reply.seeOther(NOTIFICATIONS + "?saved=1"));
    }

    private static boolean isTicked(RoutingContext context, String name) {
        return Parameters.form(context, name) != null;
    }
}
