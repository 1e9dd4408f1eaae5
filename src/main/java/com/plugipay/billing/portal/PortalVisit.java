package com.plugipay.billing.portal;

import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.secrets.Secret;
import com.plugipay.text.WebAddress;

/**
 * A customer who has opened the portal.
 *
 * @param id of the portal session
 * @param formToken what every form of the visit contains
 */
public record PortalVisit(
        String id, String workspaceId, Mode mode, String customerId, WebAddress returnUrl, Secret formToken)
        implements Resource {}
