package com.plugipay.billing.portal;

import com.plugipay.http.operations.WebUrl;
import com.plugipay.model.Ids;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** Whom a portal session is for, and where the customer goes afterwards. */
public record PortalSessionInput(
        @Size(max = Ids.LONGEST) String customerId,

        @Pattern(regexp = WebUrl.HTTP, message = WebUrl.HTTP_TEXT) @Size(max = WebUrl.LONGEST)
        String returnUrl) {}
