package com.plugipay.pages.dashboard.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.auth.MemberPrincipal;
import com.plugipay.billing.settings.BillingSettingsStore;
import com.plugipay.billing.settings.Logo;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.connections.Connections;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.operations.Operation;
import com.plugipay.json.Json;
import com.plugipay.pages.FormFile;
import com.plugipay.pages.branding.LogoReply;
import com.plugipay.pages.dashboard.DashboardCalls;
import com.plugipay.pages.people.PageRoutes;
import com.plugipay.pages.people.PeoplePage;
import com.plugipay.pages.people.Visit;
import com.plugipay.pictures.SafePicture;
import com.plugipay.pictures.UnreadablePicture;
import com.plugipay.secrets.RandomToken;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;

/** Shows the logo of a business to its members, and takes a new one: any picture, which is made as small as a logo needs. */
public final class LogoPages {
    /** Where the logo is, and where the form sends another. */
    public static final String PATH = PeoplePage.ROOT + "/billing-settings/logo";

    private static final String SETTINGS = "/billing-settings";
    private static final int LARGEST = 2 * 1024 * 1024;

    private final DashboardCalls calls;
    private final BillingSettingsStore settings;
    private final WorkerExecutor pictures;
    private final Connections connections;

    /** @param pictures where pictures are decoded, which takes time and memory */
    public LogoPages(
            DashboardCalls calls, BillingSettingsStore settings, WorkerExecutor pictures, Connections connections) {
        this.calls = calls;
        this.settings = settings;
        this.pictures = pictures;
        this.connections = connections;
    }

    /** Mounts the logo as it is. */
    public void mount(PageRoutes routes) {
        routes.member(
                HttpMethod.GET,
                PATH,
                calls.operation(HttpMethod.GET, SETTINGS).permission(),
                (context, visit, member) -> settings.logo(member.tenant()).map(LogoReply::of));
    }

    /** Mounts what receives another one, on a router whose requests nobody has read. */
    public void mountUpload(PageRoutes routes) {
        Operation<?> change = calls.operation(HttpMethod.PATCH, SETTINGS);
        routes.member(
                HttpMethod.POST,
                PATH,
                change.permission(),
                (context, visit, member) -> receive(context, visit, member, change));
    }

    private Future<Reply> receive(RoutingContext context, Visit visit, MemberPrincipal member, Operation<?> change) {
        String root = PeoplePage.ROOT + SETTINGS;
        return FormFile.read(context.request(), LARGEST, () -> connections.drop(context.request()))
                .compose(file -> pictures.executeBlocking(() -> small(file), false))
                .compose(logo -> calls.write(visit, member, change, "", body(logo), key()))
                .map(done -> Reply.seeOther(root))
                .recover(failure ->
                        ErrorCode.PAYLOAD_TOO_LARGE.is(failure) || ErrorCode.UNSUPPORTED_MEDIA_TYPE.is(failure)
                                ? Future.succeededFuture(Reply.seeOther(root + "?notice=logo"))
                                : Future.failedFuture(failure));
    }

    private static SafePicture small(Buffer sent) {
        try {
            return Logo.small(SafePicture.of(sent.getBytes())).orElseThrow(ErrorCode.PAYLOAD_TOO_LARGE::exception);
        } catch (UnreadablePicture damaged) {
            throw ErrorCode.UNSUPPORTED_MEDIA_TYPE.exception();
        }
    }

    private static ObjectNode body(SafePicture logo) {
        return Json.MAPPER
                .createObjectNode()
                .put(
                        "logo",
                        "data:" + logo.contentType() + ";base64,"
                                + Base64.getEncoder()
                                        .encodeToString(logo.content().getBytes()));
    }

    /** A file that is sent twice is stored twice, which changes nothing. */
    private static String key() {
        return PeoplePage.ROOT + ':' + RandomToken.random().reveal();
    }
}
