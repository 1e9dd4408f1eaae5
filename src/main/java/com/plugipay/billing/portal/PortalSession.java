package com.plugipay.billing.portal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import com.plugipay.secrets.RandomToken;
import com.plugipay.secrets.Secret;
import com.plugipay.text.WebAddress;
import java.time.Duration;
import java.time.Instant;

/**
 * A link with which a customer enters the portal once.
 *
 * @param link the random part of its address, which only the response to its creation shows
 * @param returnUrl where the customer goes from the portal
 * @param expiresAt when the link no longer opens the portal
 */
public record PortalSession(
        String id,
        String workspaceId,
        Mode mode,
        String customerId,
        @JsonIgnore Secret link,
        @JsonIgnore PortalUrls urls,
        WebAddress returnUrl,
        Instant expiresAt,
        Instant createdAt)
        implements Resource {

    private static final Duration LIFETIME = Duration.ofMinutes(15);

    static PortalSession create(Tenant tenant, PortalSessionInput input, PortalUrls urls, Instant now) {
        return new PortalSession(
                Ids.at(now, "ps"),
                tenant.workspaceId(),
                tenant.mode(),
                input.customerId(),
                RandomToken.random(),
                urls,
                input.returnUrl(),
                now.plus(LIFETIME),
                now);
    }

    /** The address that opens the portal. */
    @JsonProperty
    public String url() {
        return urls.opening(link);
    }
}
