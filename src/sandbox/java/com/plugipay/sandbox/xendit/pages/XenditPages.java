package com.plugipay.sandbox.xendit.pages;

import com.plugipay.sandbox.kit.ExpiryTimers;
import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.xendit.api.XenditRefusal;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the pages for buyers have in common: they look at the clock first, and they say sorry in a page. */
final class XenditPages {
    private final ExpiryTimers timers;
    private final StandInPages pages;

    /** What one page does. */
    interface Page {
        void answer(RoutingContext context);
    }

    XenditPages(ExpiryTimers timers, StandInPages pages) {
        this.timers = timers;
        this.pages = pages;
    }

    void on(Router router, HttpMethod method, String path, Page page) {
        router.route(method, path).handler(context -> {
            timers.runDue();
            try {
                page.answer(context);
            } catch (XenditRefusal refusal) {
                sorry(context, refusal.status(), String.valueOf(refusal.getMessage()), null);
            } catch (IllegalArgumentException refused) {
                sorry(context, 400, String.valueOf(refused.getMessage()), null);
            }
        });
    }

    void show(RoutingContext context, String template, Object view) {
        pages.show(context, 200, "xendit/" + template, Map.of("view", view));
    }

    void sorry(RoutingContext context, int status, String message, @Nullable String backUrl) {
        message(context, status, "That did not work", message, backUrl);
    }

    /** A page that only says something, with a link back to the shop if there is one. */
    void message(RoutingContext context, int status, String title, String message, @Nullable String backUrl) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("title", title);
        parameters.put("message", message);
        parameters.put("backUrl", backUrl);
        pages.show(context, status, "xendit/message", parameters);
    }

    /** To a path of the stand-in's own. */
    static void goTo(RoutingContext context, String path) {
        StandInPages.goTo(context, PageViews.ROOT + path);
    }
}
