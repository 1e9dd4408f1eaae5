package com.plugipay.billing.portal;

import com.plugipay.model.Ids;
import com.plugipay.text.WebAddress;
import jakarta.validation.constraints.Size;

/** Whom a portal session is for, and where the customer goes afterwards. */
public record PortalSessionInput(@Size(max = Ids.LONGEST) String customerId, WebAddress returnUrl) {}
