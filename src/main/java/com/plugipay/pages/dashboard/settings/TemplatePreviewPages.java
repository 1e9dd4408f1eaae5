package com.plugipay.pages.dashboard.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.auth.MemberPrincipal;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.operations.Operation;
import com.plugipay.json.Json;
import com.plugipay.pages.SecurityHeaders;
import com.plugipay.pages.dashboard.DashboardCalls;
import com.plugipay.pages.dashboard.kinds.SettingsKinds;
import com.plugipay.pages.dashboard.objects.Filled;
import com.plugipay.pages.people.PageRoutes;
import com.plugipay.pages.people.PeoplePage;
import com.plugipay.pages.people.Visit;
import com.plugipay.templates.Template;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** Shows in a frame on the page of a template what it does: as it is stored, and as its form would make it. */
public final class TemplatePreviewPages {
    private static final String PATH = PeoplePage.ROOT + "/templates/:id/preview";
    private static final String TEMPLATE = "/templates/:id";
    private static final String CONFIG = "config";

    private final DashboardCalls calls;
    private final Operation<?> one;
    private final Operation<?> preview;

    public TemplatePreviewPages(DashboardCalls calls) {
        this.calls = calls;
        this.one = calls.operation(HttpMethod.GET, TEMPLATE);
        this.preview = calls.operation(HttpMethod.POST, "/templates/preview");
    }

    public void mount(PageRoutes routes) {
        routes.member(
                HttpMethod.GET,
                PATH,
                preview.permission(),
                (context, visit, member) -> find(context, visit, member)
                        .compose(
                                template -> show(visit, member, template, Json.MAPPER.valueToTree(template.config()))));
        routes.member(
                HttpMethod.POST,
                PATH,
                preview.permission(),
                (context, visit, member) -> find(context, visit, member).compose(template -> {
                    ObjectNode body = Filled.form(context).body(SettingsKinds.edit(template.kind()), template, visit);
                    return show(visit, member, template, body.path(CONFIG));
                }));
    }

    private Future<Template> find(RoutingContext context, Visit visit, MemberPrincipal member) {
        return calls.one(Template.class, visit, member, one, Parameters.path(context, "id"));
    }

    private Future<Reply> show(Visit visit, MemberPrincipal member, Template template, JsonNode config) {
        ObjectNode body =
                Json.MAPPER.createObjectNode().put("kind", template.kind().text());
        body.set(CONFIG, config);
        return calls.file(visit, member, preview, body)
                .map(file -> SecurityHeaders.PREVIEW.on(Reply.html(200, file.content())))
                .recover(failure -> ErrorCode.VALIDATION_ERROR.is(failure)
                        ? Future.succeededFuture(Reply.empty(204))
                        : Future.failedFuture(failure));
    }
}
