package com.plugipay.http.server;

import com.plugipay.auth.MemberPrincipal;
import com.plugipay.auth.MemberRole;
import com.plugipay.auth.Permission;
import com.plugipay.auth.PermissionTable;
import com.plugipay.auth.PersonPrincipal;
import com.plugipay.auth.Principal;
import com.plugipay.auth.Sessions;
import com.plugipay.auth.SignedIn;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.HostCookie;
import com.plugipay.http.exchange.SameOrigin;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Admits API requests of people, whose browsers send the cookie of their session instead of a key. */
public final class SessionCalls {
    private static final String MODE = "X-Plugipay-Mode";

    private final Sessions sessions;
    private final HostCookie cookie;
    private final SameOrigin sameOrigin;

    /** @param cookie the one of sessions */
    public SessionCalls(Sessions sessions, HostCookie cookie, SameOrigin sameOrigin) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.sameOrigin = sameOrigin;
    }

    /** Whether a request names a session: a request with a key is always the key's. */
    boolean isOfPerson(HttpServerRequest request) {
        return request.getHeader("Authorization") == null && cookie.of(request) != null;
    }

    /** The person whose session a request names; fails with a 401 when there is none or it is over. */
    Future<SignedIn> identify(HttpServerRequest request, Instant now) {
        String value = cookie.of(request);
        if (value == null || !Ids.isPossible(value)) {
            return Future.failedFuture(ErrorCode.UNAUTHORIZED.exception());
        }
        return sessions.find(new Secret(value), workspace(request), mode(request), now)
                .map(found -> found.orElseThrow(ErrorCode.UNAUTHORIZED::exception));
    }

    /** Who a person is in a request that needs this permission; fails with a 403 that names the cause. */
    Principal admit(SignedIn person, Permission permission, HttpServerRequest request, Instant now) {
        if (permission.writes()) {
            sameOrigin.require(request);
        }
        if (PermissionTable.isPersonal(permission)) {
            return new PersonPrincipal(person);
        }
        String workspaceId = person.workspaceId();
        String memberId = person.memberId();
        MemberRole role = person.role();
        if (workspaceId == null || memberId == null || role == null) {
            throw ErrorCode.FORBIDDEN.withMessage("You are not a member of this workspace.");
        }
        Principal member = new MemberPrincipal(new Tenant(workspaceId, person.mode()), memberId, role, person);
        if (member.may(permission) && PermissionTable.isConfirmed(permission) && !person.isConfirmed(now)) {
            throw ErrorCode.CONFIRMATION_REQUIRED.exception();
        }
        return member;
    }

    private static @Nullable String workspace(HttpServerRequest request) {
        String named = request.getHeader(CallReader.ON_BEHALF_OF);
        if (named != null && !Ids.isPossible(named)) {
            throw ErrorCode.FORBIDDEN.withMessage("You are not a member of this workspace.");
        }
        return named;
    }

    private static @Nullable Mode mode(HttpServerRequest request) {
        String named = request.getHeader(MODE);
        if (named == null) {
            return null;
        }
        return List.of(Mode.values()).stream()
                .filter(mode -> mode.text().equals(named))
                .findFirst()
                .orElseThrow(() -> ErrorCode.VALIDATION_ERROR
                        .withMessage(MODE + " is test or live.")
                        .with(List.of(Map.of("header", MODE))));
    }
}
