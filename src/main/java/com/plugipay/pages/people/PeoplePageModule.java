package com.plugipay.pages.people;

import com.plugipay.audit.AuditStore;
import com.plugipay.http.exchange.SameOrigin;
import com.plugipay.mail.MailComposer;
import com.plugipay.mail.MailKind;
import com.plugipay.members.MemberModule;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.pages.Assets;
import com.plugipay.people.PeopleModule;
import com.plugipay.people.openid.OpenIdModule;
import com.plugipay.people.openid.OpenIdSignIn;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages and mails of people: signing in, accounts, teams. */
public final class PeoplePageModule implements Module, PersonPages {
    private final PeoplePage page;
    private final SignInPages signIn;
    private final SecondFactorPages secondFactor;
    private final SecurityPages security;
    private final Optional<OpenIdPages> openid;
    private final LinkPages links;
    private final InvitationPages invitations;
    private final AccountPages account;
    private final TeamPages team;
    private final PersonMails mails;

    public PeoplePageModule(Node node, Assets assets, PeopleModule people, MemberModule members, OpenIdModule openid) {
        this.page = new PeoplePage(
                node.sessions(),
                node.sessionCookie(),
                assets,
                node.clients(),
                node.clock(),
                new SameOrigin(node.http().baseUrl()),
                openid.signIn().map(OpenIdSignIn::name).orElse(null));
        this.signIn = new SignInPages(page, people.signIn(), people.secondStep(), people.sessions());
        this.secondFactor = new SecondFactorPages(page, people.secondStep());
        this.security = new SecurityPages(page, node.database(), people.secondFactors());
        this.openid = openid.signIn().map(way -> new OpenIdPages(page, signIn, way, openid.cookie()));
        this.links = new LinkPages(page, people.signIn(), people.accounts());
        this.invitations = new InvitationPages(page, members.acceptance());
        this.account = new AccountPages(
                page,
                node.database(),
                people.people(),
                people.sessions(),
                people.accounts(),
                members.members(),
                members.workspaces());
        this.team = new TeamPages(page, node.database(), members.team(), new AuditStore(node.database()));
        this.mails = new PersonMails(
                people.people(),
                people.links(),
                members.invitations(),
                members.acceptance(),
                node.http().baseUrl(),
                node.clock());
    }

    @Override
    public void mount(Router router) {
        page.frame(router.route(PeoplePage.ROOT + "*"));
        mountPages(router);
    }

    @Override
    public List<PageRoute> mountPages(Router router) {
        PageRoutes routes = new PageRoutes(router, page);
        signIn.mount(routes);
        openid.ifPresent(pages -> pages.mount(routes));
        secondFactor.mount(routes);
        security.mount(routes);
        links.mount(routes);
        invitations.mount(routes);
        account.mount(routes);
        team.mount(routes);
        return routes.all();
    }

    /** What all pages of people share. */
    public PeoplePage page() {
        return page;
    }

    /** The mails with one-time links. */
    public Map<MailKind, MailComposer> composers() {
        return mails.composers();
    }
}
