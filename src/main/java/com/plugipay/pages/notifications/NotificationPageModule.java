package com.plugipay.pages.notifications;

import com.plugipay.mail.MailComposer;
import com.plugipay.mail.SmtpConfig;
import com.plugipay.members.MemberStore;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.notifications.NotificationSettingsStore;
import com.plugipay.pages.people.PageRoute;
import com.plugipay.pages.people.PageRoutes;
import com.plugipay.pages.people.PeoplePage;
import com.plugipay.pages.people.PersonPages;
import io.vertx.ext.web.Router;
import java.util.List;

/** The page on which members choose what to be mailed about, the mails, and where their links lead. */
public final class NotificationPageModule implements Module, PersonPages {
    private final PeoplePage page;
    private final NotificationPages pages;
    private final OpenPages open;
    private final NotificationMails mails;

    public NotificationPageModule(
            Node node,
            PeoplePage page,
            NotificationSettingsStore settings,
            MemberStore members,
            SmtpConfig mailServer) {
        this.page = page;
        this.pages = new NotificationPages(page, node.database(), settings, mailServer.isConfigured());
        this.open = new OpenPages(page, members);
        this.mails = new NotificationMails(
                new NotifiedStore(node.database()), node.http().baseUrl());
    }

    @Override
    public void mount(Router router) {
        mountPages(router);
    }

    @Override
    public List<PageRoute> mountPages(Router router) {
        PageRoutes routes = new PageRoutes(router, page);
        pages.mount(routes);
        open.mount(routes);
        return routes.all();
    }

    /** Who writes the mails. */
    public MailComposer mails() {
        return mails;
    }
}
