package com.plugipay.pages.live;

import com.plugipay.auth.MemberPrincipal;
import com.plugipay.auth.MemberRole;
import com.plugipay.model.Tenant;

/** Who watches the events of a workspace, and by which session. */
record LiveWatcher(Tenant tenant, String personId, String sessionId, MemberRole role) {
    static LiveWatcher of(MemberPrincipal member) {
        return new LiveWatcher(
                member.tenant(), member.person().personId(), member.person().sessionId(), member.role());
    }
}
