package com.plugipay.pages.people;

import com.plugipay.auth.MemberPrincipal;
import com.plugipay.auth.MemberRole;
import com.plugipay.auth.Permission;
import com.plugipay.auth.PermissionTable;
import com.plugipay.auth.PersonPrincipal;
import com.plugipay.auth.SignedIn;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.people.SignIn.Browser;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request of a person who has signed in.
 *
 * @param path of the page
 */
public record Visit(SignedIn person, PeopleTexts words, Browser browser, String path) {
    private static final Pattern LIST = Pattern.compile("/dashboard/[a-z-]+");

    /** The list that the page is of or belongs to: where one stays when another mode or workspace is shown. */
    public String list() {
        Matcher list = LIST.matcher(path);
        return list.lookingAt() ? list.group() : PeoplePage.ROOT;
    }

    /** Whether the workspace that is shown lets the person do this; what it does not is not shown. */
    public boolean may(Permission permission) {
        MemberRole role = person.role();
        return role != null && PermissionTable.allows(role, permission);
    }

    /** Whether the person may read this kind of resource. */
    public boolean mayRead(String resource) {
        return may(new Permission(resource, false));
    }

    /** Whether the person may change this kind of resource. */
    public boolean mayWrite(String resource) {
        return may(new Permission(resource, true));
    }

    /** The workspace that is shown; fails with a 403 when the person may not do this in it, or has to confirm it first. */
    MemberPrincipal member(Permission permission) {
        if (!may(permission)) {
            throw ErrorCode.FORBIDDEN.exception();
        }
        if (PermissionTable.isConfirmed(permission) && !person.isConfirmed(browser.now())) {
            throw ErrorCode.CONFIRMATION_REQUIRED.exception();
        }
        return new MemberPrincipal(
                new Tenant(Objects.requireNonNull(person.workspaceId()), person.mode()),
                Objects.requireNonNull(person.memberId()),
                Objects.requireNonNull(person.role()),
                person);
    }

    /** The context of a change in the workspace. */
    public ChangeContext context(MemberPrincipal member) {
        return new ChangeContext(member.tenant(), member.actor(), browser.ip(), browser.now(), null);
    }

    /** The context of a change of the own account. */
    ChangeContext ownContext() {
        PersonPrincipal own = new PersonPrincipal(person);
        return new ChangeContext(own.tenant(), own.actor(), browser.ip(), browser.now(), null);
    }
}
